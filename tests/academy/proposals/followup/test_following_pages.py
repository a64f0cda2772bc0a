"""The pages of what is followed: who writes, what is refused, files, the number of queries."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.followup import followed
from tomoni.academy.proposals.followup import sample, services
from tomoni.academy.proposals.followup.models import Confirmation, Following, Milestone, Value

QUERIES = 9
"""Of the list: the session, the person, the place and what is followed with all it has."""


def of(following: Following, name: str) -> str:
    return reverse(f"followup:{name}", args=(following.proposal_id,))


def signed_in(client: Client, city: City, name: str = "akari") -> Client:
    client.force_login(getattr(city, name))
    return client


def test_the_proposal_offers_to_begin_to_its_division_only(client: Client, city: City) -> None:
    proposal = samples.decided(city)
    begin = reverse("followup:begin", args=(proposal.pk,))
    assert begin not in signed_in(client, city, "daichi").get(proposal.get_absolute_url()).text
    assert client.post(begin).status_code == 403
    assert begin in signed_in(client, city).get(proposal.get_absolute_url()).text
    answer = client.post(begin, follow=True)
    assert "実施と効果のページを作りました。" in answer.text


def test_everybody_reads_and_only_the_division_and_the_office_write(
    client: Client, city: City
) -> None:
    following = followed.followed(city)
    form = of(following, "new_milestone")
    assert form not in signed_in(client, city, "daichi").get(of(following, "following")).text
    assert client.get(form).status_code == 403
    for person in ("botan", "secretariat"):
        assert signed_in(client, city, person).get(form).status_code == 200


def test_a_milestone_is_written_and_reported_by_form(client: Client, city: City) -> None:
    following = followed.followed(city)
    signed_in(client, city)
    wrong = client.post(of(following, "new_milestone"), {"title": "", "due_date": "あした"})
    assert wrong.status_code == 422
    client.post(
        of(following, "new_milestone"),
        {"title": "始める", "due_date": "令和10年4月1日", "division": str(following.division_id)},
    )
    made = Milestone.objects.get()
    assert made.due_date.isoformat() == "2028-04-01"
    url = reverse("followup:milestone", args=(made.pk,))
    tomorrow = {"told": "done", "day": "2099-01-01", "words": "できた"}
    assert client.post(url, tomorrow).status_code == 422
    client.post(url, tomorrow | {"day": followed.today().isoformat()})
    made.refresh_from_db()
    assert made.state == "done"
    assert client.post(url, tomorrow).status_code == 403


@pytest.mark.parametrize(
    "given",
    [
        {"value": ""}, {"value": "多い"}, {"low": "1"}, {"low": "9", "high": "3"}, {"grade": ""},
        {"grade": "うわさ"}, {"source": ""}, {"day": "2099-01-01"},
    ],
)  # fmt: skip
def test_a_value_that_says_too_little_is_refused(
    client: Client, city: City, given: dict[str, str]
) -> None:
    found = followed.indicator(city)
    url = reverse("followup:new_value", args=(found.pk, "actual"))
    right = {"value": "5", "grade": "実測", "source": "台帳", "day": "2026-01-01"}
    signed_in(client, city)
    assert client.post(url, right | given).status_code == 422
    assert not Value.objects.exists()
    assert client.post(url, right).status_code == 302
    assert Value.objects.get().value == 5


def test_an_indicator_that_came_in_words_gets_its_unit_with_its_first_value(
    client: Client, city: City
) -> None:
    found = followed.indicator(city)
    type(found).objects.update(unit="")
    url = reverse("followup:new_value", args=(found.pk, "planned"))
    said = {"value": "5", "grade": "推定", "source": "見込み", "day": "2027-01-01"}
    assert signed_in(client, city).post(url, said).status_code == 422
    assert client.post(url, said | {"unit": "人"}).status_code == 302
    found.refresh_from_db()
    assert found.unit == "人"


def test_a_correction_is_shown_with_its_reason(client: Client, city: City) -> None:
    found = followed.indicator(city)
    wrong = followed.value(found, 600, actor=city.akari)
    followed.value(found, 60, actor=city.akari, corrects=wrong)
    page = signed_in(client, city).get(reverse("followup:indicator", args=(found.pk,))).text
    assert "<s>600件</s>" in page
    assert "直したわけ：数え直した" in page
    assert client.get(reverse("followup:correct_value", args=(wrong.pk,))).status_code == 403


def test_below_the_plan_the_form_asks_why_and_what_next(client: Client, city: City) -> None:
    following = services.begin(followed.from_case(city), actor=city.akari)
    signed_in(client, city)
    said = {
        "base": "0", "day": followed.today().isoformat(), "staff_hours-value": "-1000000",
        "staff_hours-grade": "実測", "staff_hours-source": "記録",
    }  # fmt: skip
    answer = client.post(of(following, "confirm"), said)
    assert answer.status_code == 422
    assert answer.text.count("見込みに届かないものがあります。「") >= 2
    answer = client.post(
        of(following, "confirm"), said | {"why": "遅れた", "what_next": "続ける"}, follow=True
    )
    assert "見込みに届きませんでした" in answer.text
    assert "見込みを下回った" in answer.text
    assert "まだ測れない" in answer.text


def test_a_typed_effect_needs_its_source(client: Client, city: City) -> None:
    following = services.begin(followed.from_case(city), actor=city.akari)
    said = {"base": "0", "day": followed.today().isoformat(), "yen-value": "5", "why": "x"}
    answer = signed_in(client, city).post(of(following, "confirm"), said)
    assert answer.status_code == 422
    assert not Confirmation.objects.exists()


def test_the_report_as_a_word_file_says_the_same(client: Client, city: City) -> None:
    following = sample.fill(followed.from_case(city))
    url = reverse("followup:confirmation_word", args=(following.proposal_id, 1))
    data = signed_in(client, city).get(url).content
    with ZipFile(BytesIO(data)) as parcel:
        text = parcel.read("word/document.xml").decode()
    for words in ("見込みを下回った", "見込みまで減っていない", "番号を印刷し", "数値の根拠"):
        assert words in text


def test_the_summary_is_approved_by_another_person(client: Client, city: City) -> None:
    summary = followed.summary(city)
    url = reverse("followup:approve_summary", args=(summary.pk,))
    assert signed_in(client, city).post(url).status_code == 403
    answer = signed_in(client, city, "secretariat").post(url, follow=True)
    assert "承認済み" in answer.text


def test_the_list_of_what_is_followed_takes_the_same_queries_for_one_and_for_many(
    client: Client, city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sample.fill(samples.decided(city))
    signed_in(client, city, "secretariat")
    url = reverse("followup:followings", args=(city.municipality.pk,))
    with django_assert_num_queries(QUERIES):
        assert "確認した（見込みに届かないものがある）" in client.get(url).text
    for number in range(3):
        sample.fill(samples.decided(city, title=f"案{number}"))
    with django_assert_num_queries(QUERIES):
        assert "案2" in client.get(url).text
    workbook = client.get(reverse("followup:followings_workbook", args=(city.municipality.pk,)))
    assert workbook.content[:2] == b"PK"

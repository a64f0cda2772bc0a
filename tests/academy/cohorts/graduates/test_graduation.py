"""Who graduates, what they take with them, and what the register says."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.calendar import meetings
from academy.cohorts.graduates.graduations import DAY, graduate
from academy.conftest import City
from tomoni.academy.accounts.models import PeopleEntry
from tomoni.academy.cohorts.calendar.models import Presence
from tomoni.academy.cohorts.graduates import queries, sample, services
from tomoni.academy.cohorts.graduates.models import Graduate, Willingness
from tomoni.academy.cohorts.services import make_sample_city
from tomoni.engine import cases


def _closing(city: City) -> str:
    return reverse("graduates:closing", args=(city.cohort.pk,))


def _post(city: City, *names: str) -> dict[str, object]:
    chosen = [getattr(city, name).pk for name in names]
    return {"issued_date": DAY.isoformat(), "signatory": "市長 見本太郎", "graduate": chosen}


def test_the_secretariat_chooses_who_graduates(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    client.post(_closing(city), _post(city, "akari", "daichi"))
    found = list(queries.graduates_of(city.cohort))
    assert [(each.name, each.certificate_number) for each in found] == [
        ("あかり", "1-001"), ("だいち", "1-002"),
    ]  # fmt: skip
    assert found[0].division_name == "生活衛生課"
    assert found[0].theme == "営業許可の更新"
    assert city.akari.notices.get().sentence == (
        "「データアカデミー第1期」を修了しました。修了証を受け取れます。"
    )
    assert not city.botan.notices.exists()
    actions = PeopleEntry.objects.filter(action__in=("graduated", "cohort-closed"))
    assert actions.count() == 3


def test_who_was_at_two_of_three_meetings_is_proposed(client: Client, city: City) -> None:
    for number in (1, 2, 3):
        starts_at = meetings.FIRST + timedelta(days=7 * number)
        found = meetings.meeting(city, number=number, starts_at=starts_at)
        meetings.note(found, city.akari, Presence.ABSENT if number == 3 else Presence.PRESENT)
        meetings.note(found, city.botan, Presence.ONLINE if number == 1 else Presence.ABSENT)
    client.force_login(city.secretariat)
    page = client.get(_closing(city)).content.decode()
    assert f'value="{city.akari.pk}" checked' in page
    assert f'value="{city.botan.pk}" checked' not in page
    assert "3回のうち2回" in page
    assert "三分の二より少ない" in page


def test_a_decision_can_be_made_anew_and_no_number_is_given_twice(city: City) -> None:
    first = graduate(city, "akari", "daichi")
    services.close(
        city.cohort, chosen={city.botan.pk}, issued_date=DAY, signatory="", actor=city.secretariat
    )
    assert [each.user for each in queries.graduates_of(city.cohort)] == [city.botan]
    assert city.cohort.graduates.get(user=city.botan).number == 3
    again = graduate(city, "akari")
    assert (again.number, again.uid) == (first.number, first.uid)


def test_a_page_without_a_day_is_shown_again_with_what_was_chosen(
    client: Client, city: City
) -> None:
    client.force_login(city.secretariat)
    answer = client.post(_closing(city), _post(city, "akari") | {"issued_date": ""})
    assert answer.status_code == 422
    assert f'value="{city.akari.pk}" checked' in answer.content.decode()
    assert not Graduate.objects.exists()


def test_who_is_no_participant_does_not_graduate(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    client.post(_closing(city), _post(city, "lecturer", "chihiro"))
    assert not Graduate.objects.exists()


def test_a_graduate_finds_the_own_certificate(client: Client, city: City) -> None:
    own = reverse("graduates:own", args=(city.cohort.pk,))
    client.force_login(city.akari)
    assert "修了証はまだありません" in client.get(own).content.decode()
    found = graduate(city)
    assert client.get(own).headers["Location"] == reverse("graduates:graduate", args=(found.pk,))
    assert "次の期で講師をするかどうかを答える" in client.get("/").content.decode()


def test_a_certificate_names_graduate_cohort_and_city(client: Client, city: City) -> None:
    client.force_login(city.akari)
    answer = client.get(reverse("graduates:certificate", args=(graduate(city).pk,)))
    said = "".join(PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())
    for part in ("あかり", "データアカデミー第1期", "あさひ市", "見本太郎", "全3回・9.5時間"):
        assert part in said


def test_all_certificates_come_in_one_parcel(client: Client, city: City) -> None:
    graduate(city, "akari", "daichi")
    client.force_login(city.secretariat)
    answer = client.get(reverse("graduates:all_certificates", args=(city.cohort.pk,)))
    assert ZipFile(BytesIO(answer.content)).namelist() == [
        "修了証 1-001 あかり.pdf", "修了証 1-001 あかり.jwt",
        "修了証 1-002 だいち.pdf", "修了証 1-002 だいち.jwt",
    ]  # fmt: skip


def test_only_the_graduate_says_whether_they_want_to_teach(client: Client, city: City) -> None:
    found = graduate(city)
    address = reverse("graduates:graduate", args=(found.pk,))
    client.force_login(city.secretariat)
    answer = client.post(address, {"willing": "yes", "line": "勝手に"})
    assert answer.status_code == 403
    client.force_login(city.akari)
    assert client.post(address, {"willing": "maybe"}).status_code == 422
    client.post(address, {"willing": "some", "line": "水曜の午後なら"})
    found.refresh_from_db()
    assert (found.willing, found.line) == ("some", "水曜の午後なら")
    assert "次の期で講師をするかどうかを答える" not in client.get("/").content.decode()


def test_the_register_is_searched_and_taken_as_a_sheet(client: Client, city: City) -> None:
    found = graduate(city, "akari", "daichi")
    services.tell(found, willing=Willingness.YES, line="教えたい", actor=city.akari)
    client.force_login(city.secretariat)
    address = reverse("graduates:register", args=(city.municipality.pk,))
    for query, names in (
        ({}, {"あかり", "だいち"}),
        ({"words": "営業許可"}, {"あかり"}),
        ({"words": "市民課 第1期"}, {"だいち"}),
        ({"willing": "yes"}, {"あかり"}),
        ({"words": "いない人"}, set()),
    ):
        page = client.get(address, query).content.decode()
        assert {name for name in ("あかり", "だいち") if f">{name}</a>" in page} == names
    sheet = client.get(
        reverse("graduates:register_download", args=(city.municipality.pk,)), {"willing": "yes"}
    )
    rows = list(load_workbook(BytesIO(sheet.content)).worksheets[0].values)
    assert [row[1] for row in rows[1:]] == ["あかり"]
    assert "講師をしたい" in rows[1]


def test_a_long_register_asks_no_more_than_a_short_one(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    graduate(city, "akari", "botan", "daichi")
    client.force_login(city.secretariat)
    with django_assert_max_num_queries(8):
        client.get(reverse("graduates:register", args=(city.municipality.pk,)))


def test_a_theme_that_looks_like_markup_is_shown_as_it_was_written(
    client: Client, city: City
) -> None:
    city.group.theme = "<b>速く</b>"
    city.group.save()
    found = graduate(city)
    client.force_login(city.akari)
    page = client.get(reverse("graduates:graduate", args=(found.pk,))).content.decode()
    assert "&lt;b&gt;速く&lt;/b&gt;" in page


@pytest.mark.django_db
def test_the_sample_city_has_graduates_who_want_to_teach() -> None:
    cohort = make_sample_city(curriculum=cases.shipped_curriculum("policy"))
    sample.fill(cohort)
    before = list(Graduate.objects.values_list("uid", "willing"))
    sample.fill(cohort)
    assert list(Graduate.objects.values_list("uid", "willing")) == before
    willing = queries.willing_in(cohort.municipality).filter(willing="yes")
    assert sorted(each.user.account_name for each in willing) == ["eisei2", "shimin1"]
    assert len(before) == 8

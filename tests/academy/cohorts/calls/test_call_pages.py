"""The pages of a call as everybody, an applicant, a manager and the secretariat use them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.calls import samples
from academy.conftest import City
from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.calls import selecting
from tomoni.academy.cohorts.calls.models import Application, Call
from tomoni.academy.cohorts.models import Membership

CALL = {
    "text": "半年で6回です。", "eligibility": "どの課でも。", "from_date": "2026-06-01",
    "until_date": "2026-06-30", "most_groups": "5", "fewest_members": "2", "most_members": "5",
}  # fmt: skip


def _said(city: City, **instead: object) -> dict[str, object]:
    """A whole application of Akari's and Botan's."""
    return {
        "base": "0", "work": "営業許可の更新", "problem": "窓口が混む。", "hope": "短くしたい。",
        "members": [str(city.akari.pk), str(city.botan.pk)], "manager": "かちょう", "send": "1",
    } | instead  # fmt: skip


def test_a_call_is_drafted_read_through_and_announced(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    address = reverse("calls:of_cohort", args=(city.cohort.pk,))
    assert "募集と応募" in client.get(city.cohort.get_absolute_url()).text
    for wrong in (
        {"until_date": "2026-05-01"}, {"most_groups": "0"}, {"most_groups": "2.5"},
        {"most_members": "6"}, {"fewest_members": "4", "most_members": "3"}, {"text": ""},
        {"from_date": "いつか"},
    ):  # fmt: skip
        assert client.post(address, CALL | wrong).status_code == 422
    assert "まだ、だれにも知らせていません" in client.post(address, CALL, follow=True).text
    made = Call.objects.get()
    announce = reverse("calls:announce", args=(made.pk,))
    assert "7人にお知らせを送りました" in client.post(announce, follow=True).text
    assert client.post(announce).status_code == 403
    assert client.get(address).headers["Location"] == made.get_absolute_url()
    edit = reverse("calls:edit", args=(made.pk,))
    assert "募集を直しました" in client.post(edit, CALL | {"most_groups": "4"}, follow=True).text
    assert Call.objects.get().most_groups == 4


def test_an_open_call_stands_on_everybodys_first_page(client: Client, city: City) -> None:
    made = samples.open_now(city)
    for user in (city.chihiro, city.auditor):
        client.force_login(user)
        page = client.get("/").text
        assert "募集中" in page
        assert made.get_absolute_url() in page
        assert 'href="/calls/"' in page
        assert "応募する" in client.get(made.get_absolute_url()).text
    client.force_login(city.lecturer)
    page = client.get(made.get_absolute_url()).text
    assert reverse("calls:apply", args=(made.pk,)) not in page
    assert "課に所属する職員です" in page


def test_a_division_applies_and_its_manager_approves(client: Client, city: City) -> None:
    made = samples.open_now(city)
    client.force_login(city.akari)
    apply = reverse("calls:apply", args=(made.pk,))
    draft = _said(city, members=[str(city.akari.pk)], manager="")
    del draft["send"]
    assert "下書きを保存しました" in client.post(apply, draft, follow=True).text
    assert "の応募を書き上げて送る" in client.get("/").text
    found = Application.objects.get()
    edit = reverse("calls:edit_application", args=(found.pk,))
    assert client.get(apply).headers["Location"] == edit
    assert "2人から5人まで" in client.post(edit, draft | {"base": "1", "send": "1"}).text
    whole = _said(city, base="1")
    assert "応募を送りました" in client.post(edit, whole, follow=True).text
    client.force_login(city.manager)
    approval = reverse("calls:approval", args=(found.pk,))
    first = client.get("/").text
    assert approval in first
    assert "の応募を承認するか決める" in first
    assert client.post(approval, {"approved": "no"}).status_code == 422
    said = client.post(approval, {"approved": "yes", "text": "7月は避ける"}, follow=True).text
    assert "承認された" in said
    assert "7月は避ける" in said
    client.force_login(city.akari)
    assert "所属長に承認されました" in client.get("/").text
    client.force_login(city.secretariat)
    assert client.get(approval).status_code == 404


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ({"others-0-who": "だれか"}, "当てはまる人がいません"),
        ({"others-0-who": "こう"}, "所属の課がありません"),
        ({"manager": "ぼたん"}, "承認する所属長が、班の人にも入っています"),
        ({"work": ""}, "「業務」を書いてください"),
        ({"work": "あ" * 101}, "100字までにしてください"),
        ({"problem": "あ" * 2001}, "2,000字までにしてください"),
        ({"members": []}, "班の人数が合いません"),
    ],
)
def test_what_is_wrong_in_an_application_stands_at_its_field_and_nothing_is_sent(
    client: Client, city: City, instead: dict[str, object], sentence: str
) -> None:
    made = samples.open_now(city)
    client.force_login(city.akari)
    answer = client.post(reverse("calls:apply", args=(made.pk,)), _said(city, **instead))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Application.objects.exists()


def test_people_of_other_divisions_are_named_by_who_they_are(client: Client, city: City) -> None:
    made = samples.open_now(city)
    client.force_login(city.akari)
    client.post(
        reverse("calls:apply", args=(made.pk,)),
        _said(city, members=[str(city.akari.pk)], **{"others-0-who": "daichi"}),
    )
    found = Application.objects.get()
    assert found.people() == [city.akari, city.daichi]
    edit = reverse("calls:edit_application", args=(found.pk,))
    page = client.get(edit).text
    assert 'value="だいち"' in page
    assert f'name="members" value="{city.daichi.pk}"' not in page
    assert f'name="members" value="{city.akari.pk}" checked' in page
    User.objects.create(account_name="daichi2", display_name="だいち", division=city.akari.division)
    assert 'value="daichi"' in client.get(edit).text


def test_nobody_loses_a_word_when_two_people_write(client: Client, city: City) -> None:
    made = samples.open_now(city)
    found = samples.sent(made, members=(city.akari, city.botan))
    edit = reverse("calls:edit_application", args=(found.pk,))
    client.force_login(city.botan)
    theirs = _said(city, base="1", problem="ぼたんの困りごと")
    assert client.post(edit, theirs).status_code == 302
    client.force_login(city.akari)
    answer = client.post(edit, _said(city, base="1", problem="あかりの困りごと"))
    assert answer.status_code == 422
    for text in ("ぼたんさんが先に保存しました", "ぼたん", "あかりの困りごと", 'value="2"'):
        assert text in answer.text
    assert client.post(edit, _said(city, base="2", problem="二人の困りごと")).status_code == 302
    found.refresh_from_db()
    assert found.problem == "二人の困りごと"


def test_the_secretariat_decides_and_makes_known(client: Client, city: City) -> None:
    made = samples.closed_now(city)
    first = samples.sent(made, members=(city.akari, city.botan), manager=city.manager)
    second = samples.sent(
        made, members=(city.chihiro, city.daichi), approved=True, work="転入の届出"
    )
    client.force_login(city.secretariat)
    assert "2件の応募を選考する" in client.get("/").text
    decide = reverse("calls:decide", args=(first.pk,))
    yes = {"decision": "selected", "reason": "はっきりしている。", "seen": ""}
    assert "所属長の承認がない" in client.post(decide, yes).text
    in_person = reverse("calls:in_person", args=(first.pk,))
    day = timezone.localdate()
    later = {"approver": "生活衛生課長", "day": (day + timedelta(days=1)).isoformat()}
    assert client.post(in_person, later).status_code == 422
    said = client.post(in_person, later | {"day": day.isoformat()}, follow=True).text
    assert "じゅんが記録" in said
    assert client.post(decide, yes | {"reason": ""}).status_code == 422
    assert client.post(decide, yes | {"reason": "あ" * 301}).status_code == 422
    assert "選考を記録しました" in client.post(decide, yes, follow=True).text
    assert "ほかの人が選考を記録しました" in client.post(decide, yes).text
    results = reverse("calls:announce_results", args=(made.pk,))
    assert "まだ選考していない応募が1件" in client.post(results, follow=True).text
    other = reverse("calls:decide", args=(second.pk,))
    client.post(other, yes | {"decision": "reserve"})
    client.force_login(city.akari)
    assert "はっきりしている。" not in client.get(first.get_absolute_url()).text
    client.force_login(city.secretariat)
    assert "1班ができました" in client.post(results, follow=True).text
    assert client.post(results).status_code == 403
    client.force_login(city.akari)
    page = client.get(first.get_absolute_url()).text
    assert "選ばれました" in page
    assert "わけ：はっきりしている。" in page
    assert Membership.objects.filter(group__application=first, user=city.botan).exists()


def test_a_selected_group_withdraws_on_its_page(client: Client, city: City) -> None:
    made = samples.closed_now(city)
    first = samples.sent(made, members=(city.akari, city.botan), approved=True)
    second = samples.sent(made, members=(city.chihiro, city.daichi), approved=True, work="転入")
    today = timezone.localdate()
    samples.decide(first, "selected", city, today=today)
    samples.decide(second, "reserve", city, today=today)
    selecting.announce_results(made, actor=city.secretariat, today=today)
    client.force_login(city.akari)
    address = reverse("calls:withdraw", args=(first.pk,))
    assert "補欠の1番目が繰り上がります" in client.get(address).text
    page = client.post(address, {"why": "異動"}, follow=True).text
    assert "補欠の1番目が繰り上がりました" in page
    assert "転入" not in page
    assert "選ばれました" not in page
    client.force_login(city.daichi)
    assert "補欠から繰り上がって選ばれました" in client.get(second.get_absolute_url()).text
    assert client.post(reverse("calls:withdraw", args=(first.pk,))).status_code == 404


def test_the_list_of_applications_goes_out_as_a_workbook(client: Client, city: City) -> None:
    made = samples.open_now(city)
    samples.sent(made, members=(city.akari, city.botan), approved=True, work="=1+1")
    client.force_login(city.secretariat)
    answer = client.get(reverse("calls:download", args=(made.pk,)))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    head, row = sheet.iter_rows(values_only=True)
    said = dict(zip(head, row, strict=True))
    assert said["課"] == "生活衛生課"
    assert said["人数"] == 2
    assert said["班の人"] == "あかり（あさひ市 生活衛生課）、ぼたん（あさひ市 生活衛生課）"
    assert said["承認した人"] == "課長"
    assert sheet["C2"].data_type == "s"


@pytest.mark.parametrize("count", [2, 12])
def test_the_list_of_applications_takes_the_same_queries_for_any_number(
    client: Client, city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = samples.open_now(city)
    for number in range(count):
        samples.sent(made, members=samples.pair(city, f"p{number}"), work=f"業務{number}")
    client.force_login(city.secretariat)
    with django_assert_num_queries(7):
        page = client.get(reverse("calls:applications", args=(made.pk,))).text
    assert f"応募 {count}件" in page


def test_a_stranger_finds_neither_call_nor_application(client: Client, city: City) -> None:
    village = Municipality.objects.create(code="990003", name="とおい村")
    stranger = User.objects.create(
        account_name="tooi", display_name="とおい", division=village.divisions.create(name="総務課")
    )
    made = samples.open_now(city)
    found = samples.sent(made, members=(city.akari, city.botan))
    client.force_login(stranger)
    for address in (
        made.get_absolute_url(), reverse("calls:apply", args=(made.pk,)),
        reverse("calls:applications", args=(made.pk,)), found.get_absolute_url(),
        reverse("calls:withdraw", args=(found.pk,)),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert made.get_absolute_url() not in client.get("/").text
    assert "いま募集はありません" in client.get(reverse("calls:calls")).text

"""The secretariat's pages: people, divisions, lists, roles; and who can see a case."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.people import csv, everybody, numbered, roster
from academy.conftest import City
from tomoni.academy.accounts import divisions
from tomoni.academy.accounts.models import Division, PeopleEntry, Roster, User
from tomoni.academy.cohorts import giving
from tomoni.academy.cohorts.models import Membership, Role


def _url(city: City, name: str, *more: int) -> str:
    return reverse(f"cohorts:{name}", args=(city.municipality.pk, *more))


def _goes_on(city: City) -> None:
    """The cohort runs, whatever day it is."""
    city.cohort.ends_date = timezone.localdate() + timedelta(days=30)
    city.cohort.save()


def _send(client: Client, city: City, data: bytes, **more: str) -> str:
    """The page after a list was sent."""
    said = {"day": "2026-05-01", "scope": "some", "grow": "no"} | more
    file = SimpleUploadedFile("名簿.csv", data)
    return client.post(_url(city, "hand_in"), {**said, "file": file}, follow=True).text


def test_people_are_found_by_name_number_division_and_state(client: Client, city: City) -> None:
    numbered(city)
    client.force_login(city.secretariat)
    giving.leave(city.botan, day=timezone.localdate(), actor=city.secretariat)
    everybody_there = client.get(_url(city, "people")).text
    assert "職員 7人" in everybody_there
    for query, name in (("q=あかり", "あかり"), ("q=00104", "だいち"), ("state=left", "ぼたん")):
        page = client.get(f"{_url(city, 'people')}?{query}").text
        assert "職員 1人" in page
        assert name in page
    unit = client.get(f"{_url(city, 'people')}?unit={city.group.division.pk}").text
    assert "職員 2人" in unit
    assert "見つかりませんでした" in client.get(f"{_url(city, 'people')}?q=そんな人").text


def test_the_list_of_people_takes_the_same_queries_for_any_number(
    client: Client, city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(city.secretariat)
    User.objects.bulk_create(
        User(account_name=f"u{n}", display_name=f"人{n}", division=city.group.division)
        for n in range(200)
    )
    with django_assert_num_queries(8):
        assert "1 / 5" in client.get(_url(city, "people")).text


def test_a_list_is_looked_through_before_anything_changes(client: Client, city: City) -> None:
    numbered(city)
    client.force_login(city.secretariat)
    page = _send(
        client, city,
        csv("00101,山本 あかり,市民課,係長", "00201,ふみ,秘密の課,主査", encoding="cp932"),
    )  # fmt: skip
    for text in (
        "この名簿で変わるところ",
        "山本 あかり 市民課 係長",
        "秘密の課",
        "新しい所属を作る",
    ):
        assert text in page
    city.akari.refresh_from_db()
    assert city.akari.display_name == "あかり"
    kept = Roster.objects.get()
    seen = giving.transfer_of(kept).fingerprint
    page = client.post(_url(city, "confirm", kept.pk), {"seen": seen}, follow=True).text
    assert "取り込みました" in page
    city.akari.refresh_from_db()
    assert city.akari.display_name == "山本 あかり"


def test_a_list_is_confirmed_only_as_it_was_seen(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    kept = roster(city)
    page = client.post(_url(city, "confirm", kept.pk), {"seen": "old"}, follow=True).text
    assert "もう一度見てから確定してください" in page
    assert not User.objects.filter(staff_number="00201").exists()


def test_a_list_for_a_day_to_come_waits_for_it(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    kept = roster(city, day=timezone.localdate() + timedelta(days=7))
    assert "この内容で確定する" not in client.get(_url(city, "roster", kept.pk)).text
    seen = giving.transfer_of(kept).fingerprint
    client.post(_url(city, "confirm", kept.pk), {"seen": seen})
    assert Roster.objects.filter(pk=kept.pk).exists()
    assert "まだ確定していない名簿があります" in client.get(_url(city, "hand_in")).text


def test_a_list_that_would_close_most_accounts_wants_a_second_word(
    client: Client, city: City
) -> None:
    everybody(city)
    User.objects.bulk_create(
        User(account_name=f"u{n}", display_name=f"人{n}", staff_number=f"9{n:03d}",
             division=city.group.division)
        for n in range(20)
    )  # fmt: skip
    client.force_login(city.secretariat)
    kept = roster(city, everybody(city), whole=True)
    seen = giving.transfer_of(kept).fingerprint
    assert "退職になる人が多すぎませんか" in client.get(_url(city, "roster", kept.pk)).text
    client.post(_url(city, "confirm", kept.pk), {"seen": seen})
    assert User.objects.filter(is_active=False).count() == 0
    client.post(_url(city, "confirm", kept.pk), {"seen": seen, "sure": "yes"})
    assert User.objects.filter(is_active=False).count() == 20


def test_a_file_that_is_no_list_says_what_is_missing(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    assert "見出しが見つかりません" in _send(
        client, city, "氏名,電話\r\nふみ,1\r\nはる,2\r\n".encode()
    )
    answer = client.post(_url(city, "hand_in"), {"day": "2026-05-01", "scope": "some"})
    assert answer.status_code == 422
    assert not Roster.objects.exists()


def test_a_list_that_is_dropped_is_gone(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    kept = roster(city)
    client.post(_url(city, "drop_roster", kept.pk))
    assert not Roster.objects.exists()


def test_the_template_is_a_workbook(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    answer = client.get(_url(city, "template"))
    book = load_workbook(BytesIO(b"".join(answer)))
    assert next(book["名簿"].values)[:2] == ("職員番号", "氏名")


def test_nobody_else_confirms_a_list(client: Client, city: City) -> None:
    giving.give_role(city.chihiro, role=Role.SECRETARIAT, cohort=city.cohort)
    kept = roster(city)
    client.force_login(city.chihiro)
    assert client.get(_url(city, "roster", kept.pk)).status_code == 404


def test_somebody_leaves_and_is_followed(client: Client, city: City) -> None:
    _goes_on(city)
    client.force_login(city.secretariat)
    said = {"day": timezone.localdate().isoformat(), "successor": "ちひろ"}
    page = client.post(_url(city, "leave", city.akari.pk), said, follow=True).text
    assert "退職にしました" in page
    assert "後任 ちひろ" in page
    assert Membership.objects.filter(user=city.chihiro, group=city.group).exists()


def test_a_successor_nobody_knows_changes_nothing(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    said = {"day": timezone.localdate().isoformat(), "successor": "だれか"}
    answer = client.post(_url(city, "leave", city.akari.pk), said)
    assert answer.status_code == 422
    city.akari.refresh_from_db()
    assert city.akari.is_active


def test_a_successor_who_cannot_follow_leaves_the_account_open(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    said = {"day": timezone.localdate().isoformat(), "successor": "akari"}
    answer = client.post(_url(city, "leave", city.akari.pk), said)
    assert answer.status_code == 422
    city.akari.refresh_from_db()
    assert city.akari.is_active


def test_a_password_is_shown_once_and_works(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    page = client.post(_url(city, "password", city.chihiro.pk))
    assert "no-store" in page.headers["Cache-Control"]
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert client.login(username="chihiro", password=password)
    assert PeopleEntry.objects.filter(action="password-given", subject="chihiro").exists()


def test_a_person_is_added_and_corrected(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    said = {
        "account_name": "fumi", "display_name": "ふみ", "staff_number": "00201", "post": "主事",
        "email": "fumi@example.jp", "unit": str(city.group.division.pk),
    }  # fmt: skip
    client.post(_url(city, "add_person"), said)
    fumi = User.objects.get(account_name="fumi")
    assert client.post(_url(city, "add_person"), said).status_code == 422
    said |= {"unit": str(city.other_group.division.pk), "post": "主任", "day": "2026-05-01"}
    client.post(_url(city, "edit_person", fumi.pk), said)
    fumi.refresh_from_db()
    assert (fumi.division, fumi.post) == (city.other_group.division, "主任")
    assert fumi.postings.count() == 2
    said["email"] = "?"
    assert client.post(_url(city, "edit_person", fumi.pk), said).status_code == 422


def test_a_division_is_opened_renamed_and_merged_on_its_pages(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    said = {"name": "統計課", "level": "division", "parent": "", "day": "2026-04-01"}
    client.post(_url(city, "open_division"), said)
    made = Division.objects.get(name="統計課")
    said = {"name": "データ課", "parent": str(city.group.division.pk), "day": "2026-05-01"}
    client.post(_url(city, "change_division", made.pk), said)
    page = client.get(f"{_url(city, 'divisions')}?day=2026-04-15").text
    assert "統計課" in page
    assert "いまは「データ課」" in page
    said = {"successor": str(city.other_group.division.pk), "day": "2026-06-01"}
    client.post(_url(city, "abolish_division", made.pk), said)
    made.refresh_from_db()
    assert made.successor == city.other_group.division
    assert "廃止" in client.get(_url(city, "division", made.pk)).text


def test_a_name_that_is_taken_stays_in_the_form_with_what_to_do(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    said = {"name": "市民課", "level": "division", "parent": "", "day": "2026-04-01"}
    answer = client.post(_url(city, "open_division"), said)
    assert answer.status_code == 422
    assert "同じ部や課の下にもうあります" in answer.text


def test_a_change_for_today_holds_when_the_first_person_signs_in(
    client: Client, city: City
) -> None:
    divisions.change(
        city.group.division, day=timezone.localdate(), today=timezone.localdate() - timedelta(1),
        name="食品衛生課", parent=None, actor=city.secretariat,
    )  # fmt: skip
    assert not Division.objects.filter(name="食品衛生課").exists()
    client.post("/sign-in/", {"username": "akari", "password": "akari-no-aikotoba"})
    assert Division.objects.filter(name="食品衛生課").exists()


def test_every_change_stands_in_the_record(client: Client, city: City) -> None:
    _goes_on(city)
    client.force_login(city.secretariat)
    giving.hand_over(
        city.akari, successor=city.chihiro, today=timezone.localdate(), actor=city.secretariat
    )
    page = client.get(_url(city, "people_record")).text
    assert "後任に引き継いだ" in page
    assert "chihiro" in page


def test_a_change_to_come_is_taken_back_on_the_page_of_its_division(
    client: Client, city: City
) -> None:
    client.force_login(city.secretariat)
    later = timezone.localdate() + timedelta(days=40)
    said = {"name": "食品衛生課", "parent": "", "day": later.isoformat()}
    page = client.post(_url(city, "change_division", city.group.division.pk), said, follow=True)
    assert "に変わる予定です" in page.text
    recall = _url(city, "recall_division", city.group.division.pk)
    assert "予定を取り消しました" in client.post(recall, follow=True).text
    assert "これから先の変更はありません" in client.post(recall, follow=True).text

"""Duties given and taken back, and calls made, prolonged and made known."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.conftest import City
from academy.proposals import programmes, samples
from tomoni.academy.accounts.models import Division, Municipality, PeopleEntry, User
from tomoni.academy.proposals import calls, duties
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Call, Duty, Part


@pytest.fixture
def office(client: Client, city: City) -> Client:
    samples.duties(city)
    client.force_login(city.secretariat)
    return client


def page(city: City, view: str, *more: object) -> str:
    return reverse(f"proposals:{view}", args=(city.municipality.pk, *more))


def _other_place() -> User:
    place = Municipality.objects.create(code="990002", name="となり市")
    division = Division.objects.create(municipality=place, name="総務課")
    return User.objects.create(account_name="tonari", display_name="となり", division=division)


def give(office: Client, city: City, who: str, part: Part) -> Any:
    said = {"who": who, "part": part.value}
    return office.post(page(city, "duties"), said, follow=True)


def test_the_secretariat_of_a_cohort_gives_the_first_duty(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    place = client.get(reverse("proposals:duties_of_cohort", args=(city.cohort.pk,)), follow=True)
    assert "まだいません。" in place.text
    assert client.get(page(city, "programmes")).status_code == 404
    assert "「提案の事務局」にしました" in give(client, city, "jun", Part.OFFICE).text
    assert client.get(page(city, "programmes")).status_code == 200
    row = PeopleEntry.objects.get(action="duty-given")
    assert (row.actor, row.subject) == (city.secretariat, "jun")


def test_a_duty_is_given_told_and_taken_back(office: Client, city: City) -> None:
    give(office, city, "akari", Part.FINANCE)
    assert "「財政課」になりました" in city.akari.notices.get().sentence
    assert "もうその係です" in give(office, city, "akari", Part.FINANCE).text
    held = Duty.objects.get(user=city.akari)
    taken = office.post(page(city, "take_duty", held.pk), follow=True).text
    assert "「財政課」を外しました" in taken
    held.refresh_from_db()
    assert held.until_date == timezone.localdate()
    assert [row.action for row in PeopleEntry.objects.filter(subject="akari")] == [
        "duty-taken", "duty-given",
    ]  # fmt: skip
    assert office.post(page(city, "take_duty", held.pk)).status_code == 404


def test_the_last_office_stays(office: Client, city: City) -> None:
    held = Duty.objects.get(user=city.secretariat)
    answer = office.post(page(city, "take_duty", held.pk), follow=True).text
    assert "最後の事務局の人は外せません" in answer
    assert Duty.objects.filter(pk=held.pk, until_date=None).exists()
    give(office, city, "chihiro", Part.OFFICE)
    city.chihiro.is_active = False
    city.chihiro.save()
    with pytest.raises(ProposalsError):
        duties.take(held, day=timezone.localdate(), actor=city.secretariat)


def test_people_of_elsewhere_get_no_duty_but_outsiders_may_review(
    office: Client, city: City
) -> None:
    with pytest.raises(ProposalsError) as refused:
        duties.give(
            _other_place(), part=Part.OFFICE, municipality=city.municipality,
            actor=city.secretariat,
        )  # fmt: skip
    assert refused.value.code == "other-place"
    assert "ほかの自治体の職員です" in give(office, city, "kou", Part.OFFICE).text
    assert "「審査員」にしました" in give(office, city, "kou", Part.REVIEWER).text


def said_of(call: Call, **instead: Any) -> dict[str, Any]:
    said = {name: getattr(call, name) for name in ("title", "theme", "words", "fiscal_year")}
    days = {name: getattr(call, name).isoformat() for name in ("opens_date", "closes_date")}
    return said | days | {"edition": call.edition_id} | instead


def test_without_a_published_programme_there_is_no_call(office: Client, city: City) -> None:
    programmes.draft(city)
    assert "制度を作る" in office.get(page(city, "calls")).text
    answer = office.get(page(city, "new_call"), follow=True).text
    assert "先に、制度を公開してください" in answer


def test_a_call_is_made_and_made_known_once(office: Client, city: City) -> None:
    edition = programmes.draft(city)
    programmes.publish(edition, city)
    today = timezone.localdate()
    said = {
        "edition": edition.pk, "title": "令和8年度 職員提案", "fiscal_year": "2026",
        "opens_date": today.isoformat(), "closes_date": (today + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    assert "募集を作りました" in office.post(page(city, "new_call"), said, follow=True).text
    call = Call.objects.get()
    assert call.edition == edition
    assert not city.akari.notices.exists()
    for sentence in ("7人に知らせました", "もう知らせてあります"):
        assert sentence in office.post(page(city, "announce_call", call.pk), follow=True).text
    assert "令和8年度 職員提案" in city.akari.notices.get().sentence
    later = (today + timedelta(days=40)).isoformat()
    office.post(page(city, "edit_call", call.pk), said_of(call, closes_date=later))
    assert city.akari.notices.count() == 2
    assert "受付の終わりが" in city.akari.notices.first().sentence  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "days", "sentence"),
    [
        ("closes_date", -1, "受付の終わりは、今日か、後の日にしてください。"),
        ("closes_date", -30, "受付の終わりは、始まりと同じ日か、後の日にしてください。"),
        ("opens_date", 3, "に始まっています。始まりは変えられません。"),
    ],
)
def test_an_open_call_is_not_shortened_below_today(
    office: Client, city: City, field: str, days: int, sentence: str
) -> None:
    call = samples.call(city)
    day = (timezone.localdate() + timedelta(days=days)).isoformat()
    answer = office.post(page(city, "edit_call", call.pk), said_of(call, **{field: day}))
    assert answer.status_code == 422
    assert sentence in answer.text
    before = call.closes_date
    call.refresh_from_db()
    assert call.closes_date == before


def test_a_closed_call_keeps_its_days_or_opens_again(city: City) -> None:
    call = samples.call(city)
    today = call.closes_date + timedelta(days=5)
    same = {"opens": call.opens_date, "today": today}
    assert not calls.wrong_days(call, closes=call.closes_date, **same)
    assert not calls.wrong_days(call, closes=today, **same)
    assert calls.wrong_days(call, closes=today - timedelta(days=1), **same)


def test_once_something_is_proposed_the_edition_of_a_call_stays(office: Client, city: City) -> None:
    proposal = samples.draft(city)
    call = proposal.call
    other = samples.edition(city, "whole_chain")
    assert 'name="edition"' not in office.get(page(city, "edit_call", call.pk)).text
    calls.change(call, values={"title": "新しい題", "edition_id": other.pk}, actor=city.secretariat)
    call.refresh_from_db()
    assert (call.title, call.edition.key) == ("新しい題", "two_categories")

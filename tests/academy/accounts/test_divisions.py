"""The tree of divisions: what it was on a day, what it is today, and who goes with it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from academy.conftest import City
from tomoni.academy.accounts import divisions, seats
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import Division, Level, PeopleEntry

BEFORE, DAY, LATER = date(2026, 3, 31), date(2026, 4, 1), date(2027, 4, 1)


def _paths(city: City, day: date) -> list[str]:
    return [unit.path for unit in divisions.tree_on(city.municipality, day=day)]


def _change(division: Division, city: City, *, today: date = DAY, **more: Any) -> None:
    said: dict[str, Any] = {"name": division.name, "parent": division.parent, "day": DAY} | more
    divisions.change(division, today=today, actor=city.secretariat, **said)
    division.refresh_from_db()


def _abolish(division: Division, city: City, **more: Any) -> None:
    said: dict[str, Any] = {"successor": None, "day": DAY, "today": DAY} | more
    divisions.abolish(division, actor=city.secretariat, **said)
    division.refresh_from_db()


@pytest.fixture
def health(city: City) -> Division:
    return city.group.division


@pytest.fixture
def residents(city: City) -> Division:
    return city.other_group.division


def test_a_division_that_is_renamed_has_both_names_each_in_its_time(
    city: City, health: Division
) -> None:
    _change(health, city, name="食品衛生課")
    assert _paths(city, BEFORE) == ["生活衛生課", "市民課"]
    assert _paths(city, DAY) == ["食品衛生課", "市民課"]
    assert health.name == "食品衛生課"
    assert divisions.name_on(health, day=BEFORE) == "生活衛生課"
    assert divisions.name_on(health, day=DAY) == "食品衛生課"


def test_a_division_moves_with_all_that_is_below_it(city: City, health: Division) -> None:
    top = divisions.open_division(city.municipality, name="健康福祉部")
    divisions.open_division(city.municipality, name="食品係", parent=health)
    _change(health, city, parent=top)
    assert _paths(city, BEFORE) == ["生活衛生課", "生活衛生課 食品係", "市民課", "健康福祉部"]
    assert _paths(city, DAY)[1:] == [
        "健康福祉部", "健康福祉部 生活衛生課", "健康福祉部 生活衛生課 食品係",
    ]  # fmt: skip


def test_a_change_for_a_day_to_come_holds_from_that_day_on(city: City, health: Division) -> None:
    _change(health, city, name="食品衛生課", day=LATER)
    assert health.name == "生活衛生課"
    divisions.settle_all(today=LATER - timedelta(days=1))
    health.refresh_from_db()
    assert health.name == "生活衛生課"
    divisions.settle_all(today=LATER)
    health.refresh_from_db()
    assert health.name == "食品衛生課"


def test_a_change_for_a_day_to_come_can_be_taken_back(city: City, health: Division) -> None:
    _change(health, city, name="食品衛生課", day=LATER)
    divisions.recall(health, today=DAY, actor=city.secretariat)
    divisions.settle_all(today=LATER)
    assert _paths(city, LATER) == ["生活衛生課", "市民課"]
    _abolish(health, city, successor=city.other_group.division, day=LATER)
    divisions.recall(health, today=DAY, actor=city.secretariat)
    divisions.settle_all(today=LATER)
    assert _paths(city, LATER) == ["生活衛生課", "市民課"]
    with pytest.raises(AccountsError, match="nothing-to-come"):
        divisions.recall(health, today=LATER, actor=city.secretariat)


def test_two_divisions_may_swap_their_names_on_one_day(
    city: City, health: Division, residents: Division
) -> None:
    _change(health, city, name="仮の課", day=LATER)
    _change(residents, city, name="生活衛生課", day=LATER)
    _change(health, city, name="市民課", day=LATER)
    divisions.settle_all(today=LATER)
    assert {each.pk: each.name for each in Division.objects.all()} == {
        health.pk: "市民課", residents.pk: "生活衛生課",
    }  # fmt: skip


def test_a_merged_division_hands_over_its_people_and_its_parts(
    city: City, health: Division, residents: Division
) -> None:
    section = divisions.open_division(city.municipality, name="食品係", parent=health)
    seats.post_to(city.botan, division=section, post="主事", day=BEFORE)
    _abolish(health, city, successor=residents)
    section.refresh_from_db()
    for person in (city.akari, city.botan):
        person.refresh_from_db()
        assert person.division == residents
    assert city.botan.section == section
    assert section.parent == residents
    assert (health.until_date, health.successor) == (DAY, residents)
    assert [each.division for each in city.akari.postings.all()] == [residents]
    assert _paths(city, BEFORE) == ["生活衛生課", "生活衛生課 食品係", "市民課"]


def test_who_sits_in_a_section_belongs_to_the_division_above_it(
    city: City, health: Division, residents: Division
) -> None:
    section = divisions.open_division(city.municipality, name="食品係", parent=health)
    seats.post_to(city.daichi, division=section, post="係長", day=BEFORE)
    assert (city.daichi.division, city.daichi.section) == (health, section)
    _change(section, city, parent=residents)
    city.daichi.refresh_from_db()
    assert (city.daichi.division, city.daichi.section) == (residents, section)


def test_a_group_shows_both_names_of_its_division(city: City, health: Division) -> None:
    city.group.division_name = "生活衛生課"
    assert city.group.place == "生活衛生課"
    _change(health, city, name="食品衛生課")
    assert city.group.place == "食品衛生課（班ができたときは生活衛生課）"


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("name-taken", {"name": "市民課"}),
        ("below-itself", {"parent": "食品係"}),
        ("parent-not-there", {"parent": "よその課"}),
        ("not-there", {"day": date(1900, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    city: City, health: Division, code: str, more: dict[str, Any]
) -> None:
    divisions.open_division(city.municipality, name="食品係", parent=health)
    other = city.municipality.__class__.objects.create(code="990002", name="となり市")
    divisions.open_division(other, name="よその課")
    if "parent" in more:
        more = {"parent": Division.objects.get(name=more["parent"])}
    with pytest.raises(AccountsError, match=code):
        _change(health, city, **more)
    assert _paths(city, DAY) == ["生活衛生課", "生活衛生課 食品係", "市民課"]


def test_history_is_written_forwards(city: City, health: Division) -> None:
    _change(health, city, name="食品衛生課", day=LATER)
    with pytest.raises(AccountsError, match="later-change"):
        _change(health, city, name="衛生課", day=DAY)
    with pytest.raises(AccountsError, match="began-that-day"):
        _abolish(health, city, day=LATER)


def test_a_division_with_people_does_not_end_without_a_successor(
    city: City, health: Division
) -> None:
    with pytest.raises(AccountsError, match="has-people"):
        _abolish(health, city)
    empty = divisions.open_division(city.municipality, name="空の課")
    divisions.open_division(city.municipality, name="空の係", parent=empty)
    with pytest.raises(AccountsError, match="has-parts"):
        _abolish(empty, city)
    _abolish(Division.objects.get(name="空の係"), city)
    _abolish(empty, city)
    assert "空の課" not in _paths(city, DAY)


def test_every_change_of_the_tree_is_in_the_record(city: City, health: Division) -> None:
    _change(health, city, name="食品衛生課")
    entry = PeopleEntry.objects.latest("pk")
    assert (entry.action, entry.subject, entry.actor) == (
        "division-changed", "食品衛生課", city.secretariat,
    )  # fmt: skip
    assert entry.values["before"] == "生活衛生課"


@pytest.mark.parametrize(
    ("name", "level"),
    [("健康福祉部", Level.DEPARTMENT), ("監査委員事務局", Level.DIVISION),
     ("市民課", Level.DIVISION), ("消防局", Level.DEPARTMENT), ("食品係", Level.SECTION)],
)  # fmt: skip
def test_a_name_tells_how_high_a_division_stands(name: str, level: Level) -> None:
    assert divisions.level_of(name) == level


def test_sections_of_two_divisions_may_have_one_name(
    city: City, health: Division, residents: Division
) -> None:
    for parent in (health, residents):
        divisions.open_division(city.municipality, name="庶務係", parent=parent)
    with pytest.raises(IntegrityError):
        Division.objects.create(municipality=city.municipality, name="庶務係", parent=health)


def _write_old_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_municipality (id, code, name) VALUES (1, '1', '市')")
        cursor.execute(
            "INSERT INTO accounts_division (id, municipality_id, name, code)"
            " VALUES (1, 1, '食品係', '')"
        )
        cursor.execute(
            "INSERT INTO accounts_user (id, password, account_name, display_name, division_id,"
            " post, is_active) VALUES (1, '', 'a', 'あ', 1, '主事', true)"
        )


@pytest.mark.django_db(transaction=True)
def test_divisions_from_before_the_tree_keep_their_names_and_people() -> None:
    call_command("migrate", "cohorts", "0002", verbosity=0)
    call_command("migrate", "accounts", "0001", verbosity=0)
    try:
        _write_old_rows()
    finally:
        call_command("migrate", verbosity=0)
    division = Division.objects.get(name="食品係")
    assert division.level == Level.SECTION
    assert divisions.name_on(division, day=DAY) == "食品係"
    user = division.users.get()
    assert [(each.division, each.post) for each in user.postings.all()] == [(division, "主事")]

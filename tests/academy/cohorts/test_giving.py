"""Parts given, taken, handed over; people who leave: nothing is lost."""

from datetime import date

import pytest
from pytest_django import Settings

from academy.cohorts.people import csv, everybody, roster
from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.desk import samples as desk
from tomoni.academy.accounts import divisions
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import Municipality, PeopleEntry, User
from tomoni.academy.cohorts import giving, queries, rules
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.cohorts.roles import BY_ROLE, PARTS
from tomoni.academy.workspaces.models import Version

TODAY = date(2026, 6, 1)
AFTER = date(2027, 4, 1)
"""When the city's cohort is over."""


def test_every_role_has_one_sentence_of_what_it_may_do() -> None:
    assert set(BY_ROLE) == set(Role)
    assert len({str(part.may) for part in PARTS}) == len(PARTS)
    for part in PARTS:
        assert str(part.may).endswith("。")


def test_a_part_in_one_group_opens_that_group_only(city: City) -> None:
    giving.give_role(
        city.chihiro, role=Role.LECTURER, cohort=city.cohort, group=city.other_group,
        actor=city.secretariat,
    )  # fmt: skip
    assert list(queries.groups_visible_to(city.chihiro)) == [city.other_group]
    assert rules.may_comment(city.chihiro, group=city.other_group) is None
    entry = PeopleEntry.objects.latest("pk")
    assert (entry.action, entry.subject, entry.actor) == (
        "role-given", "chihiro", city.secretariat,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "in_group", "who", "code"),
    [
        (Role.MANAGER, False, "chihiro", "participant-needs-a-group"),
        (Role.AUDITOR, True, "chihiro", "cohort-needs-the-whole"),
        (Role.MANAGER, True, "akari", "has-a-part-here"),
    ],
)
def test_a_part_that_cannot_be_held_is_refused(
    city: City, role: Role, in_group: bool, who: str, code: str
) -> None:
    group = city.group if in_group else None
    with pytest.raises(CohortsError, match=code):
        giving.give_role(getattr(city, who), role=role, cohort=city.cohort, group=group)


def test_a_cohort_mixes_municipalities_once_they_are_let_in(city: City) -> None:
    town = Municipality.objects.create(code="990002", name="となり町")
    division = divisions.open_division(town, name="税務課")
    guest = User.objects.create(account_name="kyaku", display_name="きゃく", division=division)
    with pytest.raises(CohortsError, match="other-place"):
        giving.give_role(guest, role=Role.LECTURER, cohort=city.cohort)
    giving.let_in(city.cohort, code="990002", name="となり町", actor=city.secretariat)
    giving.give_role(guest, role=Role.PARTICIPANT, cohort=city.cohort, group=city.group)
    assert guest in city.group.participants()
    assert set(queries.municipalities_run_by(city.secretariat)) == {city.municipality, town}


def test_a_part_that_is_taken_opens_nothing_and_is_remembered(city: City) -> None:
    held = Membership.objects.get(user=city.guide)
    giving.take_role(held, day=TODAY, actor=city.secretariat)
    assert not queries.groups_visible_to(city.guide).exists()
    assert list(queries.former_of(city.group)) == [held]
    giving.give_role(city.guide, role=Role.LECTURER, cohort=city.cohort, group=city.group)
    assert list(queries.groups_visible_to(city.guide)) == [city.group]


def test_the_last_secretariat_stays(city: City) -> None:
    held = Membership.objects.get(user=city.secretariat)
    with pytest.raises(CohortsError, match="last-secretariat"):
        giving.take_role(held, day=TODAY, actor=city.secretariat)
    giving.give_role(city.chihiro, role=Role.SECRETARIAT, cohort=city.cohort)
    giving.take_role(held, day=TODAY, actor=city.chihiro)
    assert not queries.municipalities_run_by(city.secretariat).exists()


def test_who_leaves_loses_the_account_and_the_group_keeps_the_work(city: City) -> None:
    case = whole_case(city)
    versions = Version.objects.filter(artifact__case=case).count()
    giving.leave(city.akari, day=TODAY, actor=city.secretariat)
    city.akari.refresh_from_db()
    assert (city.akari.is_active, city.akari.left_date) == (False, TODAY)
    assert not queries.groups_visible_to(city.akari).exists()
    assert Version.objects.filter(artifact__case=case).count() == versions
    assert city.group.participants() == [city.botan]
    assert list(queries.without_successor(city.municipality, today=TODAY)) == [city.akari]
    with pytest.raises(AccountsError, match="already-left"):
        giving.leave(city.akari, day=TODAY, actor=city.secretariat)


def test_a_successor_takes_over_every_part(city: City) -> None:
    giving.leave(city.akari, day=TODAY, actor=city.secretariat)
    count = giving.hand_over(
        city.akari, successor=city.chihiro, today=TODAY, actor=city.secretariat
    )
    assert count == 1
    assert city.group.participants() == [city.botan, city.chihiro]
    assert rules.may_edit_group(city.chihiro, group=city.group) is None
    (former,) = queries.former_of(city.group)
    assert (former.user, former.successor) == (city.akari, city.chihiro)
    assert not queries.without_successor(city.municipality, today=TODAY).exists()
    entry = PeopleEntry.objects.latest("pk")
    assert (entry.action, entry.subject, entry.values["to"]) == (
        "handed-over", "akari", "chihiro",
    )  # fmt: skip


def test_who_moves_hands_over_without_leaving(city: City) -> None:
    giving.hand_over(city.akari, successor=city.chihiro, today=TODAY, actor=city.secretariat)
    city.akari.refresh_from_db()
    assert city.akari.is_active
    assert not queries.groups_visible_to(city.akari).exists()
    assert list(queries.groups_visible_to(city.chihiro)) == [city.group]


def test_a_successor_who_has_a_part_already_keeps_it(city: City) -> None:
    giving.leave(city.akari, day=TODAY, actor=city.secretariat)
    giving.hand_over(city.akari, successor=city.manager, today=TODAY, actor=city.secretariat)
    assert Membership.objects.get(user=city.manager).role == Role.MANAGER


@pytest.mark.parametrize("who", ["akari", "chihiro"])
def test_who_cannot_follow_is_refused(city: City, who: str) -> None:
    city.chihiro.is_active = False
    with pytest.raises(CohortsError, match=r"own-successor|account-closed"):
        giving.hand_over(
            city.akari, successor=getattr(city, who), today=TODAY, actor=city.secretariat
        )


def test_a_part_in_a_cohort_that_is_over_stays_with_who_took_it(city: City) -> None:
    giving.leave(city.akari, day=AFTER, actor=city.secretariat)
    assert city.group.participants() == [city.akari, city.botan]
    assert not queries.without_successor(city.municipality, today=AFTER).exists()
    assert not giving.hand_over(
        city.akari, successor=city.chihiro, today=AFTER, actor=city.secretariat
    )


def test_a_list_closes_accounts_and_ends_their_parts(city: City) -> None:
    kept = roster(city, everybody(city, akari=""), whole=True, day=TODAY)
    assert giving.confirm(kept, seen=giving.transfer_of(kept).fingerprint, today=TODAY)
    assert city.group.participants() == [city.botan]
    assert list(queries.without_successor(city.municipality, today=TODAY)) == [city.akari]


def test_a_new_list_takes_the_place_of_the_one_that_waits(city: City) -> None:
    first = roster(city)
    second = roster(city, csv("00202,はる,市民課,主事"))
    assert list(city.municipality.rosters.all()) == [second]
    assert first.pk != second.pk


def test_the_data_of_a_merged_division_pass_to_the_one_that_follows(city: City) -> None:
    case = whole_case(city)
    holding = desk.holding(city, case, key="file_1")
    desk.record(city)
    desk.record(city, actor=city.daichi, title="住民の記録")
    asked = desk.request(city)
    asked.division = city.group.division
    asked.save()
    city.group.division.records.create(
        title="住民の記録", personal="none", classification="2", updated_by="あかり"
    )
    new = city.other_group.division
    divisions.abolish(
        city.group.division, day=TODAY, today=TODAY, successor=new, actor=city.secretariat
    )
    holding.refresh_from_db()
    asked.refresh_from_db()
    assert (holding.division, asked.division) == (new, new)
    assert sorted(new.records.values_list("title", flat=True)) == [
        "住民の記録", "住民の記録（旧生活衛生課）", "食品営業許可台帳",
    ]  # fmt: skip


def test_an_empty_division_with_data_does_not_end_without_a_successor(city: City) -> None:
    archive = divisions.open_division(city.municipality, name="文書課")
    archive.records.create(title="簿冊", personal="none", classification="2", updated_by="だいち")
    with pytest.raises(AccountsError, match="has-belongings"):
        divisions.abolish(archive, day=TODAY, today=TODAY, successor=None, actor=city.secretariat)


def test_a_list_that_waits_is_encrypted_with_a_key(city: City, settings: Settings) -> None:
    settings.DATA_KEY = bytes(range(32))
    kept = roster(city)
    kept.refresh_from_db()
    assert "ふみ".encode() not in bytes(kept.data)
    assert giving.transfer_of(kept).changes[0].name == "ふみ"
    settings.DATA_KEY = bytes(32)
    with pytest.raises(AccountsError, match="sealed-bytes"):
        giving.transfer_of(kept)

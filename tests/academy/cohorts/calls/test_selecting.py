"""Applications are decided, the results made known, places left and taken."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.cohorts.calls import samples
from academy.cohorts.calls.samples import LATER, TODAY
from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calls import queries, selecting, services
from tomoni.academy.cohorts.calls.models import Application, ApplicationState, Call, Decision
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.workspaces import models as workspaces

SELECTED, RESERVE, NOT_SELECTED = Decision.values


def _sent(city: City, count: int, *, most_groups: int = 2) -> tuple[Call, list[Application]]:
    """A closed call and so many approved applications, the first one Akari's and Botan's."""
    made = samples.call(city, most_groups=most_groups)
    people = [(city.akari, city.botan), *(samples.pair(city, f"p{n}") for n in range(1, count))]
    applications = [
        samples.sent(
            made, members=pair, approved=True, work=f"業務{n}",
            manager=city.manager if n == 0 else None,
        )
        for n, pair in enumerate(people)
    ]  # fmt: skip
    return made, applications


def _announced(city: City, decisions: list[str]) -> tuple[Call, list[Application]]:
    made, applications = _sent(city, len(decisions))
    for each, decision in zip(applications, decisions, strict=True):
        samples.decide(each, decision, city)
    selecting.announce_results(made, actor=city.secretariat, today=LATER)
    for each in applications:
        each.refresh_from_db()
    return made, applications


def _reserve(made: Call) -> list[int]:
    found = made.applications.filter(reserve_number__isnull=False).order_by("reserve_number")
    return [each.pk for each in found]


def test_results_form_the_groups_with_their_people_and_their_manager(city: City) -> None:
    made, (first, second, third) = _announced(city, [SELECTED, RESERVE, NOT_SELECTED])
    group = first.group
    assert group is not None
    assert (group.number, group.work, group.division) == (3, "業務0", city.akari.division)
    assert group.participants() == [city.akari, city.botan]
    assert Membership.objects.get(group=group, role=Role.MANAGER).user == city.manager
    assert (second.group, third.group) == (None, None)
    newest = {each: each.applicant.notices.first() for each in (first, second, third)}
    for each, code in zip((first, second, third), Decision.values, strict=True):
        notice = newest[each]
        assert notice is not None
        assert notice.code == f"result-{code}"
        assert "わけ：困りごとがはっきりしている。" in notice.sentence
    assert city.botan.notices.filter(code="result-selected").count() == 1
    assert city.manager.notices.filter(code="role-given").count() == 1
    assert made.applications.filter(reserve_number=1).get() == second


def test_results_are_made_known_once_whoever_presses_second(city: City) -> None:
    made, applications = _sent(city, 1)
    samples.decide(applications[0], SELECTED, city)
    stale = Call.objects.get(pk=made.pk)
    selecting.announce_results(made, actor=city.secretariat, today=LATER)
    with pytest.raises(PermissionDenied, match="もう知らせて"):
        selecting.announce_results(stale, actor=city.secretariat, today=LATER)
    assert city.cohort.groups.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_form_each_group_once(city: City) -> None:
    made, applications = _sent(city, 2)
    for each in applications:
        samples.decide(each, SELECTED, city)

    def press(_secretary: int) -> int:
        try:
            return len(selecting.announce_results(made, actor=city.secretariat, today=LATER))
        except PermissionDenied:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        assert sorted(pool.map(press, range(4))) == [0, 0, 0, 2]
    assert city.cohort.groups.count() == 4
    assert city.botan.notices.filter(code="result-selected").count() == 1


def test_nothing_is_made_known_while_something_is_undecided(city: City) -> None:
    made, applications = _sent(city, 2)
    samples.decide(applications[0], SELECTED, city)
    with pytest.raises(CohortsError, match="undecided"):
        selecting.announce_results(made, actor=city.secretariat, today=LATER)
    assert (Call.objects.get().results_at, city.cohort.groups.count()) == (None, 2)


def test_nothing_is_half_done_when_too_few_of_a_group_are_left(city: City) -> None:
    made, applications = _sent(city, 2)
    for each in applications:
        samples.decide(each, SELECTED, city)
    User.objects.filter(pk=applications[1].applicant_id).update(is_active=False)
    with pytest.raises(CohortsError, match="too-few-left"):
        selecting.announce_results(made, actor=city.secretariat, today=LATER)
    assert (Call.objects.get().results_at, city.cohort.groups.count()) == (None, 2)
    assert not city.akari.notices.filter(code="result-selected").exists()


def test_without_approval_nobody_is_selected_or_in_reserve(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan), manager=city.manager)
    for decision in (SELECTED, RESERVE):
        with pytest.raises(CohortsError, match="not-approved"):
            samples.decide(found, decision, city)
    services.approve(found, approved=False, text="繁忙期です。", actor=city.manager, day=TODAY)
    with pytest.raises(CohortsError, match="not-approved"):
        samples.decide(found, SELECTED, city)
    assert samples.decide(found, NOT_SELECTED, city).decision == NOT_SELECTED


def test_a_refusal_after_the_choice_undoes_the_choice(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan), manager=city.manager)
    services.approve(found, approved=True, text="", actor=city.manager, day=TODAY)
    samples.decide(found, RESERVE, city)
    services.approve(found, approved=False, text="だめ", actor=city.manager, day=LATER)
    found.refresh_from_db()
    assert (found.decision, found.reserve_number) == ("", None)


def test_there_is_no_place_beyond_the_last(city: City) -> None:
    _made, applications = _sent(city, 3)
    for each in applications[:2]:
        samples.decide(each, SELECTED, city)
    with pytest.raises(CohortsError, match="no-place-left"):
        samples.decide(applications[2], SELECTED, city)
    assert samples.decide(applications[0], SELECTED, city).decision == SELECTED


def test_who_decides_on_an_older_view_is_told(city: City) -> None:
    _made, (found,) = _sent(city, 1)
    seen = found.seen
    samples.decide(found, SELECTED, city)
    with pytest.raises(CohortsError, match="decided-meanwhile"):
        selecting.decide(
            found, decision=Decision.NOT_SELECTED, reason="?", seen=seen, actor=city.secretariat,
            today=LATER,
        )  # fmt: skip


@pytest.mark.parametrize("today", [TODAY, LATER])
def test_only_the_secretariat_decides_and_only_after_the_last_day(city: City, today: date) -> None:
    _made, (found,) = _sent(city, 1)
    people = (city.akari, city.lecturer, city.reviewer) if today == LATER else (city.secretariat,)
    for user in people:
        with pytest.raises(PermissionDenied):
            selecting.decide(
                found, decision=Decision.SELECTED, reason="!", seen="", actor=user, today=today
            )


def test_those_in_reserve_change_places_one_by_one(city: City) -> None:
    made, applications = _sent(city, 3)
    first, second, third = (samples.decide(each, RESERVE, city) for each in applications)
    selecting.move(third, up=True, actor=city.secretariat, today=LATER)
    assert _reserve(made) == [first.pk, third.pk, second.pk]
    selecting.move(first, up=True, actor=city.secretariat, today=LATER)
    selecting.move(first, up=False, actor=city.secretariat, today=LATER)
    assert _reserve(made) == [third.pk, first.pk, second.pk]
    samples.decide(third, NOT_SELECTED, city)
    numbers = made.applications.order_by("reserve_number").values_list("reserve_number", flat=True)
    assert sorted(number for number in numbers if number) == [1, 2]


def test_the_first_in_reserve_moves_up_when_a_group_withdraws(city: City) -> None:
    made, (first, second, third) = _announced(city, [SELECTED, RESERVE, RESERVE])
    group = first.group
    moved = selecting.withdraw(first, why="異動", actor=city.akari, today=LATER)
    assert moved == second
    second.refresh_from_db()
    assert (second.decision, second.moved_up_date, second.reserve_number) == (
        SELECTED, LATER, None,
    )  # fmt: skip
    assert _reserve(made) == [third.pk]
    assert group is not None
    assert not Group.objects.filter(pk=group.pk, application=None).exists()
    assert second.group is not None
    assert second.group.participants() == second.people()
    assert second.applicant.notices.filter(code="moved-up").count() == 1
    assert city.secretariat.notices.filter(code__in=("moved-up", "application-withdrawn"))
    with pytest.raises(PermissionDenied, match="もう取り下げて"):
        selecting.withdraw(first, why="", actor=city.akari, today=LATER)
    assert city.cohort.groups.count() == 3


def test_who_has_too_few_people_left_is_passed_over_and_keeps_the_place(city: City) -> None:
    made, (first, second, third) = _announced(city, [SELECTED, RESERVE, RESERVE])
    User.objects.filter(pk=second.applicant_id).update(is_active=False)
    assert selecting.withdraw(first, why="", actor=city.akari, today=LATER) == third
    assert _reserve(made) == [second.pk]


def test_the_work_of_a_group_that_has_begun_stays_when_it_withdraws(city: City) -> None:
    _made, (first, second) = _announced(city, [SELECTED, RESERVE])
    assert first.group is not None
    case = workspaces.Case.objects.create(group=first.group, title="営業許可", curriculum="short@1")
    assert selecting.withdraw(first, why="", actor=city.secretariat, today=LATER) == second
    case.refresh_from_db()
    assert case.group == first.group
    assert not Membership.objects.filter(group=first.group).exists()
    assert Membership.ever.filter(group=first.group, until_date=LATER).count() == 3


def test_a_group_leaves_before_the_results_and_nobody_moves_up(city: City) -> None:
    made, (first, second) = _sent(city, 2)
    samples.decide(first, SELECTED, city)
    samples.decide(second, RESERVE, city)
    assert selecting.withdraw(first, why="", actor=city.botan, today=LATER) is None
    assert queries.to_decide(city.secretariat, today=LATER).get() == second
    assert _reserve(made) == [second.pk]


PLACES = range(5)
MOVES = st.lists(st.tuples(st.sampled_from(PLACES), st.booleans()), max_size=4)
LEAVING = st.lists(st.sampled_from(PLACES), unique=True, max_size=5)


def _kept(made: Call) -> None:
    """What holds whatever was done."""
    made.refresh_from_db()
    sent = list(made.applications.filter(state=ApplicationState.SENT))
    selected = {each.pk for each in sent if each.decision == SELECTED}
    assert len(selected) <= made.most_groups
    numbers = sorted(each.reserve_number for each in sent if each.reserve_number is not None)
    assert numbers == list(range(1, len(numbers) + 1))
    assert {each.pk for each in sent if each.decision == RESERVE} == set(_reserve(made))
    formed = {each.pk for each in sent if each.group_id is not None}
    assert formed == (selected if made.results_at else set())
    assert Group.objects.filter(application__call=made).count() == len(formed)


def _decided(made: Call, applications: list[Application], decisions: list[str], city: City) -> None:
    """As wished while there are places; who finds none is in reserve."""
    for found, decision in zip(applications, decisions, strict=True):
        try:
            samples.decide(found, decision, city)
        except CohortsError:
            assert made.applications.filter(decision=SELECTED).count() == made.most_groups
            samples.decide(found, RESERVE, city)
        _kept(made)


@pytest.mark.parametrize("most_groups", [1, 2])
def test_there_are_never_more_groups_than_places_and_nobody_overtakes(
    city: City, most_groups: int
) -> None:
    made, applications = _sent(city, len(PLACES), most_groups=most_groups)

    @settings(max_examples=25, derandomize=True)
    @given(
        decisions=st.lists(st.sampled_from(Decision.values), min_size=5, max_size=5),
        moves=MOVES, leaving=LEAVING,
    )  # fmt: skip
    def holds(decisions: list[str], moves: list[tuple[int, bool]], leaving: list[int]) -> None:
        with transaction.atomic():
            _decided(made, applications, decisions, city)
            for place, up in moves:
                selecting.move(applications[place], up=up, actor=city.secretariat, today=LATER)
                _kept(made)
            selecting.announce_results(made, actor=city.secretariat, today=LATER)
            for place in leaving:
                found = Application.objects.get(pk=applications[place].pk)
                queue = [pk for pk in _reserve(made) if pk != found.pk]
                selecting.withdraw(found, why="", actor=city.secretariat, today=LATER)
                assert _reserve(made) == (queue[1:] if found.decision == SELECTED else queue)
                _kept(made)
            transaction.set_rollback(True)

    holds()

"""A call is announced, divisions apply, their managers approve."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from academy.cohorts.calls import samples
from academy.cohorts.calls.samples import LATER, TODAY
from academy.conftest import City
from tomoni.academy.accounts.models import Municipality, Notice, PeopleEntry, User
from tomoni.academy.cohorts.calls import queries, rules, services
from tomoni.academy.cohorts.calls.models import Application, Approval, Call, CallState, Decision
from tomoni.academy.cohorts.errors import CohortsError


def _codes(user: User) -> list[str]:
    return sorted(user.notices.exclude(code="call-announced").values_list("code", flat=True))


def test_an_announced_call_reaches_everybody_of_the_municipalities_once(city: City) -> None:
    town = Municipality.objects.create(code="990002", name="となり町")
    far = Municipality.objects.create(code="990003", name="とおい村")
    users = [
        User.objects.create(
            account_name=name, display_name=name, division=place.divisions.create(name="総務課")
        )
        for name, place in (("town", town), ("far", far))
    ]
    city.cohort.partners.add(town)
    made = samples.call(city)
    told = set(Notice.objects.filter(code="call-announced").values_list("user", flat=True))
    staff = {
        city.akari, city.botan, city.chihiro, city.daichi, city.reviewer, city.auditor,
        city.manager,
    }  # fmt: skip
    assert told == {user.pk for user in staff | {users[0]}}
    assert Notice.objects.filter(code="call-announced").count() == len(told)
    assert queries.calls_visible_to(users[0]).get() == made
    assert not queries.calls_visible_to(users[1]).exists()
    with pytest.raises(PermissionDenied, match="もう知らせて"):
        services.announce(made, actor=city.secretariat)


def test_a_call_that_is_not_announced_is_seen_by_the_secretariat_alone(city: City) -> None:
    made = samples.call(city, announced=False)
    assert made.state(TODAY) == CallState.DRAFT
    assert queries.calls_visible_to(city.secretariat).get() == made
    for user in (city.akari, city.lecturer, city.chihiro):
        assert not queries.calls_visible_to(user).exists()
    assert rules.may_apply(city.akari, call=made, today=TODAY) is not None


@pytest.mark.parametrize(
    ("days", "state"),
    [(-2, CallState.COMING), (-1, CallState.OPEN), (14, CallState.OPEN), (15, CallState.CLOSED)],
)
def test_a_call_opens_and_closes_by_the_day(city: City, days: int, state: CallState) -> None:
    made = samples.call(city)
    day = TODAY + timedelta(days=days)
    assert made.state(day) == state
    assert (rules.may_apply(city.akari, call=made, today=day) is None) is (state == CallState.OPEN)
    assert queries.open_calls(city.akari, today=day).exists() is (state == CallState.OPEN)


def test_a_call_closed_by_hand_opens_again_when_its_last_day_is_put_off(city: City) -> None:
    made = samples.call(city)
    services.close(made, actor=city.secretariat, today=TODAY)
    made.refresh_from_db()
    assert made.state(TODAY) == CallState.CLOSED
    services.change_call(made, values=samples.values(), actor=city.secretariat)
    assert Call.objects.get().state(TODAY) == CallState.CLOSED
    services.change_call(made, values=samples.values(days=20), actor=city.secretariat)
    assert Call.objects.get().state(TODAY) == CallState.OPEN


def test_a_cohort_has_one_call(city: City) -> None:
    samples.call(city)
    with pytest.raises(CohortsError, match="call-exists"):
        services.draft_call(city.cohort, values=samples.values(), actor=city.secretariat)


def test_an_application_names_its_members_and_asks_its_manager(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan), manager=city.manager)
    assert _codes(city.botan) == ["application-named"]
    assert _codes(city.akari) == []
    assert _codes(city.manager) == ["approval-asked"]
    assert queries.to_approve(city.manager).get() == found
    services.approve(found, approved=True, text="", actor=city.manager, day=TODAY)
    found.refresh_from_db()
    assert (found.approval, found.approver, found.in_person) == (
        Approval.APPROVED, city.manager.signature, False,
    )  # fmt: skip
    assert not queries.to_approve(city.manager).exists()
    assert _codes(city.akari) == ["application-approved"]


def test_an_approval_in_person_says_by_whom_on_which_day_and_who_wrote_it_down(city: City) -> None:
    found = samples.sent(samples.call(city), members=(city.akari, city.botan), approved=True)
    assert (found.approver, found.approval_date, found.approval_by, found.in_person) == (
        "課長", TODAY - timedelta(days=1), city.secretariat, True,
    )  # fmt: skip
    assert PeopleEntry.objects.filter(action="application-approved").count() == 1


def test_only_the_manager_who_is_asked_approves(city: City) -> None:
    found = samples.sent(
        samples.call(city), members=(city.akari, city.botan), manager=city.manager
    )  # fmt: skip
    for user in (city.akari, city.secretariat, city.reviewer):
        with pytest.raises(PermissionDenied):
            services.approve(found, approved=True, text="", actor=user, day=TODAY)
    with pytest.raises(PermissionDenied):
        services.record_approval(found, approver="課長", text="", actor=city.akari, day=TODAY)


@pytest.mark.parametrize("change", ["work", "members", "manager", "problem"])
def test_another_work_group_or_manager_is_approved_anew(city: City, change: str) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan), manager=city.manager)
    services.approve(found, approved=True, text="", actor=city.manager, day=TODAY)
    answers = {
        "work": samples.answers(city.akari, city.botan, work="苦情", manager=city.manager),
        "members": samples.answers(city.akari, city.daichi, manager=city.manager),
        "manager": samples.answers(city.akari, city.botan, manager=city.chihiro),
        "problem": services.Answers(
            "営業許可", "別の困りごと", "同じ", (city.akari, city.botan), city.manager
        ),
    }
    services.save_application(
        found, answers=answers[change], base=1, send=False, actor=city.botan, today=TODAY
    )
    found.refresh_from_db()
    kept = change == "problem"
    assert (found.approval == Approval.APPROVED) is kept
    asked = city.chihiro if change == "manager" else city.manager
    assert queries.to_approve(asked).exists() is not kept
    if change == "members":
        assert "application-named" in _codes(city.daichi)


def test_who_writes_on_an_older_application_is_told(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan))
    said = samples.answers(city.akari, city.botan, work="新しい")
    services.save_application(
        found, answers=said, base=1, send=False, actor=city.botan, today=TODAY
    )  # fmt: skip
    with pytest.raises(CohortsError, match="saved-meanwhile"):
        services.save_application(
            found, answers=said, base=1, send=False, actor=city.akari, today=TODAY
        )


def test_a_draft_may_lack_people_and_what_is_sent_may_not(city: City) -> None:
    made = samples.call(city)
    found = services.save_application(
        samples.draft(made, city.akari), answers=samples.answers(city.akari), base=0, send=False,
        actor=city.akari, today=TODAY,
    )  # fmt: skip
    assert queries.drafts_of(city.akari, today=TODAY).get() == found
    assert not queries.drafts_of(city.akari, today=LATER).exists()
    with pytest.raises(CohortsError, match="too-few-members"):
        services.save_application(
            found, answers=samples.answers(city.akari), base=1, send=True, actor=city.akari,
            today=TODAY,
        )  # fmt: skip
    with pytest.raises(CohortsError, match="manager-is-member"):
        services.save_application(
            found, answers=samples.answers(city.akari, city.manager, manager=city.manager),
            base=1, send=True, actor=city.akari, today=TODAY,
        )  # fmt: skip


def test_a_person_is_in_one_application_and_applies_once(city: City) -> None:
    made = samples.call(city)
    samples.sent(made, members=(city.akari, city.botan))
    with pytest.raises(CohortsError, match="member-elsewhere"):
        samples.sent(made, members=(city.chihiro, city.botan))
    with pytest.raises(CohortsError, match="already-applied"):
        samples.sent(made, members=(city.akari, city.daichi))
    with pytest.raises(IntegrityError), transaction.atomic():
        samples.draft(made, city.akari).save()


def test_after_the_last_day_nobody_of_the_group_changes_anything(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan))
    with pytest.raises(PermissionDenied, match="締め切られました"):
        services.save_application(
            found, answers=samples.answers(city.akari, city.botan), base=1, send=False,
            actor=city.akari, today=LATER,
        )  # fmt: skip
    with pytest.raises(PermissionDenied, match="締め切られました"):
        services.save_application(
            samples.draft(made, city.chihiro), answers=samples.answers(city.chihiro, city.daichi),
            base=0, send=True, actor=city.chihiro, today=LATER,
        )  # fmt: skip


def test_an_application_is_seen_by_its_people_its_manager_and_the_secretariat(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan), manager=city.manager)
    everybody = (
        city.akari, city.botan, city.chihiro, city.daichi, city.lecturer, city.secretariat,
        city.reviewer, city.auditor, city.manager, city.guide,
    )  # fmt: skip
    sees = {
        user
        for user in everybody
        if queries.applications_visible_to(user).filter(pk=found.pk).exists()
    }
    assert sees == {city.akari, city.botan, city.manager, city.secretariat}


def test_a_draft_is_seen_by_its_people_alone(city: City) -> None:
    made = samples.call(city)
    services.save_application(
        samples.draft(made, city.akari),
        answers=samples.answers(city.akari, city.botan, manager=city.manager),
        base=0, send=False, actor=city.akari, today=TODAY,
    )  # fmt: skip
    for user, sees in (
        (city.akari, True), (city.botan, True), (city.manager, False), (city.secretariat, False),
    ):  # fmt: skip
        assert queries.applications_visible_to(user).exists() is sees


def test_a_reopened_call_forgets_what_was_decided_of_another_text(city: City) -> None:
    made = samples.call(city)
    found = samples.sent(made, members=(city.akari, city.botan), approved=True)
    samples.decide(found, "selected", city)
    services.change_call(made, values=samples.values(days=60), actor=city.secretariat)
    services.save_application(
        found, answers=samples.answers(city.akari, city.botan), base=1, send=False,
        actor=city.akari, today=LATER,
    )  # fmt: skip
    assert Application.objects.get().decision == ""


def test_there_are_never_fewer_places_than_are_selected(city: City) -> None:
    made = samples.call(city)
    for members in ((city.akari, city.botan), (city.chihiro, city.daichi)):
        samples.decide(samples.sent(made, members=members, approved=True), "selected", city)
    with pytest.raises(CohortsError, match="fewer-places-than-selected"):
        services.change_call(made, values=samples.values(most_groups=1), actor=city.secretariat)
    assert made.applications.filter(decision=Decision.SELECTED).count() == 2

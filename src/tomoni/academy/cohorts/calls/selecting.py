"""What comes of applications: decided, made known, withdrawn, moved up. Never more groups than N.

Whoever writes here holds the call's lock, so that two secretaries never do one thing twice.
"""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import refuse
from tomoni.academy.cohorts.calls import rules
from tomoni.academy.cohorts.calls.models import (
    TAKEN,
    Application,
    ApplicationState,
    Approval,
    Call,
    Decision,
)
from tomoni.academy.cohorts.calls.services import locked, note, undecide
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.giving import give_role, take_role
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.cohorts.services import form_group


@transaction.atomic
def decide(
    application: Application, *, decision: Decision, reason: str, seen: str, actor: User,
    today: date,
) -> None:  # fmt: skip
    """What is to come of it, until the results are made known.

    `seen`: `Application.seen` of what was on the screen. Raises `CohortsError`:
    decided-meanwhile, not-approved, no-place-left.
    """
    application, sent = _locked(application)
    refuse(rules.may_decide(actor, application=application, today=today))
    if application.seen != seen:
        raise CohortsError("decided-meanwhile")
    if decision in TAKEN and application.approval != Approval.APPROVED:
        raise CohortsError("not-approved")
    others = [each for each in sent if each.pk != application.pk]
    most = application.call.most_groups
    if decision == Decision.SELECTED and _selected(others) >= most:
        raise CohortsError("no-place-left", most=most)
    stays = application.decision == decision
    if not stays:
        undecide(application)
        application.reserve_number = _last(others) + 1 if decision == Decision.RESERVE else None
    application.decision, application.reason = decision, reason
    application.decided_by, application.decided_at = actor, timezone.now()
    application.save()
    _close_ranks(application.call)
    _note(application, actor=actor, action=f"application-{decision}")


@transaction.atomic
def move(application: Application, *, up: bool, actor: User, today: date) -> None:
    """One place further up or down among those in reserve; at the end nothing changes."""
    application, sent = _locked(application)
    refuse(rules.may_decide(actor, application=application, today=today))
    if application.reserve_number is None:
        return
    mine = application.reserve_number
    wanted = mine - 1 if up else mine + 1
    other = next((each for each in sent if each.reserve_number == wanted), None)
    if other is None:
        return
    for each, number in ((other, None), (application, wanted), (other, mine)):
        each.reserve_number = number
        each.save(update_fields=["reserve_number"])
    _note(application, actor=actor, action="reserve-moved")


@transaction.atomic
def announce_results(call: Call, *, actor: User, today: date) -> list[Group]:
    """Forms the groups of all that were selected and tells everybody who applied, or does nothing.

    Raises `CohortsError`: undecided, no-place-left, too-few-left; and as `give_role`.
    """
    call = locked(call)
    refuse(rules.may_announce_results(actor, call=call, today=today))
    _close_ranks(call)
    sent = _sent(call)
    undecided = [each for each in sent if not each.decision]
    if undecided:
        raise CohortsError("undecided", count=len(undecided))
    if _selected(sent) > call.most_groups:
        raise CohortsError("no-place-left", most=call.most_groups)
    call.results_at = timezone.now()
    call.save(update_fields=["results_at"])
    for each in sent:
        if each.decision == Decision.SELECTED:
            _form(each, actor=actor)
        _tell_result(each)
    note(call, actor=actor, action="results-announced")
    return [each.group for each in sent if each.group is not None]


@transaction.atomic
def withdraw(application: Application, *, why: str, actor: User, today: date) -> Application | None:
    """It is taken back; whoever moved up in its place, if it had one and somebody could."""
    application, _sent_ones = _locked(application)
    refuse(rules.may_withdraw(actor, application=application))
    was_sent = application.state == ApplicationState.SENT
    group = application.group
    application.state, application.reserve_number = ApplicationState.WITHDRAWN, None
    application.withdrawal = why
    application.save()
    if not was_sent:
        return None
    _close_ranks(application.call)
    _note(application, actor=actor, action="application-withdrawn")
    moved = None
    if group is not None:
        _dissolve(group, day=today, actor=actor)
        moved = _move_up(application.call, actor=actor, today=today)
    _tell_withdrawal(application, actor=actor)
    return moved


def is_fit(application: Application) -> bool:
    """Whether enough of its members are still there."""
    return len(_present(application)) >= application.call.fewest_members


def _locked(application: Application) -> tuple[Application, list[Application]]:
    """The application as it is now and all of its call that are sent, the call locked."""
    call = locked(application.call)
    sent = _sent(call)
    found = next((each for each in sent if each.pk == application.pk), None)
    if found is None:
        found = Application.objects.select_related("division", "applicant").get(pk=application.pk)
        found.call = call
    return found, sent


def _sent(call: Call) -> list[Application]:
    found = call.applications.filter(state=ApplicationState.SENT)
    sent = list(
        found.select_related("division", "applicant", "manager", "group")
        .prefetch_related("members")
        .order_by("reserve_number", "sent_at", "pk")
    )
    for each in sent:
        each.call = call
    return sent


def _selected(applications: list[Application]) -> int:
    return sum(each.decision == Decision.SELECTED for each in applications)


def _last(applications: list[Application]) -> int:
    return max((each.reserve_number or 0 for each in applications), default=0)


def _close_ranks(call: Call) -> None:
    """Those in reserve are numbered from 1 without a gap; nobody overtakes."""
    found = call.applications.filter(reserve_number__isnull=False).order_by("reserve_number")
    for number, each in enumerate(found, start=1):
        if each.reserve_number != number:
            each.reserve_number = number
            each.save(update_fields=["reserve_number"])


def _present(application: Application) -> list[User]:
    return [user for user in application.people() if user.is_active]


def _form(application: Application, *, actor: User) -> None:
    """The group with its people and its manager."""
    if not is_fit(application):
        raise CohortsError("too-few-left", division=application.division.name)
    cohort = application.call.cohort
    last = cohort.groups.aggregate(last=Max("number"))["last"] or 0
    group = form_group(
        cohort, number=last + 1, division=application.division, work=application.work,
        participants=_present(application),
    )  # fmt: skip
    application.group = group
    application.save(update_fields=["group"])
    manager = application.manager
    if manager is not None and manager.is_active:
        give_role(manager, role=Role.MANAGER, cohort=cohort, group=group, actor=actor)


def _move_up(call: Call, *, actor: User, today: date) -> Application | None:
    """The first in reserve whose people are still there takes the free place."""
    for each in _sent(call):
        if each.reserve_number is not None and is_fit(each):
            each.decision, each.reserve_number = Decision.SELECTED, None
            each.moved_up_date = today
            each.save()
            _close_ranks(call)
            _form(each, actor=actor)
            _note(each, actor=actor, action="moved-up")
            url, work = each.get_absolute_url(), each.work
            notices.send([*each.told(), *_secretariat(call)], code="moved-up", url=url, work=work)
            return each
    return None


def _dissolve(group: Group, *, day: date, actor: User) -> None:
    """A group that has done nothing yet leaves nothing; else its work stays and its parts end."""
    if not _has_begun(group):
        Membership.ever.filter(group=group).delete()
        group.delete()
        return
    for held in Membership.objects.filter(group=group).select_related("user", "group__cohort"):
        take_role(held, day=day, actor=actor)


def _has_begun(group: Group) -> bool:
    """Whether anything but its people and its application refers to the group."""
    own = {Membership, Application}
    return any(
        each.related_model._base_manager.filter(**{each.field.name: group}).exists()
        for each in Group._meta.related_objects
        if each.related_model not in own
    )


def _secretariat(call: Call) -> list[User]:
    held = call.cohort.memberships.filter(role=Role.SECRETARIAT).select_related("user")
    return [each.user for each in held]


def _tell_result(application: Application) -> None:
    notices.send(
        application.told(), code=f"result-{application.decision}",
        url=application.get_absolute_url(), work=application.work, reason=application.reason,
    )  # fmt: skip


def _tell_withdrawal(application: Application, *, actor: User) -> None:
    told = {*application.told(), *_secretariat(application.call)}
    if application.manager is not None:
        told.add(application.manager)
    notices.send(
        told - {actor}, code="application-withdrawn", url=application.get_absolute_url(),
        work=application.work, division=application.division.name,
    )  # fmt: skip


def _note(application: Application, *, actor: User, action: str) -> None:
    note(application.call, actor=actor, action=action, subject=application.division.name)

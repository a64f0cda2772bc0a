"""What is written about calls, applications and their approval; `selecting` has what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.accounts.requests import refuse
from tomoni.academy.cohorts.calls import rules
from tomoni.academy.cohorts.calls.models import (
    Application,
    ApplicationState,
    Approval,
    Call,
    Decision,
)
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Cohort


@dataclass(frozen=True)
class Answers:
    """What is written in an application."""

    work: str
    problem: str
    hope: str
    members: tuple[User, ...]
    manager: User | None


def places_of(cohort: Cohort) -> list[Municipality]:
    """The municipalities whose staff may apply."""
    return [cohort.municipality, *cohort.partners.all()]


def locked(call: Call) -> Call:
    """The call as it is now; whoever else writes to it or its applications waits."""
    return (
        Call.objects.select_for_update(of=("self",))
        .select_related("cohort__municipality")
        .get(pk=call.pk)
    )


def note(call: Call, *, actor: User | None, action: str, subject: str = "", **values: Any) -> None:
    """The audit row."""
    entry(
        call.cohort.municipality, actor=actor, action=action, subject=subject or str(call), **values
    ).save()


@transaction.atomic
def draft_call(cohort: Cohort, *, values: Mapping[str, Any], actor: User | None) -> Call:
    """The cohort's call, which only the secretariat sees so far.

    Raises `CohortsError("call-exists")`.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if Call.objects.filter(cohort=cohort).exists():
        raise CohortsError("call-exists")
    call = Call.objects.create(cohort=cohort, **values)
    note(call, actor=actor, action="call-drafted")
    return call


@transaction.atomic
def change_call(call: Call, *, values: Mapping[str, Any], actor: User) -> Call:
    """Other words, days or numbers; a later last day opens a closed call again.

    Raises `CohortsError("fewer-places-than-selected")`.
    """
    call = locked(call)
    refuse(rules.may_edit(actor, call=call))
    selected = call.applications.filter(
        decision=Decision.SELECTED, state=ApplicationState.SENT
    ).count()
    if values["most_groups"] < selected:
        raise CohortsError("fewer-places-than-selected", count=selected)
    if values["until_date"] > call.until_date:
        call.closed_at = None
    for name, value in values.items():
        setattr(call, name, value)
    call.save()
    note(call, actor=actor, action="call-changed")
    return call


@transaction.atomic
def announce(call: Call, *, actor: User) -> int:
    """Tells everybody of the municipalities that take part; how many there are."""
    call = locked(call)
    refuse(rules.may_announce(actor, call=call))
    call.announced_at = timezone.now()
    call.save(update_fields=["announced_at"])
    staff = User.objects.filter(
        is_active=True, division__municipality__in=places_of(call.cohort)
    ).exclude(pk=actor.pk)
    everybody = list(staff)
    notices.send(
        everybody, code="call-announced", url=call.get_absolute_url(), title=call.cohort.title
    )
    note(call, actor=actor, action="call-announced")
    return len(everybody)


@transaction.atomic
def close(call: Call, *, actor: User, today: date) -> None:
    """No more applications, whatever its last day."""
    call = locked(call)
    refuse(rules.may_close(actor, call=call, today=today))
    call.closed_at = timezone.now()
    call.save(update_fields=["closed_at"])
    note(call, actor=actor, action="call-closed")


@transaction.atomic
def save_application(
    application: Application, *, answers: Answers, base: int, send: bool, actor: User, today: date
) -> Application:
    """What was written, as a draft or sent; what was sent stays sent.

    `base`: how often it had been saved when the person began. Raises `CohortsError`:
    already-applied, saved-meanwhile, manager-is-member, too-few-members, member-elsewhere.
    """
    call = locked(application.call)
    if application.pk is None:
        refuse(rules.may_apply(actor, call=call, today=today))
        if call.applications.filter(applicant=actor).exclude(state="withdrawn").exists():
            raise CohortsError("already-applied")
        before: list[User] = []
    else:
        application = Application.objects.select_related("saved_by").get(pk=application.pk)
        application.call = call
        refuse(rules.may_change(actor, application=application, today=today))
        if application.saves != base:
            raise CohortsError("saved-meanwhile", name=application.saved_by.display_name)
        before = application.people()
    if answers.manager in answers.members:
        raise CohortsError("manager-is-member")
    send = send or application.state == ApplicationState.SENT
    if send:
        _check_members(application, answers.members)
    ask = send and _asks_anew(application, answers, before=before)
    _write(application, answers, send=send, ask=ask, actor=actor)
    _tell(application, before=before, ask=ask, actor=actor)
    return application


@transaction.atomic
def approve(application: Application, *, approved: bool, text: str, actor: User, day: date) -> None:
    """What the manager says on their page."""
    application = _again(application)
    refuse(rules.may_approve(actor, application=application))
    _say(application, approved=approved, text=text, approver=actor.signature, actor=actor, day=day)
    notices.send(
        application.told(),
        code="application-approved" if approved else "application-refused",
        url=application.get_absolute_url(), work=application.work,
    )  # fmt: skip


@transaction.atomic
def record_approval(
    application: Application, *, approver: str, text: str, actor: User, day: date
) -> None:
    """What a manager said in person: on which day, by whom."""
    application = _again(application)
    refuse(rules.may_record_approval(actor, application=application))
    _say(application, approved=True, text=text, approver=approver, actor=actor, day=day)
    notices.send(
        application.told(), code="application-approved", url=application.get_absolute_url(),
        work=application.work,
    )  # fmt: skip


def undecide(application: Application) -> None:
    """What was decided of another text, or of an approval that is gone, holds no more."""
    application.decision, application.reason, application.reserve_number = "", "", None
    application.decided_by, application.decided_at = None, None


def _again(application: Application) -> Application:
    """The application as it is now, its call locked."""
    call = locked(application.call)
    found = Application.objects.select_related("applicant", "division").get(pk=application.pk)
    found.call = call
    return found


def _check_members(application: Application, members: tuple[User, ...]) -> None:
    call = application.call
    if not call.fewest_members <= len(members) <= call.most_members:
        raise CohortsError("too-few-members", fewest=call.fewest_members, most=call.most_members)
    others = call.applications.filter(state=ApplicationState.SENT).exclude(pk=application.pk)
    taken = User.objects.filter(applications__in=others, pk__in=[user.pk for user in members])
    if taken.exists():
        names = "、".join(sorted({user.display_name for user in taken}))
        raise CohortsError("member-elsewhere", names=names)


def _asks_anew(application: Application, answers: Answers, *, before: list[User]) -> bool:
    """Whether what the manager is asked for is new: sent now, or another work, group or manager."""
    return (
        application.state == ApplicationState.DRAFT
        or application.work != answers.work
        or application.manager != answers.manager
        or set(before) != set(answers.members)
    )


def _write(
    application: Application, answers: Answers, *, send: bool, ask: bool, actor: User
) -> None:
    """What was approved and decided holds no more where it was of something else."""
    if ask:
        application.approval, application.approval_text = Approval.WAITING, ""
        application.approval_date, application.approval_by = None, None
        application.approver = ""
    undecide(application)
    application.work, application.problem = answers.work, answers.problem
    application.hope, application.manager = answers.hope, answers.manager
    application.saved_by, application.saves = actor, application.saves + 1
    if send:
        application.state = ApplicationState.SENT
        application.sent_at = application.sent_at or timezone.now()
        note(
            application.call, actor=actor, action="application-sent",
            subject=application.division.name,
        )  # fmt: skip
    application.save()
    application.members.set(answers.members)


def _tell(application: Application, *, before: list[User], ask: bool, actor: User) -> None:
    """New members that they were named, the manager that an approval is asked for."""
    named = [user for user in application.people() if user not in before and user != actor]
    place = {"work": str(application), "name": actor.display_name}
    notices.send(named, code="application-named", url=application.get_absolute_url(), **place)
    if ask and application.manager is not None:
        url = reverse("calls:approval", args=(application.pk,))
        notices.send([application.manager], code="approval-asked", url=url, **place)


def _say(
    application: Application, *, approved: bool, text: str, approver: str, actor: User, day: date
) -> None:
    application.approval = Approval.APPROVED if approved else Approval.REFUSED
    application.approval_text, application.approval_date = text, day
    application.approver, application.approval_by = approver, actor
    if not approved:
        undecide(application)
    application.save()
    note(
        application.call, actor=actor, action=f"application-{application.approval}",
        subject=application.division.name,
    )  # fmt: skip

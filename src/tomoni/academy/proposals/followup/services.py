"""What is written of what is followed: begun, started, milestones, the summary for residents."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup import measuring, notes, plans, rules
from tomoni.academy.proposals.followup.models import (
    Following,
    Indicator,
    Milestone,
    MilestoneReport,
    MilestoneState,
    Summary,
    Told,
    ValueKind,
)
from tomoni.academy.proposals.models import Proposal

_STATES = {Told.DONE: MilestoneState.DONE, Told.DROPPED: MilestoneState.DROPPED}


@transaction.atomic
def begin(proposal: Proposal, *, actor: User) -> Following:
    """Follow a decided proposal, with the indicators of the case version that was decided on.

    Raises `ProposalsError("followed-already")`.
    """
    try:
        with transaction.atomic():
            following = Following.objects.create(
                proposal=proposal, division=rules.answerable(proposal), made_by=actor
            )
    except IntegrityError as error:
        raise ProposalsError("followed-already") from error
    for found in plans.indicators_of(proposal):
        _take_over(following, found, actor=actor)
    notes.note(following, "followup-begun", actor=actor, division=following.division.name)
    return following


@transaction.atomic
def start(following: Following, *, day: date, actor: User) -> None:
    """The day on which it began to be done: a year later its effect is confirmed."""
    notes.note(
        following, "followup-started", actor=actor, day=day, before=following.started_date or ""
    )
    following.started_date = day
    following.save(update_fields=["started_date"])


@transaction.atomic
def add_milestone(
    following: Following, *, title: str, due_date: date, division: Division, actor: User
) -> Milestone:
    notes.note(following, "milestone-added", actor=actor, title=title, day=due_date)
    return Milestone.objects.create(
        following=following, title=title, due_date=due_date, division=division, made_by=actor
    )


@transaction.atomic
def report(
    milestone: Milestone, *, told: Told, day: date, words: str, actor: User
) -> MilestoneReport:
    """Done, dropped or moved to another day. Raises `ProposalsError("milestone-ended")`."""
    before = milestone.due_date
    changed: dict[str, object] = {"due_date": day} if told == Told.MOVED else {}
    if told != Told.MOVED:
        changed = {"state": _STATES[told], "done_date": day}
    still = Milestone.objects.filter(pk=milestone.pk, state=MilestoneState.OPEN, due_date=before)
    if not still.update(**changed):
        raise ProposalsError("milestone-ended")
    milestone.refresh_from_db()
    notes.note(
        milestone.following, "milestone-told", actor=actor, title=milestone.title, told=told.value
    )
    return MilestoneReport.objects.create(
        milestone=milestone, told=told, day=day, due_before=before, words=words, actor=actor,
        division_name=actor.division.name if actor.division else "",
    )  # fmt: skip


@transaction.atomic
def write_summary(following: Following, *, words: str, public: bool, actor: User) -> Summary:
    """What residents may be told; the office is asked to approve it. Not public: nothing is."""
    made = Summary.objects.create(following=following, words=words, public=public, actor=actor)
    notes.note(following, "summary-written", actor=actor, public=public)
    if public:
        proposals.tell_office(
            following.proposal, code="summary-asked", url=notes.url_of(following),
            title=following.proposal.title,
        )  # fmt: skip
    return made


@transaction.atomic
def approve(summary: Summary, *, actor: User) -> None:
    """A second person says yes. Raises `ProposalsError("summary-changed")` when it is not the
    newest any more or was approved meanwhile."""
    newest = summary.following.summaries.order_by("-pk").first()
    still = Summary.objects.filter(pk=summary.pk, approved_at=None, public=True)
    if newest != summary or not still.update(approved_by=actor, approved_at=timezone.now()):
        raise ProposalsError("summary-changed")
    notes.note(summary.following, "summary-approved", actor=actor)


def _take_over(following: Following, found: plans.FoundIndicator, *, actor: User) -> None:
    """An indicator of the case with its present and its planned value."""
    known = found.present or found.target
    indicator = Indicator.objects.create(
        following=following, name=found.name, unit=known.quantity.unit if known else "",
        turned=found.turned, how=found.how, target=found.target_words, origin=found.origin,
        made_by=actor,
    )  # fmt: skip
    version = following.proposal.case_version
    if found.present is not None and version is not None:
        measuring.keep(
            indicator, kind=ValueKind.PRESENT, day=timezone.localdate(version.made_at),
            planned=found.present, source=found.origin, actor=actor,
        )  # fmt: skip
    if found.target is not None and found.day is not None:
        measuring.keep(
            indicator, kind=ValueKind.PLANNED, day=found.day, planned=found.target,
            source=found.origin, actor=actor,
        )  # fmt: skip

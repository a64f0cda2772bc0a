"""What is read of opinions, comments and scores, always from what the person may see."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts.models import Role
from tomoni.academy.proposals import stages
from tomoni.academy.proposals.models import Call, Part, ProgrammeEdition, Proposal
from tomoni.academy.proposals.programme import Programme, Stage, StageKind
from tomoni.academy.proposals.queries import municipalities_with, people_with
from tomoni.academy.proposals.reviewing.models import Assignment, Opinion, Score, StaffComment

_ALMOST = ("係長", "班長", "主任")
"""Posts that end like a leader's and are none."""


def leaders_of(division: Division) -> QuerySet[User]:
    """Who leads it (所属長): by the post, or by having led a group of it in a cohort."""
    by_post = Q(post__endswith="長")
    for post in _ALMOST:
        by_post &= ~Q(post__endswith=post)
    by_part = Q(memberships__role=Role.MANAGER, memberships__group__division=division)
    return User.objects.filter(by_post | by_part, division=division, is_active=True).distinct()


def asked_people(opinion: Opinion) -> QuerySet[User]:
    """Who may write the opinion and is told of it."""
    if opinion.person_id is not None:
        return User.objects.filter(pk=opinion.person_id, is_active=True)
    return leaders_of(opinion.division)


def opinions_asked_of(user: User) -> QuerySet[Opinion]:
    """Opinions that the person may write, or has the division write."""
    asked = Q(person=user)
    if user.division is not None and leaders_of(user.division).filter(pk=user.pk).exists():
        asked |= Q(person=None, division=user.division)
    found = Opinion.objects.filter(asked).select_related(
        "division", "proposal__call__edition__municipality", "proposal__division"
    )
    return found.exclude(proposal__place__in=(stages.DRAFT, stages.WITHDRAWN))


def opinions_due(user: User) -> list[Opinion]:
    """What the person is still to write, while the proposal stands at its stage."""
    found = opinions_asked_of(user).filter(versions=None)
    return [each for each in found if each.proposal.place == each.place]


def opinions_on(proposal: Proposal) -> QuerySet[Opinion]:
    """All that was asked, with every version that was written."""
    found = proposal.opinions.select_related("division", "person", "asked_by")
    return found.prefetch_related("versions__written_by")


def opened_to(user: User) -> Q:
    """Proposals that reviewing opens to the person: to score, answer or comment on."""
    reviews = Assignment.objects.filter(reviewer=user, ended_at=None)
    asked = opinions_asked_of(user).order_by().values("proposal")
    mine = Q(pk__in=reviews.values("proposal")) | Q(pk__in=asked)
    still = ~Q(place__in=_OUTSIDE)
    return (mine | _opened_to_comments(user)) & still


def _opened_to_comments(user: User) -> Q:
    """From its comments' stage on everybody of the municipality reads a proposal."""
    opened = Q(pk__in=())
    if user.division is None:
        return opened
    for edition in ProgrammeEdition.objects.filter(municipality=user.division.municipality_id):
        ids = [stage.id for stage in edition.programme.stages]
        kinds = [stage.kind for stage in edition.programme.stages]
        if StageKind.COMMENTS in kinds:
            places = [*ids[kinds.index(StageKind.COMMENTS) :], stages.DONE]
            opened |= Q(call__edition=edition, place__in=places)
    return opened


def _fetched(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return found.select_related(
        "call__edition__municipality", "division", "case_version__artifact__case__group__division"
    )


def stage_of(proposal: Proposal) -> Stage | None:
    """The stage it stands at; None outside the stages."""
    if proposal.place == stages.DRAFT or proposal.place in stages.ENDS:
        return None
    return proposal.programme.stage(proposal.place)


def due_date(proposal: Proposal) -> date:
    """When the days of its stage are over."""
    entered = proposal.happenings.filter(place_after=proposal.place)
    newest = entered.exclude(place_before=proposal.place).order_by("-pk").first()
    began = newest.at if newest else proposal.sent_at or timezone.now()
    stage = stage_of(proposal)
    return timezone.localdate(began) + timedelta(days=stage.days if stage else 0)


def comments_on(proposal: Proposal, *, user: User, is_office: bool) -> QuerySet[StaffComment]:
    """While comments are taken, one's own; afterwards all. The office sees every one."""
    found = proposal.staff_comments.select_related("author", "hidden_by")
    if is_office:
        return found
    published = ~Q(place=proposal.place) & Q(hidden_at=None)
    return found.filter(published | Q(author=user))


def candidates(proposal: Proposal) -> QuerySet[User]:
    """Everybody who is a reviewer of the municipality, with where they work."""
    people = people_with(Part.REVIEWER, municipality=proposal.call.edition.municipality)
    return people.select_related("division", "section")


def assignments_at(proposal: Proposal, *, place: str) -> QuerySet[Assignment]:
    """Who reviews it at the stage now, with all their scores."""
    found = proposal.assignments.filter(place=place, ended_at=None)
    return found.select_related("reviewer__division").prefetch_related("scores")


def assignments_of(user: User) -> QuerySet[Assignment]:
    """What the person reviews or has reviewed."""
    found = Assignment.objects.filter(reviewer=user, ended_at=None)
    return found.select_related(
        "proposal__call__edition__municipality",
        "proposal__division",
        "proposal__case_version__artifact__case__group__division",
    )


def reviews_due(user: User) -> list[Assignment]:
    """What the person is still to score in the round that is on."""
    found = assignments_of(user).prefetch_related("scores")
    return [
        each
        for each in found
        if each.place == each.proposal.place
        and not is_sent(each.scores.all(), number=each.proposal.round)
    ]


def is_sent(scores: Iterable[Score], *, number: int) -> bool:
    """Whether the score of that round was sent."""
    return any(each.round == number and each.sent_at for each in scores)


def committee(call: Call, *, user: User) -> QuerySet[Proposal]:
    """The call's proposals that the office or the reviewer sits down with, and their scores."""
    active = Assignment.objects.filter(ended_at=None).prefetch_related("scores")
    found = readable_reviews(user).filter(call=call).exclude(place__in=_OUTSIDE)
    return found.prefetch_related(
        Prefetch("assignments", queryset=active, to_attr="active")
    ).order_by("number", "pk")


_OUTSIDE = (stages.DRAFT, stages.WITHDRAWN, stages.REFUSED)


def readable_reviews(user: User) -> QuerySet[Proposal]:
    """Proposals whose scores the person may come to see: the office and their reviewers."""
    offices = Q(call__edition__municipality__in=municipalities_with(user, Part.OFFICE))
    reviews = Assignment.objects.filter(reviewer=user, ended_at=None)
    return _fetched(Proposal.objects.filter(offices | Q(pk__in=reviews.values("proposal"))))


def committee_calls(user: User) -> QuerySet[Call]:
    """Calls with proposals that the person reviews or looks after."""
    found = Call.objects.filter(pk__in=readable_reviews(user).order_by().values("call"))
    return found.select_related("edition__municipality")


def review_stages(programme: Programme) -> list[Stage]:
    return [stage for stage in programme.stages if stage.kind == StageKind.REVIEW]


def offices(municipality: Municipality) -> QuerySet[User]:
    """Who looks after the municipality's proposals."""
    return people_with(Part.OFFICE, municipality=municipality)

"""What is read of proposals, always from what the person may see."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.proposals import visibility
from tomoni.academy.proposals.models import Call, Duty, Part, ProgrammeEdition, Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.stages import DONE, DRAFT, WITHDRAWN


def parts_of(user: User, *, municipality: Municipality) -> frozenset[Part]:
    """What the person does for the municipality's proposals. One query."""
    held = Duty.objects.filter(user=user, municipality=municipality, until_date=None)
    return frozenset(Part(part) for part in held.values_list("part", flat=True))


def municipalities_with(user: User, part: Part) -> QuerySet[Municipality]:
    """Where the person has the part."""
    held = Duty.objects.filter(user=user, part=part, until_date=None)
    return Municipality.objects.filter(pk__in=held.values("municipality"))


def people_with(part: Part, *, municipality: Municipality) -> QuerySet[User]:
    held = Duty.objects.filter(municipality=municipality, part=part, until_date=None)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def calls_for(user: User) -> QuerySet[Call]:
    """Calls of the person's municipality, and of those whose proposals they look after."""
    own = Q(edition__municipality=user.division.municipality_id if user.division else None)
    duties = Duty.objects.filter(user=user, until_date=None)
    found = Call.objects.filter(own | Q(edition__municipality__in=duties.values("municipality")))
    return found.select_related("edition__municipality")


def open_calls(user: User, *, today: date) -> QuerySet[Call]:
    """Calls of the person's own municipality that take proposals in today."""
    mine = user.division.municipality_id if user.division else None
    found = Call.objects.filter(edition__municipality=mine)
    still = found.filter(opens_date__lte=today, closes_date__gte=today)
    return still.select_related("edition__municipality").order_by("closes_date")


def own_proposals(user: User) -> QuerySet[Proposal]:
    """What the person proposes, drafts too, newest first."""
    return _fetched(Proposal.objects.filter(proposers=user))


def proposals_run_by(user: User) -> QuerySet[Proposal]:
    """What was sent to the offices that the person works in: the register (台帳)."""
    municipalities = municipalities_with(user, Part.OFFICE)
    found = Proposal.objects.filter(call__edition__municipality__in=municipalities)
    return _fetched(found.exclude(place=DRAFT).exclude(sent_at=None))


def proposals_visible_to(user: User) -> QuerySet[Proposal]:
    """What the person may read, newest first; a draft only who proposes it.

    Of what was sent: the office and finance; everybody of the municipality once it is decided; and
    whomever a part adds (`visibility`).
    """
    mine = user.division.municipality_id if user.division else None
    duties = Duty.objects.filter(user=user, until_date=None, part__in=(Part.OFFICE, Part.FINANCE))
    looked_after = Q(call__edition__municipality__in=duties.values("municipality"))
    decided = Q(decided_at__isnull=False) & ~Q(place=WITHDRAWN)
    here = Q(call__edition__municipality=mine) & decided
    sent = Q(sent_at__isnull=False) & ~Q(place=DRAFT)
    own = Q(pk__in=Proposal.proposers.through.objects.filter(user=user).values("proposal"))
    readers = looked_after | here | visibility.added_for(user)
    return _fetched(Proposal.objects.filter(own | sent & readers))


def at_kind(kind: StageKind, *, editions: Iterable[ProgrammeEdition]) -> Q:
    """Proposals under the editions that stand at a stage of that kind."""
    found = Q(pk__in=())
    for edition in editions:
        places = [stage.id for stage in edition.programme.stages if stage.kind == kind]
        if places:
            found |= Q(call__edition=edition, place__in=places)
    return found


def decided(municipality: Municipality) -> QuerySet[Proposal]:
    """What everybody on the board sees: proposals with a verdict."""
    found = Proposal.objects.filter(call__edition__municipality=municipality)
    return _fetched(found.exclude(verdict="").filter(Q(place=DONE) | Q(decided_at__isnull=False)))


def _fetched(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return found.select_related("call__edition__municipality", "division").order_by("-pk")

"""What is read at the desk: always from what the person may see."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tomoni.academy.accounts.models import Division, Level, User
from tomoni.academy.cohorts.queries import groups_visible_to
from tomoni.academy.workspaces.desk.models import (
    Basis,
    Holding,
    Opening,
    Record,
    Request,
    State,
    Use,
    UseState,
)


def records_visible_to(user: User) -> QuerySet[Record]:
    """The catalogue of the person's own municipality; nothing for somebody from outside."""
    if user.division is None:
        return Record.objects.none()
    return Record.objects.filter(
        division__municipality=user.division.municipality_id
    ).select_related("division")


def found(
    records: QuerySet[Record], *, words: str, division: str, personal: str
) -> QuerySet[Record]:
    """The records in which every word stands somewhere, of one division or one kind."""
    for word in words.split():
        records = records.filter(
            Q(title__icontains=word)
            | Q(items__icontains=word)
            | Q(purpose__icontains=word)
            | Q(grain__icontains=word)
            | Q(division__name__icontains=word)
        )
    if division:
        records = records.filter(division=int(division))
    return records.filter(personal=personal) if personal else records


def divisions_near(user: User) -> QuerySet[Division]:
    """The divisions of the person's municipality; a 係 answers through its 課."""
    if user.division is None:
        return Division.objects.none()
    there = Division.objects.filter(municipality=user.division.municipality_id, until_date=None)
    return there.exclude(level=Level.SECTION)


def requests_visible_to(user: User) -> QuerySet[Request]:
    """Every request of the municipality: an answer helps the next who asks."""
    if user.division is None:
        return Request.objects.none()
    return (
        Request.objects.filter(municipality=user.division.municipality_id)
        .select_related("asked_by__division", "division", "record__division")
        .annotate(answer_count=Count("answers"))
    )


def waiting_requests(user: User) -> QuerySet[Request]:
    """What the person's division is asked and has not answered, the most urgent first."""
    if user.division is None:
        return Request.objects.none()
    return (
        requests_visible_to(user)
        .filter(Q(division=user.division) | Q(division=None), state=State.WAITING)
        .exclude(asked_by=user)
        .order_by("due_date", "pk")
    )


def holdings_visible_to(user: User) -> QuerySet[Holding]:
    """The files of the cases the person may see, and of all cases those their division owns."""
    groups = groups_visible_to(user).values("pk")
    own = Q(division=user.division_id) if user.division_id else Q(pk=None)
    return Holding.objects.filter(own | Q(case__group__in=groups)).select_related(
        "division", "case__group__division", "case__group__cohort"
    )


def uses_visible_to(user: User) -> QuerySet[Use]:
    """Applications for the files the person may see."""
    visible = holdings_visible_to(user).filter(pk=OuterRef("holding"))
    return (
        Use.objects.filter(Exists(visible))
        .select_related("holding__division", "holding__case__group", "applicant", "approver")
        .prefetch_related("people")
    )


def waiting_uses(user: User) -> QuerySet[Use]:
    """What waits for the decision of the person's division."""
    return (
        uses_visible_to(user)
        .filter(holding__division=user.division_id, state=UseState.WAITING)
        .exclude(applicant=user)
    )


def beyond_purpose(user: User, *, fiscal_year: int) -> QuerySet[Use]:
    """目的外利用: the year's approved uses beyond the purpose, of the person's municipality."""
    if user.division is None:
        return Use.objects.none()
    first, after = date(fiscal_year, 4, 1), date(fiscal_year + 1, 4, 1)
    return (
        Use.objects.filter(
            holding__division__municipality=user.division.municipality_id,
            state=UseState.APPROVED,
            decided_at__date__gte=first,
            decided_at__date__lt=after,
        )
        .exclude(basis=Basis.WITHIN)
        .select_related("holding__division", "holding__case__group__division")
        .prefetch_related("people")
        .order_by("decided_at", "pk")
    )


def newest_use(holding: Holding) -> Use | None:
    """The approval that counts: the one that runs longest."""
    approved = holding.uses.filter(state=UseState.APPROVED)
    return approved.prefetch_related("people").order_by("-expires_date", "-pk").first()


def openings_in(municipality_id: int) -> QuerySet[Opening]:
    """Who opened what, of all files that divisions of the municipality own."""
    return Opening.objects.filter(holding__division__municipality=municipality_id).select_related(
        "user__division", "holding__case", "holding__division", "use"
    )

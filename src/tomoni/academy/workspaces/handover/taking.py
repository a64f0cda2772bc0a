"""What somebody took over, as it is shown."""

from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Membership
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.handover import queries


@dataclass(frozen=True)
class PartView:
    """One part: of whom, where, and of a group its case with what waits there."""

    held: Membership
    url: str
    bundle_url: str = ""
    comments: int = 0
    drafts: int = 0


def parts_for(user: User) -> list[PartView]:
    """The parts that the person took over, the newest first. Four queries for any number."""
    held = list(queries.taken_over_by(user))
    groups = {each.group_id for each in held if each.group_id}
    cases = {each.group_id: each for each in models.Case.objects.filter(group__in=groups)}
    waiting = dict(
        models.Comment.objects.filter(
            version__artifact__case__group__in=groups, parent=None, resolved_at=None
        )
        .values_list("version__artifact__case")
        .annotate(count=Count("pk"))
    )
    drafts = {
        (case, author): count
        for case, author, count in models.Draft.objects.filter(case__group__in=groups)
        .values_list("case", "author")
        .annotate(count=Count("pk"))
    }
    return [_view(each, cases.get(each.group_id or 0), waiting, drafts) for each in held]


def find(user: User, *, held_id: int) -> Membership:
    """A part that the person took over; `Http404` otherwise."""
    return get_object_or_404(queries.taken_over_by(user), pk=held_id)


def _view(
    held: Membership,
    case: models.Case | None,
    waiting: dict[int, int],
    drafts: dict[tuple[int, int], int],
) -> PartView:
    if case is None:
        return PartView(held, held.place.get_absolute_url())
    return PartView(
        held,
        reverse("workspaces:case", args=(case.pk,)),
        bundle_url=reverse("workspaces:bundle", args=(case.pk,)),
        comments=waiting.get(case.pk, 0),
        drafts=drafts.get((case.pk, held.user_id), 0),
    )

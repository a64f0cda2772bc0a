"""The pages of a cohort beside its first one; each part registers its own once, in `ready`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from tomoni.academy.cohorts.models import Cohort, Role

Roles = frozenset[Role]


@dataclass(frozen=True)
class CohortPage:
    """`view`: its address's name, which takes the cohort's key. `opens`: for which roles."""

    label: str | Promise
    view: str
    opens: Callable[[Roles], bool]
    order: int


_registered: dict[str, CohortPage] = {}


def register(page: CohortPage) -> None:
    """Let a part offer a page; a second call for the same address replaces the first."""
    _registered[page.view] = page


def links(cohort: Cohort, *, roles: Roles) -> list[tuple[str | Promise, str]]:
    """Label and address of every page that somebody with these roles in the cohort may open."""
    found = sorted(_registered.values(), key=lambda page: page.order)
    return [
        (page.label, reverse(page.view, args=(cohort.pk,))) for page in found if page.opens(roles)
    ]

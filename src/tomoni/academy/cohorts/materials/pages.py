"""What the pages of materials share: what is found, who may write, the way back."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import queries as cohorts
from tomoni.academy.cohorts.materials import forms, queries, rules, shelf
from tomoni.academy.cohorts.materials.models import Kind, Material
from tomoni.academy.cohorts.models import Cohort, Role
from tomoni.academy.cohorts.services import curriculum_of

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class Found:
    """A cohort whose materials the person may read, and the parts they take in it."""

    cohort: Cohort
    roles: frozenset[Role]

    @property
    def leads(self) -> bool:
        return bool(self.roles & rules.LEADERS)

    def may_write(self, kind: str) -> bool:
        return rules.may_write(self.roles, kind=kind) is None

    def allow(self, kind: str) -> None:
        """Raises `PermissionDenied` with the reason."""
        reason = rules.may_write(self.roles, kind=kind)
        if reason is not None:
            raise PermissionDenied(reason)


def find(request: SignedInRequest, cohort_id: int) -> Found:
    """`Http404` for who may not read its materials."""
    cohort = get_object_or_404(queries.cohorts_with_materials(request.user), pk=cohort_id)
    return Found(cohort, cohorts.roles_in_cohort(request.user, cohort=cohort))


def find_material(request: SignedInRequest, material_id: int) -> tuple[Found, Material]:
    """`Http404` for who may not see it."""
    material = get_object_or_404(queries.visible_to(request.user), pk=material_id)
    roles = cohorts.roles_in_cohort(request.user, cohort=material.cohort)
    return Found(material.cohort, roles), material


def crumbs(cohort: Cohort, *more: tuple[str, str]) -> Crumbs:
    """From the first page to the shelf and further."""
    place = reverse("materials:shelf", args=(cohort.pk,))
    return [
        (_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), (_("資料"), place), *more,
    ]  # fmt: skip


def fields_for(found: Found, *, kind: Kind, is_new: bool) -> forms.Fields:
    """What is asked of a material of this kind in this cohort."""
    curriculum = curriculum_of(found.cohort)
    return forms.fields_for(
        kind,
        sessions=[
            (str(each.number), shelf.session_title(each.number, each.title))
            for each in curriculum.sessions
        ],
        steps=[(each.id, each.title) for each in curriculum.steps],
        leads=found.leads,
        is_new=is_new,
    )

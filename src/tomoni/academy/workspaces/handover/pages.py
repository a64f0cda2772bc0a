"""What the pages of teaching cases share: what is found, and the way back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import queries as cohorts
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.roles import READERS
from tomoni.academy.workspaces.handover import queries
from tomoni.academy.workspaces.handover.models import TeachingCase

Crumbs = list[tuple[str, str]]


def find_cohort(request: SignedInRequest, cohort_id: int) -> Cohort:
    """A cohort in which the person reads; `Http404` for everybody else."""
    cohort = get_object_or_404(cohorts.cohorts_visible_to(request.user), pk=cohort_id)
    if not cohorts.roles_in_cohort(request.user, cohort=cohort) & READERS:
        raise Http404
    return cohort


def find_run(request: SignedInRequest, cohort_id: int) -> Cohort:
    """A cohort whose secretariat the person is; `Http404` for everybody else."""
    return get_object_or_404(cohorts.cohorts_run_by(request.user), pk=cohort_id)


def find_teaching(request: SignedInRequest, teaching_id: int) -> TeachingCase:
    """A teaching case that the person may see; `Http404` otherwise."""
    return get_object_or_404(queries.teaching_cases_visible_to(request.user), pk=teaching_id)


def find_prepared(request: SignedInRequest, teaching_id: int) -> TeachingCase:
    """One that has something to read."""
    found = find_teaching(request, teaching_id)
    if found.content_id is None:
        raise Http404
    return found


def cohort_crumbs(cohort: Cohort, *more: tuple[str, str]) -> Crumbs:
    return [(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), *more]


def teaching_crumbs(teaching: TeachingCase, *more: tuple[str, str]) -> Crumbs:
    """From the first page to the teaching case and further."""
    return [
        (_("自分の番"), "/"), (_("教材ケース"), reverse("handover:all_teaching")),
        (teaching.title, teaching.get_absolute_url()), *more,
    ]  # fmt: skip

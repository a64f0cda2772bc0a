"""What every page of a case starts from: the case that the person may see, the step it is on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.accounts.requests import refuse as refuse
from tomoni.academy.cohorts import rules
from tomoni.academy.ui.parts import StepView
from tomoni.academy.workspaces import models, progress, queries
from tomoni.academy.workspaces.reading import Opened, Step, open_case

WORKSHEET = "worksheet"


@dataclass(frozen=True)
class StepPage:
    """A step of a case as one person sees it."""

    row: models.Case
    opened: Opened
    step: Step
    refusal: str | None
    """Why this person may not write here; None: may."""

    @cached_property
    def values(self) -> dict[str, Any]:
        """What `workspaces/step_page.html` shows around the step's own content."""
        standings = progress.standings(self.opened)
        stale = self.opened.titles(self.opened.stale)
        return {
            "case": self.row,
            "step": self.step,
            "steps": step_views(self.row, standings, current=self.step.id),
            "refusal": self.refusal,
            "stale": stale,
            "worksheets": progress.worksheets(self.opened, self.step),
            "crumbs": [*crumbs(self.row), (self.step.title, "")],
        }


def find_case(request: SignedInRequest, *, case_id: int) -> models.Case:
    """The case, when the person may see it; `Http404` otherwise."""
    return get_object_or_404(queries.cases_visible_to(request.user), pk=case_id)


def for_editing(request: SignedInRequest, *, case_id: int) -> models.Case:
    """The case, when the person may write in it; `Http404`, or `PermissionDenied` with why not."""
    row = find_case(request, case_id=case_id)
    refuse(rules.may_edit_group(request.user, group=row.group))
    return row


def find_step(request: SignedInRequest, *, case_id: int, step_id: str, page: str) -> StepPage:
    """The step; `Http404` when the curriculum has none of that name that this page serves."""
    row = find_case(request, case_id=case_id)
    opened = open_case(row)
    for step in opened.curriculum.steps:
        if step.id == step_id and step.page == page:
            return StepPage(
                row=row,
                opened=opened,
                step=step,
                refusal=rules.may_edit_group(request.user, group=row.group),
            )
    raise Http404


def posted_base(request: SignedInRequest, *, newest: int) -> int:
    """Number of the version that the posted was begun from; `Http404` when there is none such."""
    base = request.POST.get("base", "")
    if not base.isdecimal() or len(base) > 9 or int(base) > newest:
        raise Http404
    return int(base)


def step_of(opened: Opened, *, worksheet: str) -> Step:
    """The first step that uses the worksheet; `Http404` when none does."""
    for step in opened.curriculum.steps:
        if worksheet in step.worksheets:
            return step
    raise Http404


def step_url(row: models.Case, step: Step) -> str:
    """The address of a step's page: the namespace is the page that serves it."""
    if step.page == WORKSHEET:
        return reverse("workspaces:step", args=(row.pk, step.id))
    return reverse(f"{step.page}:step", args=(row.pk, step.id))


def step_views(
    row: models.Case, standings: list[progress.Standing], *, current: str = ""
) -> list[StepView]:
    """The steps for the navigation beside a page."""
    return [
        StepView(
            title=standing.step.title,
            url=step_url(row, standing.step),
            state=standing.state,
            current=standing.step.id == current,
        )
        for standing in standings
    ]


def crumbs(row: models.Case) -> list[tuple[str, str]]:
    """From the first page to the case."""
    return [(_("自分の番"), "/"), (row.title, reverse("workspaces:case", args=(row.pk,)))]

"""Where a page of the flow stands: one of the two flows of a case, as one person has it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import forms, reading
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces import pages


@dataclass(frozen=True)
class Place:
    """One of the two flows, on the page of one person."""

    page: pages.StepPage
    user: User
    key: str

    @cached_property
    def sheet(self) -> reading.Sheet:
        return reading.sheet(self.page.opened, user=self.user, key=self.key)

    @property
    def fields(self) -> dict[str, FieldView]:
        return forms.fields(
            self.sheet.values,
            quotes=reading.quotes(self.page.opened),
            grades=reading.GRADES,
            lane_kinds=reading.LANE_KINDS,
            disabled=self.page.refusal is not None,
        )

    @property
    def arguments(self) -> tuple[int, str, str]:
        return self.page.row.pk, self.page.step.id, self.key

    @property
    def url(self) -> str:
        step = reverse("flow:step", args=(self.page.row.pk, self.page.step.id))
        return step if self.key == reading.AS_IS else f"{step}?flow={self.key}"

    def posted(self, request: SignedInRequest) -> tuple[dict[str, Any], int]:
        """What was typed, and the number of the version it was begun from."""
        base = pages.posted_base(request, newest=self.sheet.newest)
        return forms.read(request.POST, like=self.fields), base


def find(
    request: SignedInRequest, *, case_id: int, step_id: str, key: str, writes: bool = False
) -> Place:
    """The place; `Http404` when the person may not see it, `PermissionDenied` when not write."""
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="flow")
    if key not in reading.KEYS:
        raise Http404
    if writes:
        pages.refuse(page.refusal)
    return Place(page=page, user=request.user, key=key)

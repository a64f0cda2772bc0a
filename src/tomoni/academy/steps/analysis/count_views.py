"""Counting rows that fit conditions."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.analysis import count_forms, counting, reading, services
from tomoni.academy.steps.analysis.services import ConflictError, TomoniError
from tomoni.academy.steps.analysis.views import at_the_same_time, find, values_of
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    known = counting.Known(key="", label="", table="", rows=[])
    return _page(request, page, known)


@require_http_methods(["GET", "POST"])
def count(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Counts anew under other conditions: a new version of the same number."""
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    known = counting.known(page.opened, key)
    if known is None:
        raise Http404
    return _page(request, page, known)


def _page(request: SignedInRequest, page: pages.StepPage, known: counting.Known) -> HttpResponse:
    tables = reading.tables(page.opened, user=request.user)
    named = request.GET.get("table", "") or known.table
    keys = [key for key, _title in tables]
    table = named if named in keys else (keys[0] if len(keys) == 1 else "")
    fields = count_forms.fields(
        columns=counting.columns(page.opened, table),
        values={"label": known.label, "conditions": known.rows},
    )
    problem = ""
    if request.method == "POST" and table:
        fields = count_forms.read(request.POST, fields=fields)
        if not any(field.invalid for field in fields):
            problem = _count(request, page, known.key, table, fields)
            if not problem:
                messages.success(request, _("数えました。"))
                return redirect("analysis:step", page.row.pk, page.step.id)
            fields = count_forms.refused(fields, sentence=problem)
    wrong = any(field.invalid for field in fields)
    values = values_of(page, title=known.label or _("行を数える")) | {
        "key": known.key,
        "table": table,
        "tables": tables,
        "fields": fields,
        "wrong": wrong,
    }
    return render(request, "analysis/count.html", values, status=422 if wrong else 200)


def _count(
    request: SignedInRequest,
    page: pages.StepPage,
    key: str,
    table: str,
    fields: tuple[FieldView, ...],
) -> str:
    """Counts; what went wrong, in words."""
    given: Mapping[str, Any] = {field.name: field.value for field in fields}
    custody.enter(request.user, opened=page.opened, key=table, action=Action.ASKED)
    try:
        services.count(
            page.row,
            actor=request.user,
            key=key,
            label=given["label"],
            table=table,
            filters=counting.filters(page.opened, table, given["conditions"]),
        )
    except TomoniError as error:
        return error_sentence(error)
    except ConflictError:
        return at_the_same_time()
    return ""

"""The proposal as it will be handed in."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.proposal import services
from tomoni.academy.steps.proposal.preview import preview
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.downloads import attachment

_TYPES: dict[services.Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@require_GET
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="proposal")
    changes = services.changes(page.opened)
    values = page.values | {
        "document": preview(page.opened),
        "changes": changes,
        "lacks": services.lacks(page.opened),
        "quotables": services.quotables(page.opened),
    }
    if changes:
        values["stale"] = []
    return render(request, "proposal/step.html", values)


@require_GET
def download(request: SignedInRequest, case_id: int, step_id: str, form: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="proposal")
    wanted = next((known for known in _TYPES if known == form), None)
    if wanted is None:
        raise Http404
    try:
        data = services.render(page.opened, form=wanted)
    except services.TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect("proposal:step", case_id, step_id)
    if data is None:
        raise Http404
    title, number = services.version_of(page.opened)
    name = _("政策提案書_%(title)s_第%(number)s版") % {
        "title": re.sub(r'[\\/:*?"<>|\x00-\x1f]', "＿", title)[:80],
        "number": number,
    }
    return attachment(data, name=f"{name}.{form}", kind=_TYPES[wanted])

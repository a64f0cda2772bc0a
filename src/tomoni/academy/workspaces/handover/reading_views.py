"""A teaching case to be read: step by step, its pictures, its numbers' ways, all of it as files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.ui.attachments import attachment
from tomoni.academy.ui.parts import StepView
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.handover import pages, reading, rules, services
from tomoni.academy.workspaces.handover.models import TeachingCase
from tomoni.academy.workspaces.reading import Opened

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def teaching(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    """What it is, where it comes from, what is not in it, and its steps."""
    found = pages.find_teaching(request, teaching_id)
    if found.content_id is None:
        return redirect("handover:check", found.pk)
    opened = reading.opened(found)
    values = {
        "teaching": found,
        "curriculum_title": opened.curriculum.title,
        "steps": _steps(found, opened),
        "left_out": reading.left_out(opened),
        "kept": [each for each in found.replacements if each["keep"]],
        "replaced": sum(not each["keep"] for each in found.replacements),
        "prepares": rules.may_prepare(request.user, teaching=found) is None,
        "approves": rules.may_approve(request.user, teaching=found) is None,
        "asked_oneself": found.state == "asked" and found.made_by_id == request.user.pk,
        "crumbs": [*pages.teaching_crumbs(found)[:-1], (found.title, "")],
    }
    return render(request, "handover/teaching.html", values)


@require_GET
def step(request: SignedInRequest, teaching_id: int, step_id: str) -> HttpResponse:
    found = pages.find_prepared(request, teaching_id)
    opened = reading.opened(found)
    this = next((each for each in opened.curriculum.steps if each.id == step_id), None)
    if this is None:
        raise Http404
    values = {
        "teaching": found,
        "step": this,
        "steps": _steps(found, opened, current=step_id),
        "parts": reading.parts_of(found, opened, this),
        "crumbs": pages.teaching_crumbs(found, (this.title, "")),
    }
    return render(request, "handover/step.html", values)


@require_GET
def trace(request: SignedInRequest, teaching_id: int, name: str) -> HttpResponse:
    """Where a number comes from, as far as the material goes."""
    found = pages.find_prepared(request, teaching_id)
    way = reading.trace(reading.opened(found), name)
    if way is None:
        raise Http404
    label = way.quantity.label or name
    values = {
        "teaching": found,
        "label": label,
        "steps": reading.steps_of(way),
        "sources": way.sources,
        "crumbs": pages.teaching_crumbs(found, (label, "")),
    }
    return render(request, "handover/trace.html", values)


@require_GET
def picture(request: SignedInRequest, teaching_id: int, key: str, name: str) -> HttpResponse:
    found = pages.find_prepared(request, teaching_id)
    data = reading.picture(reading.opened(found), key=key, name=name)
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type="image/svg+xml")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def document(request: SignedInRequest, teaching_id: int, key: str, form: str) -> HttpResponse:
    """The proposal as a Word file or PDF."""
    found = pages.find_prepared(request, teaching_id)
    if form not in _KINDS:
        raise Http404
    data = reading.document(reading.opened(found), key=key, form="pdf" if form == "pdf" else "docx")
    if data is None:
        raise Http404
    return attachment(data, name=f"{found.title}.{form}", kind=_KINDS[form])


@require_GET
def bundle(request: SignedInRequest, teaching_id: int) -> HttpResponse:
    found = pages.find_prepared(request, teaching_id)
    try:
        data = services.bytes_of(found)
    except AccountsError as error:
        messages.error(request, error_sentence(error))
        return redirect("handover:all_teaching")
    name = _("教材ケース %(title)s.zip") % {"title": found.title}
    return attachment(data, name=name, kind="application/zip")


def _steps(found: TeachingCase, opened: Opened, *, current: str = "") -> list[StepView]:
    there = {
        each.id: "done" if reading.parts_of(found, opened, each) else "todo"
        for each in opened.curriculum.steps
    }
    return [
        StepView(
            title=each.title,
            url=reading.step_url(found, each.id),
            state=there[each.id],
            current=each.id == current,
        )
        for each in opened.curriculum.steps
    ]

"""The secretariat goes through the applications, decides, and makes the results known."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.calls import forms, queries, rules, selecting, services, sheet
from tomoni.academy.cohorts.calls.application_views import decision as decision_section
from tomoni.academy.cohorts.calls.models import Application, ApplicationState, Decision
from tomoni.academy.cohorts.calls.pages import (
    application_crumbs,
    application_page,
    crumbs,
    find_application,
    find_own_call,
    today,
)
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence


@require_GET
def applications(request: SignedInRequest, call_id: int) -> HttpResponse:
    """All applications as a table, what is decided so far, and what is missing for the results."""
    call = find_own_call(request, call_id)
    found = queries.in_call(request.user, call=call)
    sent = [each for each in found if each.state == ApplicationState.SENT]
    refusal = rules.may_announce_results(request.user, call=call, today=today())
    values = {
        "call": call,
        "state": call.state(today()),
        "applications": found,
        "count": len(sent),
        "selected": sum(each.decision == Decision.SELECTED for each in sent),
        "undecided": sum(not each.decision for each in sent),
        "refusal": refusal,
        "crumbs": crumbs((str(call), call.get_absolute_url()), (_("応募の一覧"), "")),
    }
    return render(request, "calls/applications.html", values)


@require_GET
def download(request: SignedInRequest, call_id: int) -> HttpResponse:
    """The same table as a workbook."""
    call = find_own_call(request, call_id)
    data = sheet.workbook(call, queries.in_call(request.user, call=call))
    name = _("%(cohort)s 応募の一覧.xlsx") % {"cohort": call.cohort.title}
    return attachment(data, name=name, kind=WORKBOOK)


@require_POST
def announce_results(request: SignedInRequest, call_id: int) -> HttpResponse:
    call = find_own_call(request, call_id)
    refuse(rules.may_announce_results(request.user, call=call, today=today()))
    try:
        groups = selecting.announce_results(call, actor=request.user, today=today())
    except CohortsError as error:
        messages.error(request, error_sentence(error))
        return redirect("calls:applications", call.pk)
    said = ngettext(
        "結果を知らせました。%(count)s班ができました。",
        "結果を知らせました。%(count)s班ができました。", len(groups),
    )  # fmt: skip
    messages.success(request, said % {"count": len(groups)})
    return redirect("calls:applications", call.pk)


@require_http_methods(["GET", "POST"])
def in_person(request: SignedInRequest, application_id: int) -> HttpResponse:
    """An approval that was given in person is written down."""
    found = _find(request, application_id)
    refuse(rules.may_record_approval(request.user, application=found))
    fields = forms.in_person_fields(found, today=today())
    if request.method == "POST":
        fields = forms.read_in_person(request.POST, fields=fields, today=today())
        if not has_errors(fields):
            services.record_approval(
                found, approver=forms.text(fields, "approver"), text=forms.text(fields, "text"),
                actor=request.user, day=forms.day_of(fields),
            )  # fmt: skip
            messages.success(request, _("承認を記録しました。"))
            return redirect(found)
    return form_page(
        request, fields=fields, title=_("対面での承認を記録する"), button=_("記録する"),
        back=found.get_absolute_url(), crumbs=application_crumbs(found),
        lead=_("所属長から直接聞いたときに使います。記録した人の名前も残ります。"),
    )  # fmt: skip


@require_POST
def decide(request: SignedInRequest, application_id: int) -> HttpResponse:
    found = _find(request, application_id)
    refuse(rules.may_decide(request.user, application=found, today=today()))
    fields = forms.read(request.POST, fields=forms.decision_fields(found))
    if not has_errors(fields):
        try:
            selecting.decide(
                found, decision=Decision(forms.text(fields, "decision")),
                reason=forms.text(fields, "reason"), seen=request.POST.get("seen", ""),
                actor=request.user, today=today(),
            )  # fmt: skip
        except CohortsError as error:
            fields = forms.refused(fields, code=error.code, sentence=error_sentence(error))
            found = _find(request, application_id)
        else:
            said = _("「%(work)s」の選考を記録しました。")
            messages.success(request, said % {"work": found.work})
            return redirect("calls:applications", found.call_id)
    return application_page(request, found, section=decision_section(found, fields))


@require_POST
def move(request: SignedInRequest, application_id: int) -> HttpResponse:
    """Up or down among those in reserve."""
    found = _find(request, application_id)
    refuse(rules.may_decide(request.user, application=found, today=today()))
    up = request.POST.get("to") == "up"
    selecting.move(found, up=up, actor=request.user, today=today())
    return redirect("calls:applications", found.call_id)


def _find(request: SignedInRequest, application_id: int) -> Application:
    """An application of a call that the person runs; `Http404` otherwise."""
    found = find_application(request, application_id)
    find_own_call(request, found.call_id)
    return found

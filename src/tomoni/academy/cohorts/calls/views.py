"""A call: written, announced, read by everybody, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.calls import forms, queries, rules, services
from tomoni.academy.cohorts.calls.pages import crumbs, find_call, find_own_call, today
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.queries import cohorts_run_by
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence


@require_GET
def calls(request: SignedInRequest) -> HttpResponse:
    """Every call that the person may read, the newest first."""
    found = queries.calls_visible_to(request.user)
    values = {
        "calls": [(call, call.state(today())) for call in found],
        "applications": queries.applications_of(request.user),
        "crumbs": [*crumbs()[:-1], (_("募集"), "")],
    }
    return render(request, "calls/calls.html", values)


@require_http_methods(["GET", "POST"])
def of_cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The cohort's call; while there is none, the form that makes it."""
    cohort = get_object_or_404(cohorts_run_by(request.user), pk=cohort_id)
    made = queries.calls_run_by(request.user).filter(cohort=cohort).first()
    if made is not None:
        return redirect(made)
    fields = forms.call_fields(None, today=today())
    if request.method == "POST":
        fields, said = forms.read_call(request.POST, fields=fields)
        if not has_errors(fields):
            call = services.draft_call(cohort, values=said, actor=request.user)
            messages.success(
                request, _("下書きを作りました。読み返してから「全員に知らせる」を押してください。")
            )
            return redirect(call)
    return form_page(
        request, fields=fields, title=_("募集を作る"), button=_("下書きを作る"),
        back=cohort.get_absolute_url(),
        crumbs=[(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url())],
        lead=_("全員に知らせるまでは、事務局だけに見えます。"),
    )  # fmt: skip


@require_GET
def call(request: SignedInRequest, call_id: int) -> HttpResponse:
    """What the call says, and what the person can do."""
    found = find_call(request, call_id)
    user, day = request.user, today()
    refusal = rules.may_apply(user, call=found, today=day)
    mine = queries.applications_of(user).filter(call=found)
    runs = rules.may_run(user, call=found) is None
    values = {
        "call": found,
        "state": found.state(day),
        "mine": mine,
        "refusal": refusal,
        "may_apply": refusal is None and not any(each.is_live for each in mine),
        "runs": runs,
        "may_announce": runs and found.announced_at is None,
        "may_close": runs and rules.may_close(user, call=found, today=day) is None,
        "may_edit": runs and found.results_at is None,
        "crumbs": crumbs((str(found), "")),
    }
    return render(request, "calls/call.html", values)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, call_id: int) -> HttpResponse:
    found = find_own_call(request, call_id)
    refuse(rules.may_edit(request.user, call=found))
    fields = forms.call_fields(found, today=today())
    if request.method == "POST":
        fields, said = forms.read_call(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                services.change_call(found, values=said, actor=request.user)
            except CohortsError as error:
                fields = forms.refused(fields, code=error.code, sentence=error_sentence(error))
            else:
                messages.success(request, _("募集を直しました。"))
                return redirect(found)
    return form_page(
        request, fields=fields, title=_("募集を直す"), button=_("直す"),
        back=found.get_absolute_url(), crumbs=crumbs((str(found), found.get_absolute_url())),
    )  # fmt: skip


@require_POST
def announce(request: SignedInRequest, call_id: int) -> HttpResponse:
    found = find_own_call(request, call_id)
    count = services.announce(found, actor=request.user)
    said = ngettext(
        "募集を始めました。%(count)s人にお知らせを送りました。",
        "募集を始めました。%(count)s人にお知らせを送りました。", count,
    )  # fmt: skip
    messages.success(request, said % {"count": count})
    return redirect(found)


@require_POST
def close(request: SignedInRequest, call_id: int) -> HttpResponse:
    found = find_own_call(request, call_id)
    services.close(found, actor=request.user, today=today())
    messages.success(request, _("募集を締め切りました。選考に進めます。"))
    return redirect("calls:applications", found.pk)

"""照会: who has it? Questions to divisions, their answers, a reminder."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.workspaces.desk import forms, queries, rules, services
from tomoni.academy.workspaces.desk.models import Request, State
from tomoni.academy.workspaces.desk.pages import crumbs, own_division, today
from tomoni.academy.workspaces.pages import refuse


@require_GET
def requests(request: SignedInRequest) -> HttpResponse:
    own_division(request)
    found = queries.requests_visible_to(request.user)
    values = {
        "waiting": queries.waiting_requests(request.user),
        "mine": found.filter(asked_by=request.user),
        "all": found[:100],
        "today": today(),
        "crumbs": crumbs((_("照会"), "")),
    }
    return render(request, "desk/requests.html", values)


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    """A question about a record (`?record=`), or about data of which nobody knows yet."""
    own_division(request)
    wanted = request.GET.get("record", "")
    records = queries.records_visible_to(request.user)
    record = get_object_or_404(records, pk=wanted) if wanted.isdecimal() else None
    divisions = queries.divisions_near(request.user)
    about = record.title if record else ""
    fields = forms.request_fields(divisions, about=about)
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        fields = forms.ahead(fields, name="due_date", today=today())
        if not has_errors(fields):
            values = forms.values_of(fields)
            asked = services.ask(
                actor=request.user,
                text=values["text"],
                due_date=date.fromisoformat(values["due_date"]),
                division=divisions.filter(pk=values.get("division") or 0).first(),
                record=record,
            )
            messages.success(request, _("照会を送りました。答えはこのページに出ます。"))
            return redirect(asked)
    title = _("「%s」について聞く") % about if about else _("このデータを持っている課を聞く")
    back = record.get_absolute_url() if record else reverse("desk:requests")
    return form_page(
        request,
        fields=fields,
        title=title,
        button=_("照会を送る"),
        back=back,
        crumbs=crumbs(),
    )


@require_http_methods(["GET", "POST"])
def request_page(request: SignedInRequest, request_id: int) -> HttpResponse:
    """One question, its answers so far, and the form for one more."""
    found = get_object_or_404(queries.requests_visible_to(request.user), pk=request_id)
    refusal = rules.may_answer(request.user, request=found)
    fields = forms.answer_fields()
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            said = forms.values_of(fields)
            services.answer(
                found, actor=request.user, state=State(said["state"]), text=said["text"]
            )
            messages.success(request, _("答えを送りました。"))
            return redirect(found)
    wrong = has_errors(fields)
    values = {
        "asked": found,
        "answers": found.answers.select_related("author"),
        "late": found.is_late(today()),
        "refusal": refusal,
        "may_close": rules.may_close(request.user, request=found) is None,
        "fields": fields,
        "wrong": wrong,
        "crumbs": crumbs((_("照会"), reverse("desk:requests")), (str(found), "")),
    }
    return render(request, "desk/request.html", values, status=422 if wrong else 200)


@require_POST
def close(request: SignedInRequest, request_id: int) -> HttpResponse:
    found = _own(request, request_id)
    services.close(found)
    messages.info(request, _("照会を取り下げました。"))
    return redirect(found)


@require_POST
def remind(request: SignedInRequest, request_id: int) -> HttpResponse:
    found = _own(request, request_id)
    services.remind(found)
    messages.success(request, _("催促しました。聞かれた課の「自分の番」の先頭に出ます。"))
    return redirect(found)


def _own(request: SignedInRequest, request_id: int) -> Request:
    found = get_object_or_404(queries.requests_visible_to(request.user), pk=request_id)
    refuse(rules.may_close(request.user, request=found))
    return found

"""An application: written, sent, read, approved by the manager, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.calls import forms, queries, rules, selecting, services
from tomoni.academy.cohorts.calls.models import Application, ApplicationState
from tomoni.academy.cohorts.calls.pages import (
    Section,
    application_crumbs,
    application_page,
    crumbs,
    find_application,
    find_call,
    today,
)
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.people_pages import Fields
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.parts import ChangeView
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_http_methods(["GET", "POST"])
def apply(request: SignedInRequest, call_id: int) -> HttpResponse:
    """A new application of the person's division; the one they have already is opened."""
    call = find_call(request, call_id)
    own = queries.applications_of(request.user).filter(call=call, applicant=request.user)
    mine = own.exclude(state=ApplicationState.WITHDRAWN).first()
    if mine is not None:
        return redirect("calls:edit_application", mine.pk)
    refuse(rules.may_apply(request.user, call=call, today=today()))
    application = Application(
        call=call, applicant=request.user, division=request.user.division, saved_by=request.user
    )
    head = queries.head_of(application.division)
    named = forms.Named(members=(request.user,), manager=head if head != request.user else None)
    return _write(request, application, named)


@require_GET
def application(request: SignedInRequest, application_id: int) -> HttpResponse:
    found = find_application(request, application_id)
    refusal = rules.may_decide(request.user, application=found, today=today())
    return application_page(request, found, section=None if refusal else decision(found))


@require_http_methods(["GET", "POST"])
def edit_application(request: SignedInRequest, application_id: int) -> HttpResponse:
    found = find_application(request, application_id)
    refuse(rules.may_change(request.user, application=found, today=today()))
    return _write(request, found, forms.Named(tuple(found.people()), found.manager))


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, application_id: int) -> HttpResponse:
    found = find_application(request, application_id)
    refuse(rules.may_withdraw(request.user, application=found))
    fields = forms.withdrawal_fields()
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            why = forms.text(fields, "why")
            moved = selecting.withdraw(found, why=why, actor=request.user, today=today())
            messages.success(request, _("取り下げました。"))
            if moved is not None:
                messages.info(request, _("補欠の1番目が繰り上がりました。"))
            return redirect(found)
    lead = _("取り下げると、元には戻せません。")
    if found.group_id is not None:
        lead = _("取り下げると班がなくなり、補欠の1番目が繰り上がります。元には戻せません。")
    return form_page(
        request, fields=fields, title=_("応募を取り下げる"), button=_("取り下げる"),
        back=found.get_absolute_url(), crumbs=application_crumbs(found), lead=lead,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def approval(request: SignedInRequest, application_id: int) -> HttpResponse:
    """The manager's page, and nobody else's."""
    found = find_application(request, application_id)
    if found.manager_id != request.user.pk:
        raise Http404
    refuse(rules.may_approve(request.user, application=found))
    fields = forms.approval_fields()
    if request.method == "POST":
        fields = _reasoned(forms.read(request.POST, fields=fields))
        if not has_errors(fields):
            approved = forms.text(fields, "approved") == "yes"
            services.approve(
                found, approved=approved, text=forms.text(fields, "text"), actor=request.user,
                day=today(),
            )  # fmt: skip
            messages.success(request, _("返事を記録し、応募した人に知らせました。"))
            return redirect(found)
    section = Section(
        _("所属長の承認"), fields, _("返事を記録する"), request.path,
        lead=_("%(name)sさんから承認を頼まれています。結果が出るまでは、返事を変えられます。")
        % {"name": found.applicant.display_name},
    )  # fmt: skip
    return application_page(request, found, section=section)


def decision(found: Application, fields: Fields | None = None) -> Section:
    """What the secretariat is asked of an application."""
    return Section(
        _("選考"), fields or forms.decision_fields(found), _("選考を記録する"),
        reverse("calls:decide", args=(found.pk,)),
        lead=_("「結果を知らせる」を押すまで、応募した人には見えません。"),
    )  # fmt: skip


def _reasoned(fields: Fields) -> Fields:
    if forms.text(fields, "approved") == "no" and not forms.text(fields, "text"):
        sentence = _("認めないときは、わけを書いてください。")
        return with_error(fields, name="text", sentence=sentence)
    return fields


def _write(request: SignedInRequest, found: Application, named: forms.Named) -> HttpResponse:
    """The form of an application, kept as a draft or sent."""
    near = list(queries.colleagues(found.division))
    places = services.places_of(found.call.cohort)
    fields = forms.application_fields(found, near=near, named=named, places=places)
    changes: list[ChangeView] = []
    if request.method == "POST":
        send = "send" in request.POST
        fields, said = forms.read_application(
            request.POST, fields=fields, near=near, places=places,
            whole=send or found.state == ApplicationState.SENT,
        )  # fmt: skip
        if not has_errors(fields):
            try:
                saved = _save(request, found, fields, said=said, send=send)
            except CohortsError as error:
                fields, changes, found = _refused(request, found, fields, error)
            else:
                return redirect(saved)
    return _form(request, found, fields, changes=changes)


def _save(
    request: SignedInRequest, found: Application, fields: Fields, *, said: forms.Named, send: bool
) -> Application:
    answers = services.Answers(
        work=forms.text(fields, "work"), problem=forms.text(fields, "problem"),
        hope=forms.text(fields, "hope"), members=said.members, manager=said.manager,
    )  # fmt: skip
    base = request.POST.get("base", "")
    saved = services.save_application(
        found, answers=answers, base=int(base) if base.isdecimal() and len(base) < 9 else -1,
        send=send, actor=request.user, today=today(),
    )  # fmt: skip
    sentence = _("下書きを保存しました。締め切りまでに送ってください。")
    if saved.state == ApplicationState.SENT:
        sentence = _("応募を送りました。締め切りまでは書き直せます。")
    messages.success(request, sentence)
    return saved


def _refused(
    request: SignedInRequest, found: Application, fields: Fields, error: CohortsError
) -> tuple[Fields, list[ChangeView], Application]:
    """The form with what is wrong; where somebody else saved first, what they wrote beside it."""
    fields = forms.refused(fields, code=error.code, sentence=error_sentence(error))
    if error.code != "saved-meanwhile":
        return fields, [], found
    newest = find_application(request, found.pk)
    changes = [
        ChangeView(field.label, left=getattr(newest, field.name), right=field.text)
        for field in fields
        if field.type in {"short_text", "long_text"} and field.name in {"work", "problem", "hope"}
        and getattr(newest, field.name) != field.text
    ]  # fmt: skip
    return fields, changes, newest


def _form(
    request: SignedInRequest, found: Application, fields: Fields, *, changes: list[ChangeView]
) -> HttpResponse:
    call, wrong = found.call, has_errors(fields)
    new = found.pk is None
    title = _("応募する") if found.state == ApplicationState.DRAFT else _("応募を書き直す")
    values: dict[str, Any] = {
        "application": found,
        "call": call,
        "fields": fields,
        "changes": changes,
        "base": found.saves,
        "is_sent": found.state == ApplicationState.SENT,
        "title": title,
        "back": call.get_absolute_url() if new else found.get_absolute_url(),
        "wrong": wrong,
        "crumbs": [*crumbs((str(call), call.get_absolute_url())), (title, "")],
    }
    return render(request, "calls/application_form.html", values, status=422 if wrong else 200)

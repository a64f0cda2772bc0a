"""利用の申請 (第69条): asked for, decided by the owner, listed once a year."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.rules import may_edit_group
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.workspaces.desk import forms, queries, rules, services
from tomoni.academy.workspaces.desk.models import Use, UseState
from tomoni.academy.workspaces.desk.pages import crumbs, own_division, today
from tomoni.academy.workspaces.pages import refuse

_FIRST_MONTH = 4


@require_http_methods(["GET", "POST"])
def apply(request: SignedInRequest, holding_id: int) -> HttpResponse:
    """An application for a file; the group's participants may be named as its users."""
    holding = get_object_or_404(queries.holdings_visible_to(request.user), pk=holding_id)
    group = holding.case.group
    refuse(may_edit_group(request.user, group=group))
    people = {str(each.pk): each for each in group.participants()}
    fields = forms.use_fields(people.values())
    if request.method == "POST":
        fields = forms.read_use(request.POST, fields=fields, today=today())
        if not has_errors(fields):
            values = forms.values_of(fields)
            named = [people[each] for each in values.pop("people") if each in people]
            values["expires_date"] = date.fromisoformat(values["expires_date"])
            use = services.apply(holding, actor=request.user, people=named, values=values)
            messages.success(request, _APPLIED[UseState(use.state)]())
            return redirect(use)
    lead = _(
        "個人情報は、集めたときの目的のとおりに使うのが原則です。"
        "目的の外で使うときは、保有課の承認が要ります。承認されるまで、データは閉じています。"
    )
    return form_page(
        request,
        fields=fields,
        title=_("データの利用を申請する"),
        button=_("申請する"),
        back=reverse("desk:holding", args=(holding.pk,)),
        crumbs=crumbs(),
        lead=lead,
    )


_APPLIED = {
    UseState.WAITING: lambda: _("申請しました。保有課が承認すると、データが開きます。"),
    UseState.APPROVED: lambda: _("保有課の職員が利用目的のとおりに使うので、データを開きました。"),
}


@require_http_methods(["GET", "POST"])
def use(request: SignedInRequest, use_id: int) -> HttpResponse:
    """One application, as a sheet that prints, and the owner's decision."""
    found = get_object_or_404(queries.uses_visible_to(request.user), pk=use_id)
    refusal = rules.may_decide(request.user, use=found)
    fields = forms.decision_fields()
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        said = forms.values_of(fields)
        if said["state"] == UseState.REFUSED and not said["decision"]:
            sentence = _("認めないときは、わけを書いてください。")
            fields = with_error(fields, name="decision", sentence=sentence)
        if not has_errors(fields):
            services.decide(
                found, actor=request.user, state=UseState(said["state"]), text=said["decision"]
            )
            messages.success(request, _("決定を記録しました。"))
            return redirect(found)
    wrong = has_errors(fields)
    values = {
        "use": found,
        "open": found.is_open(today()),
        "refusal": refusal,
        "fields": fields,
        "wrong": wrong,
        "crumbs": crumbs((_("利用の申請"), "")),
    }
    return render(request, "desk/use.html", values, status=422 if wrong else 200)


@require_POST
def withdraw(request: SignedInRequest, use_id: int) -> HttpResponse:
    found = get_object_or_404(queries.uses_visible_to(request.user), pk=use_id)
    if found.applicant != request.user or found.state != UseState.WAITING:
        refuse(_("取り下げられるのは、申請した人が、決まる前だけです。"))
    services.withdraw(found)
    messages.info(request, _("申請を取り下げました。"))
    return redirect(found)


@require_GET
def uses(request: SignedInRequest) -> HttpResponse:
    """目的外利用一覧: one fiscal year on a sheet."""
    own_division(request)
    this_year = _fiscal_year(today())
    text = request.GET.get("year", str(this_year))
    if not text.isdecimal() or not 2000 <= int(text) <= this_year + 1:
        raise Http404
    year = int(text)
    values = {
        "year": year,
        "years": range(this_year, this_year - 5, -1),
        "table": _list(list(queries.beyond_purpose(request.user, fiscal_year=year)), year=year),
        "crumbs": crumbs((_("目的外利用一覧"), "")),
    }
    return render(request, "desk/uses.html", values)


def _fiscal_year(day: date) -> int:
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def _list(found: list[Use], *, year: int) -> TableView:
    labels = (
        _("承認の日"), _("保有課"), _("データ"), _("使う課"), _("使う人"), _("根拠"),
        _("何のために"), _("理由"), _("使う項目"), _("期限"), _("承認した人"),
    )  # fmt: skip
    return TableView(
        caption=_("%(year)s年度　保有個人情報の目的外利用一覧（%(count)s件）")
        % {"year": year, "count": len(found)},
        columns=tuple(Column(label) for label in labels),
        rows=[_line(each) for each in found],
        tight=True,
    )


def _line(use: Use) -> list[str]:
    decided = use.decided_at.date().isoformat() if use.decided_at else ""
    return [
        decided,
        str(use.holding.division),
        str(use.holding),
        str(use.holding.case.group.division),
        "、".join(str(each) for each in use.people.all()),
        use.get_basis_display(),
        use.purpose,
        use.reason or "―",
        use.items,
        use.expires_date.isoformat(),
        use.approver_signature,
    ]

"""預かりデータ: how a file is kept, its end, and the record of who opened it."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.rules import may_edit_group
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.workspaces.desk import (
    auditing,
    custody,
    erasing,
    forms,
    queries,
    rules,
    services,
)
from tomoni.academy.workspaces.desk.models import Holding
from tomoni.academy.workspaces.desk.pages import crumbs, own_division, today
from tomoni.academy.workspaces.pages import crumbs as case_crumbs
from tomoni.academy.workspaces.pages import refuse


def _find(request: SignedInRequest, holding_id: int) -> Holding:
    return get_object_or_404(queries.holdings_visible_to(request.user), pk=holding_id)


@require_http_methods(["GET", "POST"])
def holding(request: SignedInRequest, holding_id: int) -> HttpResponse:
    """What a file says of persons, who may open it until when, when it is to be erased."""
    found = _find(request, holding_id)
    refusal = rules.may_keep(request.user, holding=found)
    owner = rules.may_own(request.user, holding=found) is None
    fields = forms.filled(forms.holding_fields(owner=owner), _known(found))
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            services.keep(found, actor=request.user, values=_values(fields))
            messages.success(request, _("預かり方を保存しました。"))
            return redirect("desk:holding", found.pk)
    return _page(request, found, fields=fields, refusal=refusal)


def _page(
    request: SignedInRequest,
    found: Holding,
    *,
    fields: tuple[FieldView, ...],
    refusal: str | None,
) -> HttpResponse:
    use = queries.newest_use(found)
    now = today()
    values = {
        "holding": found,
        "use": use,
        "open": use is not None and use.is_open(now),
        "uses": found.uses.select_related("applicant"),
        "found": custody.found_in(found),
        "over": found.keep_until_date is not None and found.keep_until_date < now,
        "closed_to_me": rules.may_open(request.user, holding=found, use=use, today=now),
        "may_apply": may_edit_group(request.user, group=found.case.group) is None,
        "refusal": refusal,
        "fields": fields,
        "wrong": has_errors(fields),
        "crumbs": [*case_crumbs(found.case), (_("預かりデータ"), "")],
    }
    status = 422 if values["wrong"] else 200
    return render(request, "desk/holding.html", values, status=status)


def _known(found: Holding) -> dict[str, object]:
    until = found.keep_until_date
    return {
        "personal": found.personal,
        "classification": found.classification,
        "for_lecturers": ["yes"] if found.for_lecturers else [],
        "keep_until_date": until.isoformat() if until else "",
    }


def _values(fields: tuple[FieldView, ...]) -> dict[str, object]:
    values = forms.values_of(fields)
    until = values["keep_until_date"]
    values["keep_until_date"] = date.fromisoformat(until) if until else None
    if "for_lecturers" in values:
        values["for_lecturers"] = bool(values["for_lecturers"])
    return values


@require_POST
def erase(request: SignedInRequest, holding_id: int) -> HttpResponse:
    found = _find(request, holding_id)
    refuse(rules.may_keep(request.user, holding=found))
    if found.erased_at is None:
        erasing.erase(found, actor=request.user)
        messages.success(request, _("消去しました。これが消去の証明書です。"))
    return redirect("desk:certificate", found.pk)


@require_GET
def certificate(request: SignedInRequest, holding_id: int) -> HttpResponse:
    """What was erased, what remains: a sheet that prints."""
    found = _find(request, holding_id)
    if found.erased_at is None:
        return redirect("desk:holding", found.pk)
    back = (_("預かりデータ"), reverse("desk:holding", args=(found.pk,)))
    values = {
        "holding": found,
        "certificate": found.certificate,
        "crumbs": [*case_crumbs(found.case), back, (_("消去の証明書"), "")],
    }
    return render(request, "desk/certificate.html", values)


@require_GET
def audit(request: SignedInRequest) -> HttpResponse:
    """Who opened rows of persons, for the audit role."""
    municipality = own_division(request).municipality_id
    refuse(rules.may_audit(request.user, municipality_id=municipality))
    openings = list(queries.openings_in(municipality))
    watches = auditing.watches(openings)
    values = {
        "unusual": [watch for watch in watches if watch.remarks],
        "summary": auditing.summary(watches),
        "entries": auditing.entries(openings),
        "crumbs": crumbs((_("利用の記録"), "")),
    }
    return render(request, "desk/audit.html", values)

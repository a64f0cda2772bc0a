"""The catalogue: what data which division holds."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.workspaces.desk import forms, queries, rules, services
from tomoni.academy.workspaces.desk.models import Personal, Record
from tomoni.academy.workspaces.desk.pages import crumbs, own_division
from tomoni.academy.workspaces.pages import refuse

_MOST = 200
_QUESTIONS = ("q", "division", "personal")


@require_GET
def catalogue(request: SignedInRequest) -> HttpResponse:
    """Searchable by all staff: which division holds what, and what waits for one's own."""
    municipality = own_division(request).municipality_id
    asked = {
        name: request.GET.get(name, "").strip()[:100] for name in ("q", "division", "personal")
    }
    division = asked["division"] if asked["division"].isdecimal() else ""
    records = queries.found(
        queries.records_visible_to(request.user),
        words=asked["q"],
        division=division,
        personal=asked["personal"],
    )
    values = {
        "records": records[:_MOST],
        "count": records.count(),
        "asked": asked,
        "divisions": queries.divisions_near(request.user),
        "kinds": Personal.choices,
        "waiting": queries.waiting_requests(request.user)[:10],
        "uses": queries.waiting_uses(request.user)[:10],
        "audits": rules.may_audit(request.user, municipality_id=municipality) is None,
        "crumbs": crumbs(),
    }
    return render(request, "desk/catalogue.html", values)


@require_GET
def record(request: SignedInRequest, record_id: int) -> HttpResponse:
    found = get_object_or_404(queries.records_visible_to(request.user), pk=record_id)
    values = {
        "record": found,
        "facts": _facts(found),
        "requests": queries.requests_visible_to(request.user).filter(record=found),
        "refusal": rules.may_edit_record(request.user, record=found),
        "ask_url": f"{reverse('desk:ask')}?{urlencode({'record': found.pk})}",
        "crumbs": crumbs((found.title, "")),
    }
    return render(request, "desk/record.html", values)


def _facts(record: Record) -> list[tuple[str, str]]:
    """Every question of the worksheet with its answer in words."""
    values = _known(record) | {
        "personal": record.get_personal_display(),
        "classification": record.get_classification_display(),
    }
    fields = forms.filled(forms.record_fields(), values)
    return [
        (field.label, f"{field.text}{field.unit}" if field.text else "―") for field in fields[1:]
    ]


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    own_division(request)
    return _form(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, record_id: int) -> HttpResponse:
    found = get_object_or_404(queries.records_visible_to(request.user), pk=record_id)
    refuse(rules.may_edit_record(request.user, record=found))
    return _form(request, found)


def _form(request: SignedInRequest, record: Record | None) -> HttpResponse:
    division = own_division(request)
    fields = forms.record_fields()
    if record is not None:
        fields = forms.filled(fields, _known(record))
    if request.method == "POST":
        fields = _checked(forms.read(request.POST, fields=fields), _namesakes(request, record))
        if not has_errors(fields):
            values = forms.values_of(fields)
            saved = services.save_record(
                record, actor=request.user, division=division, values=values
            )
            messages.success(request, _("台帳に書きました。"))
            return redirect(saved)
    title = _("台帳に書きたす") if record is None else _("「%s」を書き直す") % record.title
    return form_page(
        request,
        fields=fields,
        title=title,
        button=_("台帳に書く"),
        back=_back(record),
        crumbs=crumbs(),
    )


def _back(record: Record | None) -> str:
    return record.get_absolute_url() if record else reverse("desk:catalogue")


def _known(record: Record) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in forms.record_fields()}


def _namesakes(request: SignedInRequest, record: Record | None) -> QuerySet[Record]:
    others = Record.objects.filter(division=request.user.division_id)
    return others.exclude(pk=record.pk) if record else others


def _checked(fields: tuple[FieldView, ...], others: QuerySet[Record]) -> tuple[FieldView, ...]:
    values = forms.values_of(fields)
    if others.filter(title=values["title"]).exists():
        sentence = _("同じ名前のデータが、もう台帳にあります。")
        fields = with_error(fields, name="title", sentence=sentence)
    years = values["keep_years"]
    if isinstance(years, (int, float)) and not (years == int(years) and 0 < years <= 100):
        sentence = _("保存年限は1から100までの整数で書いてください。")
        fields = with_error(fields, name="keep_years", sentence=sentence)
    return fields

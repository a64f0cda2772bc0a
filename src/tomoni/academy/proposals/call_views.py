"""The calls of a municipality: made, changed and made known by the office."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals import call_forms, editions, offices, pages
from tomoni.academy.proposals import calls as services
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Call, ProgrammeEdition
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence


@require_GET
def calls(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """All calls, with their state today."""
    municipality = offices.find_office(request, municipality_id)
    today = pages.today()
    values = {
        "municipality": municipality,
        "calls": [(call, *_state(call, today=today)) for call in services.calls_of(municipality)],
        "has_editions": bool(editions.newest_of(municipality)),
        "links": offices.links(request.user, municipality=municipality),
        "crumbs": pages.crumbs((_("募集"), "")),
    }  # fmt: skip
    return render(request, "proposals/calls.html", values)


@require_http_methods(["GET", "POST"])
def new_call(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = offices.find_office(request, municipality_id)
    return _form(request, municipality, None, offered=editions.newest_of(municipality))


@require_http_methods(["GET", "POST"])
def edit_call(request: SignedInRequest, municipality_id: int, call_id: int) -> HttpResponse:
    municipality, call = _find(request, municipality_id, call_id)
    offered = editions.newest_of(municipality)
    if call.edition not in offered:
        offered = [call.edition, *offered]
    return _form(request, municipality, call, offered=[] if call.proposals.exists() else offered)


def _form(
    request: SignedInRequest, municipality: Municipality, call: Call | None, *,
    offered: list[ProgrammeEdition],
) -> HttpResponse:  # fmt: skip
    today, back = pages.today(), reverse("proposals:calls", args=(municipality.pk,))
    if call is None and not offered:
        messages.error(request, _("先に、制度を公開してください。募集は、公開した版から選びます。"))
        return redirect("proposals:programmes", municipality.pk)
    fields = call_forms.call_fields(call, editions=offered, today=today)
    if request.method == "POST":
        fields, values = call_forms.read_call(request.POST, fields=fields, call=call, today=today)
        if not has_errors(fields):
            if call is None:
                services.make(values, actor=request.user)
                messages.success(
                    request, _("募集を作りました。「全員に知らせる」で、お知らせが届きます。")
                )
            else:
                services.change(call, values=values, actor=request.user)
                messages.success(request, _("募集を直しました。"))
            return redirect(back)
    return form_page(
        request, fields=fields, title=_("募集を作る") if call is None else _("募集を直す"),
        button=_("保存する"), back=back, crumbs=pages.crumbs((_("募集"), back)),
    )  # fmt: skip


@require_POST
def announce_call(request: SignedInRequest, municipality_id: int, call_id: int) -> HttpResponse:
    municipality, call = _find(request, municipality_id, call_id)
    try:
        told = services.announce(call, actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    else:
        said = ngettext("%(number)s人に知らせました。", "%(number)s人に知らせました。", told)
        messages.success(request, said % {"number": told})
    return redirect("proposals:calls", municipality.pk)


def _find(
    request: SignedInRequest, municipality_id: int, call_id: int
) -> tuple[Municipality, Call]:  # fmt: skip
    municipality = offices.find_office(request, municipality_id)
    return municipality, get_object_or_404(services.calls_of(municipality), pk=call_id)


def _state(call: Call, *, today: date) -> tuple[str, str]:
    """Where the call stands today, in a word, and the tone of its chip."""
    if today < call.opens_date:
        return _("受付の前"), "info"
    if today > call.closes_date:
        return _("受付終了"), ""
    return _("受付中"), "good"

"""What was asked of divisions: the division reports, the office ends it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.forms import text
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.deciding import forms, queries, rules, services
from tomoni.academy.proposals.deciding.models import Aftercare, State
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence


@require_GET
def aftercares(request: SignedInRequest) -> HttpResponse:
    """All that the person's division was asked for; for the office and the finance, all of it."""
    today = timezone.localdate()
    found = queries.aftercares_for(request.user)
    values = {
        "rows": [(each, each.is_late(today)) for each in found],
        "crumbs": [(_("自分の番"), "/"), (_("実施と検討の要請"), "")],
    }
    return render(request, "deciding/aftercares.html", values)


@require_http_methods(["GET", "POST"])
def aftercare(request: SignedInRequest, aftercare_id: int) -> HttpResponse:
    asked = _find(request, aftercare_id)
    refusal = rules.may_report(request.user, aftercare=asked)
    fields = forms.report_fields()
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            return _report(request, asked, fields)
    return _page(request, asked, fields=fields, refusal=refusal)


def _report(request: SignedInRequest, asked: Aftercare, fields: forms.Fields) -> HttpResponse:
    try:
        services.report(
            asked, state=State(text(fields, "state")), words=text(fields, "words"),
            actor=request.user,
        )  # fmt: skip
        messages.success(request, _("報告を受け取りました。事務局に知らせました。"))
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect("deciding:aftercare", asked.pk)


@require_POST
def finish(request: SignedInRequest, aftercare_id: int) -> HttpResponse:
    asked = _find(request, aftercare_id)
    municipality = asked.proposal.call.edition.municipality
    parts = proposals.parts_of(request.user, municipality=municipality)
    refuse(rules.may_finish(asked, parts=parts))
    fields = forms.read(request.POST, fields=forms.finish_fields())
    if has_errors(fields):
        refusal = rules.may_report(request.user, aftercare=asked)
        return _page(
            request, asked, fields=forms.report_fields(), refusal=refusal, finishing=fields
        )
    try:
        services.finish(asked, words=text(fields, "finish"), actor=request.user)
        messages.success(request, _("要請を完了にして、提案者に知らせました。"))
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect("deciding:aftercare", asked.pk)


def _page(
    request: SignedInRequest,
    asked: Aftercare,
    *,
    fields: forms.Fields,
    refusal: str | None,
    finishing: forms.Fields = (),
) -> HttpResponse:
    proposal = asked.proposal
    parts = proposals.parts_of(request.user, municipality=proposal.call.edition.municipality)
    finishes = rules.may_finish(asked, parts=parts) is None
    listed = reverse("deciding:aftercares")
    values = {
        "aftercare": asked,
        "proposal": proposal,
        "verdict": proposal.programme.verdict(proposal.verdict).title,
        "is_late": asked.is_late(timezone.localdate()),
        "reports": asked.reports.select_related("actor").order_by("-pk"),
        "fields": () if refusal else fields,
        "finishing": (finishing or forms.finish_fields()) if finishes else (),
        "wrong": has_errors((*fields, *finishing)),
        "crumbs": [
            (_("自分の番"), "/"), (_("実施と検討の要請"), listed), (proposal.title, ""),
        ],
    }  # fmt: skip
    status = 422 if values["wrong"] else 200
    return render(request, "deciding/aftercare.html", values, status=status)


def _find(request: SignedInRequest, aftercare_id: int) -> Aftercare:
    return get_object_or_404(queries.aftercares_for(request.user), pk=aftercare_id)

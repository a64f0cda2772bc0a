"""A proposal that is followed: its page, its beginning, its milestones."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts import divisions
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.forms import day_of, text
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.followup import (
    dues,
    forms,
    notes,
    pages,
    queries,
    rules,
    series,
    services,
)
from tomoni.academy.proposals.followup.models import Told
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors


@require_GET
def following(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find(request, proposal_id)
    today = proposal_pages.today()
    parts = pages.parts_of(request, found)
    summary = queries.newest_summary(found)
    values = {
        "following": found,
        "proposal": found.proposal,
        "state": dues.state_of(found),
        "dues": [(each, each.is_late(today)) for each in dues.dues_of(found)],
        "milestones": found.milestones.all(),
        "standings": [series.standing_of(each) for each in found.indicators.all()],
        "confirmations": found.confirmations.all(),
        "summary": summary,
        "approves": summary is not None
        and rules.may_approve(request.user, summary=summary, parts=parts) is None,
        "listed": found.proposal.call.edition.municipality if parts & rules.LISTED else None,
        "writes": rules.may_follow(request.user, following=found, parts=parts) is None,
        "crumbs": pages.crumbs(found),
    }
    return render(request, "followup/following.html", values)


@require_POST
def begin(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = proposal_pages.find_proposal(request, proposal_id)
    reader = proposal_pages.reader_of(request, proposal)
    refuse(rules.may_begin(request.user, proposal=proposal, parts=reader.parts))
    return pages.done(
        request, lambda: services.begin(proposal, actor=request.user),
        said=_("実施と効果のページを作りました。"),
        to=reverse("followup:following", args=(proposal.pk,)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find(request, proposal_id)
    parts = pages.parts_of(request, found)
    refuse(rules.may_follow(request.user, following=found, parts=parts))
    today = proposal_pages.today()
    fields = forms.start_fields(found.started_date, today=today)
    if request.method == "POST":
        fields = forms.not_later(forms.read(request.POST, fields=fields), name="day", today=today)
        if not has_errors(fields):
            return pages.done(
                request, lambda: services.start(found, day=day_of(fields), actor=request.user),
                said=_("実施を始めた日を書きました。"), to=notes.url_of(found),
            )  # fmt: skip
    title = _("実施を始めた日")
    return form_page(
        request, fields=fields, title=title, button=_("書く"), back=notes.url_of(found),
        crumbs=pages.crumbs(found, ("", ""))[:-1],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_milestone(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find(request, proposal_id)
    parts = pages.parts_of(request, found)
    refuse(rules.may_follow(request.user, following=found, parts=parts))
    municipality = found.proposal.call.edition.municipality
    units = divisions.tree_on(municipality, day=proposal_pages.today())
    fields = forms.milestone_fields(units, division=found.division_id)
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            chosen = int(text(fields, "division"))
            division = next(each.division for each in units if each.division.pk == chosen)
            due = date.fromisoformat(text(fields, "due_date"))
            return pages.done(
                request,
                lambda: services.add_milestone(
                    found, title=text(fields, "title"), due_date=due, division=division,
                    actor=request.user,
                ),
                said=_("節目を加えました。"), to=notes.url_of(found),
            )  # fmt: skip
    return form_page(
        request, fields=fields, title=_("節目を加える"), button=_("加える"),
        back=notes.url_of(found), crumbs=pages.crumbs(found, ("", ""))[:-1],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def milestone(request: SignedInRequest, milestone_id: int) -> HttpResponse:
    found = pages.find_milestone(request, milestone_id)
    parts = pages.parts_of(request, found.following)
    refusal = rules.may_report(request.user, milestone=found, parts=parts)
    today = proposal_pages.today()
    fields = forms.report_fields(found, today=today)
    back = notes.url_of(found.following)
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read_report(request.POST, fields=fields, today=today)
        if not has_errors(fields):
            return pages.done(
                request,
                lambda: services.report(
                    found, told=Told(text(fields, "told")), day=day_of(fields),
                    words=text(fields, "words"), actor=request.user,
                ),
                said=_("節目の様子を書きました。"), to=back,
            )  # fmt: skip
    values = {
        "milestone": found,
        "reports": found.reports.select_related("actor").order_by("-pk"),
        "fields": () if refusal else fields,
        "refusal": refusal,
        "wrong": has_errors(fields),
        "crumbs": pages.crumbs(found.following, (found.title, "")),
    }
    status = 422 if values["wrong"] else 200
    return render(request, "followup/milestone.html", values, status=status)

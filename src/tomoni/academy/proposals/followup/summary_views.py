"""What residents may be told: written by one person, approved by another."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.forms import text
from tomoni.academy.proposals.followup import forms, notes, pages, queries, rules, services
from tomoni.academy.proposals.followup.models import Summary
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error


@require_http_methods(["GET", "POST"])
def write_summary(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find(request, proposal_id)
    parts = pages.parts_of(request, found)
    refuse(rules.may_follow(request.user, following=found, parts=parts))
    newest = queries.newest_summary(found)
    fields = forms.summary_fields(
        newest.words if newest else "", public=newest.public if newest else True
    )
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        public, words = text(fields, "public") == "yes", text(fields, "words")
        if public and not words:
            sentence = _("知らせるときは、要約を書いてください。")
            fields = with_error(fields, name="words", sentence=sentence)
        if not has_errors(fields):
            return pages.done(
                request,
                lambda: services.write_summary(
                    found, words=words, public=public, actor=request.user
                ),
                said=_("要約を書きました。知らせるには、事務局のほかの人の承認が要ります。")
                if public
                else _("住民には知らせないことにしました。"),
                to=notes.url_of(found),
            )
    return form_page(
        request, fields=fields, title=_("住民向けの要約を書く"), button=_("書いて、承認を頼む"),
        back=notes.url_of(found), crumbs=pages.crumbs(found, ("", ""))[:-1],
        lead=_("書き直すと、承認も取り直しになります。ここではまだ公開されません。"),
    )  # fmt: skip


@require_POST
def approve_summary(request: SignedInRequest, summary_id: int) -> HttpResponse:
    summary = get_object_or_404(Summary.objects.select_related("following"), pk=summary_id)
    found = get_object_or_404(queries.followings_for(request.user), pk=summary.following_id)
    summary.following = found
    parts = pages.parts_of(request, found)
    refuse(rules.may_approve(request.user, summary=summary, parts=parts))
    return pages.done(
        request, lambda: services.approve(summary, actor=request.user),
        said=_("要約を承認しました。"), to=notes.url_of(found),
    )  # fmt: skip

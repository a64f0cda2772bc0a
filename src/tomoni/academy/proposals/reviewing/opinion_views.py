"""Writing a division's opinion, saying something as one of the staff, hiding what was said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.reviewing import forms, office_views, pages, queries, rules, services
from tomoni.academy.proposals.reviewing.models import StaffComment
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import has_errors


@require_http_methods(["GET", "POST"])
def opinion(request: SignedInRequest, opinion_id: int) -> HttpResponse:
    """The proposal on the left, the division's opinion on the right."""
    found = get_object_or_404(queries.opinions_asked_of(request.user), pk=opinion_id)
    reader = pages.reader_of(request.user, proposal=found.proposal)
    versions = list(found.versions.select_related("written_by"))
    newest = versions[-1] if versions else None
    fields = forms.opinion_fields(
        stance=newest.stance if newest else "", said=newest.text if newest else ""
    )
    refusal = rules.may_write_opinion(found, user=request.user)
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            services.write_opinion(
                found, stance=forms.text(fields, "stance"), text=forms.text(fields, "text"),
                actor=request.user,
            )  # fmt: skip
            messages.success(request, _("意見を受け取りました。直したときは、新しい版になります。"))
            return redirect("reviewing:opinion", found.pk)
    values = pages.paper_values(reader) | {
        "opinion": found,
        "versions": versions,
        "fields": fields,
        "refusal": refusal,
        "crumbs": reader.crumbs((_("所管課の意見"), "")),
    }
    status = 422 if has_errors(fields) else 200
    return render(request, "reviewing/opinion.html", values, status=status)


@require_http_methods(["GET", "POST"])
def comments(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The proposal, what staff say of it, and a place to say something."""
    reader = pages.find(request, proposal_id)
    fields: tuple[FieldView, ...] = (forms.text_field(_("意見")),)
    refusal = rules.may_comment(reader.proposal, user=request.user, today=timezone.localdate())
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            services.comment(reader.proposal, text=forms.text(fields, "text"), actor=request.user)
            messages.success(request, _("意見を受け取りました。締め切りのあとで公開します。"))
            return redirect("reviewing:comments", reader.proposal.pk)
    stage = reader.stage
    is_open = stage is not None and stage.kind == StageKind.COMMENTS
    values = pages.paper_values(reader) | {
        "is_office": reader.is_office,
        "comments": pages.comment_views(reader),
        "fields": fields,
        "refusal": refusal,
        "named": is_open and stage is not None and stage.named,
        "is_open": is_open,
        "due_date": queries.due_date(reader.proposal) if is_open else None,
        "crumbs": reader.crumbs((_("全職員の意見"), "")),
    }
    status = 422 if has_errors(fields) else 200
    return render(request, "reviewing/comments.html", values, status=status)


@require_http_methods(["GET", "POST"])
def hide(request: SignedInRequest, proposal_id: int, comment_id: int) -> HttpResponse:
    """Hide one, with the reason; its writer and the office still see it."""
    reader = pages.find_for_office(request, proposal_id)
    comment = get_object_or_404(StaffComment, pk=comment_id, proposal=reader.proposal)

    def do(reason: str) -> None:
        services.hide_comment(comment, reason=reason, actor=request.user)

    return office_views.reason_page(
        request, reader, do=do, done=_("意見を見えなくしました。"),
        title=_("この意見を見えなくする"), button=_("見えなくする"), lead=comment.text,
        help_text=_("個人を傷つけるなど、わけを書きます。書いた本人と記録に残ります。"),
        back="comments",
    )  # fmt: skip

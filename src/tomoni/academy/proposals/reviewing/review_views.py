"""Scoring a proposal on one screen beside it, and how all scores lie once they are there."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.reviewing import (
    forms,
    judging,
    minutes,
    pages,
    rules,
    scoring,
    spreads,
)
from tomoni.academy.proposals.reviewing.models import Assignment
from tomoni.academy.ui.attachments import attachment
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import fitting, has_errors, read_fields, require, with_error
from tomoni.academy.ui.wording import error_sentence

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = {"long_text": 4000}


@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """The proposal with its numbers on the left, the marks on the right."""
    assignment, reader = pages.find_assignment(request, assignment_id)
    refusal = rules.may_score(assignment)
    fields = _fields(assignment, disabled=refusal is not None)
    if request.method == "POST":
        refuse(refusal)
        posted = read_fields(request.POST, fields=fields)
        fields = tuple(fitting(require(each), longest=_LONGEST) for each in posted)
        if not has_errors(fields):
            return _send(request, assignment, fields=fields)
    pairs = list(zip(fields[0:-1:2], fields[1:-1:2], strict=True))
    sent, asked = scoring.counts(reader.proposal)
    values = pages.paper_values(reader) | {
        "assignment": assignment,
        "opinions": pages.opinion_views(reader),
        "comments": pages.comment_views(reader),
        "fields": fields,
        "pairs": pairs,
        "remark": fields[-1],
        "refusal": refusal,
        "sent": sent,
        "asked": asked,
        "through": scoring.is_through(reader.proposal),
        "round": reader.proposal.round,
        "crumbs": reader.crumbs((_("審査する"), "")),
    }
    status = 422 if has_errors(fields) else 200
    return render(request, "reviewing/review.html", values, status=status)


def _send(
    request: SignedInRequest, assignment: Assignment, *, fields: tuple[FieldView, ...]
) -> HttpResponse:
    rubric = assignment.proposal.programme.rubric
    try:
        judging.send_score(
            assignment,
            marks=forms.marks_in(fields, rubric=rubric),
            words=forms.words_in(fields),
            remark=forms.text(fields, forms.REMARK),
        )
        messages.success(request, _("採点を送りました。全員がそろうと、まとまりが見られます。"))
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect("reviewing:review", assignment.pk)


@require_POST
def draft(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """What is marked and typed so far, kept as it is typed."""
    assignment, _reader = pages.find_assignment(request, assignment_id)
    fields = read_fields(request.POST, fields=_fields(assignment))
    rubric = assignment.proposal.programme.rubric
    marks = forms.marks_in(fields, rubric=rubric)
    try:
        judging.save_score(
            assignment,
            marks=marks,
            words=forms.words_in(fields),
            remark=forms.text(fields, forms.REMARK)[:4000],
        )
    except ProposalsError as error:
        return JsonResponse({"message": error_sentence(error)}, status=409)
    texts = {}
    if spreads.is_whole(marks, rubric=rubric):
        texts["sum"] = f"{spreads.weighted_sum(marks, rubric=rubric)} / {rubric.most}"
    return JsonResponse({"texts": texts})


def _fields(assignment: Assignment, *, disabled: bool = False) -> tuple[FieldView, ...]:
    """All of the form, each mark before its words, the remark last."""
    score = judging.score_of(assignment)
    rubric = assignment.proposal.programme.rubric
    pairs = forms.score_fields(rubric, score=score, disabled=disabled)
    flat = tuple(field for pair in pairs for field in pair)
    return (*flat, forms.remark_field(score, disabled=disabled))


@require_http_methods(["GET", "POST"])
def conflict(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """The reviewer says that they are too near to judge."""
    assignment, reader = pages.find_assignment(request, assignment_id)
    fields: tuple[FieldView, ...] = (
        forms.reason_field(_("提案者との関係など、審査できないわけを書きます。事務局に届きます。")),
    )
    back = reverse("reviewing:review", args=(assignment.pk,))
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                judging.end(assignment, reason=forms.text(fields, "reason"), actor=request.user)
                messages.success(request, _("審査から外れました。事務局に知らせました。"))
                return redirect("workspaces:home")
            except ProposalsError as error:
                fields = with_error(fields, name="reason", sentence=error_sentence(error))
    return form_page(
        request, fields=fields, title=_("利害関係があるので審査しない"), back=back,
        button=_("審査から外れる"), crumbs=reader.crumbs((_("審査する"), back)),
    )  # fmt: skip


@require_GET
def scores(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """How the scores lie, round by round, without who gave them."""
    reader = pages.find_scored(request, proposal_id)
    judges = pages.is_judge(reader)
    deliberations = reader.proposal.deliberations.select_related("author")
    values = {
        "reader": reader,
        "proposal": reader.proposal,
        "title": reader.title,
        "rounds": list(reversed(scoring.rounds(reader.proposal))),
        "judges": judges,
        "deliberations": [
            (each, reader.mask.text(each.text), reader.mask.text(each.author.display_name))
            for each in deliberations
        ]
        if judges
        else [],
        "field": forms.text_field(_("話し合い"), help=_("評価が分かれたところを書きます。")),
        "no_discussion": rules.may_discuss(reader.proposal),
        "no_round": rules.may_score_again(reader.proposal),
        "links": pages.office_links(reader) if reader.is_office else [],
        "crumbs": reader.crumbs((_("採点のまとまり"), "")),
    }
    return render(request, "reviewing/scores.html", values)


@require_POST
def discuss(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Say something to the other reviewers."""
    reader = pages.find_for_judges(request, proposal_id)
    refuse(rules.may_discuss(reader.proposal))
    fields = forms.read(request.POST, fields=(forms.text_field(_("話し合い")),))
    if has_errors(fields):
        messages.error(request, fields[0].errors[0])
    else:
        judging.discuss(reader.proposal, text=forms.text(fields, "text"), actor=request.user)
    return redirect("reviewing:scores", reader.proposal.pk)


@require_GET
def word(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The minutes of the review as a Word file."""
    reader = pages.find_for_judges(request, proposal_id)
    data = minutes.minutes(reader.proposal, mask=reader.mask)
    return attachment(
        data, name=_("審査の記録 %(title)s.docx") % {"title": reader.title}, kind=_WORD
    )

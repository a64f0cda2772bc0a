"""What the office does: ask for opinions, assign reviewers, go on, begin another round."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.reviewing import forms, judging, pages, queries, rules, services
from tomoni.academy.proposals.reviewing.models import Assignment
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_http_methods(["GET", "POST"])
def opinions(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Which divisions were asked and what they said; asking more of them."""
    reader = pages.find_for_office(request, proposal_id)
    municipality = reader.proposal.call.edition.municipality
    divisions = list(municipality.divisions.filter(until_date=None))
    people = User.objects.filter(division__in=divisions, is_active=True)
    fields = forms.ask_fields(
        divisions,
        people=people.select_related("division"),
        due_date=queries.due_date(reader.proposal),
    )
    refusal = rules.may_be_at(reader.proposal, kind=StageKind.OPINION)
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        fields = forms.read_due(fields, today=timezone.localdate())
        if len(forms.chosen(fields, "divisions")) > 1 and forms.text(fields, "person"):
            sentence = _("書く人を名前で選ぶときは、課を一つだけ選んでください。")
            fields = with_error(fields, name="person", sentence=sentence)
        if not has_errors(fields):
            chosen = set(forms.chosen(fields, "divisions"))
            asked = [each for each in divisions if str(each.pk) in chosen]
            return _ask(request, reader, fields=fields, divisions=asked)
    values = {
        "reader": reader,
        "title": reader.title,
        "opinions": pages.opinion_views(reader),
        "fields": fields,
        "refusal": refusal,
        "crumbs": reader.crumbs((_("所管課の意見"), "")),
    }
    status = 422 if has_errors(fields) else 200
    return render(request, "reviewing/opinions.html", values, status=status)


def _ask(
    request: SignedInRequest,
    reader: pages.Reader,
    *,
    fields: tuple[FieldView, ...],
    divisions: list[Division],
) -> HttpResponse:
    person = User.objects.filter(pk=forms.text(fields, "person") or 0).first()
    due_date = date.fromisoformat(forms.text(fields, "due_date"))
    try:
        asked = services.ask_opinions(
            reader.proposal, divisions=divisions, person=person, due_date=due_date,
            actor=request.user,
        )  # fmt: skip
        messages.success(request, _("%(count)sつの課に意見を頼みました。") % {"count": asked})
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect("reviewing:opinions", reader.proposal.pk)


@require_POST
def remind(request: SignedInRequest, proposal_id: int, opinion_id: int) -> HttpResponse:
    reader = pages.find_for_office(request, proposal_id)
    opinion = get_object_or_404(queries.opinions_on(reader.proposal), pk=opinion_id)
    if services.remind_opinion(opinion, actor=request.user, today=timezone.localdate()):
        messages.success(request, _("もう一度知らせました。"))
    else:
        messages.info(request, _("意見がもう書かれているか、今日すでに知らせてあります。"))
    return redirect("reviewing:opinions", reader.proposal.pk)


@require_http_methods(["GET", "POST"])
def reviewers(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Who reviews it, how far they are, and who must not; assigning more of them."""
    reader = pages.find_for_office(request, proposal_id)
    proposal = reader.proposal
    people = _people(reader)
    fields = forms.assign_fields(people, due_date=queries.due_date(proposal))
    refusal = rules.may_be_at(proposal, kind=StageKind.REVIEW)
    if request.method == "POST":
        refuse(refusal)
        fields = forms.read(request.POST, fields=fields)
        fields = forms.read_due(fields, today=timezone.localdate())
        if not has_errors(fields):
            chosen = set(forms.chosen(fields, "reviewers"))
            asked = [user for user, _no in people if str(user.pk) in chosen]
            return _assign(request, reader, fields=fields, people=asked)
    assigned = [
        (each, queries.is_sent(each.scores.all(), number=proposal.round))
        for each in queries.assignments_at(proposal, place=proposal.place)
    ]
    values = {
        "reader": reader,
        "title": reader.title,
        "assigned": assigned,
        "ended": proposal.assignments.exclude(ended_at=None).select_related("reviewer", "ended_by"),
        "excluded": [(user, no) for user, no in people if no],
        "needed": reader.stage.reviewers if reader.stage else 0,
        "fields": fields,
        "refusal": refusal,
        "crumbs": reader.crumbs((_("審査員"), "")),
    }
    status = 422 if has_errors(fields) else 200
    return render(request, "reviewing/reviewers.html", values, status=status)


def _people(reader: pages.Reader) -> list[tuple[User, str | None]]:
    """Every reviewer of the municipality, with why they must not review this one."""
    proposal = reader.proposal
    proposers = list(proposal.proposers.all())
    municipality = proposal.call.edition.municipality
    offices = set(queries.offices(municipality).values_list("pk", flat=True))
    hides = proposal.programme.hides_names
    return [
        (user, rules.conflict(
            user, proposers=proposers, division=proposal.division_id,
            sees_names=hides and user.pk in offices,
        ))
        for user in queries.candidates(proposal)
    ]  # fmt: skip


def _assign(
    request: SignedInRequest,
    reader: pages.Reader,
    *,
    fields: tuple[FieldView, ...],
    people: list[User],
) -> HttpResponse:
    due_date = date.fromisoformat(forms.text(fields, "due_date"))
    try:
        made = judging.assign(
            reader.proposal, reviewers=people, due_date=due_date, actor=request.user
        )
        messages.success(request, _("%(count)s人に審査を頼みました。") % {"count": made})
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect("reviewing:reviewers", reader.proposal.pk)


@require_POST
def remind_reviewer(request: SignedInRequest, proposal_id: int, assignment_id: int) -> HttpResponse:
    reader = pages.find_for_office(request, proposal_id)
    assignment = _assignment(reader, assignment_id)
    if judging.remind_reviewer(assignment, actor=request.user, today=timezone.localdate()):
        messages.success(request, _("もう一度知らせました。"))
    else:
        messages.info(request, _("今日すでに知らせてあります。"))
    return redirect("reviewing:reviewers", reader.proposal.pk)


@require_http_methods(["GET", "POST"])
def release(request: SignedInRequest, proposal_id: int, assignment_id: int) -> HttpResponse:
    """Take a reviewer off the proposal, with the reason."""
    reader = pages.find_for_office(request, proposal_id)
    assignment = _assignment(reader, assignment_id)
    name = assignment.reviewer.display_name

    def do(reason: str) -> None:
        judging.end(assignment, reason=reason, actor=request.user)

    return reason_page(
        request, reader, do=do, done=_("審査から外しました。"),
        title=_("%(name)sさんを審査から外す") % {"name": name}, button=_("審査から外す"),
        help_text=_("この人の採点は、まとまりに入らなくなります。わけは記録に残ります。"),
        back="reviewers",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def go_on(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """To the next stage, when what this one is for is there."""
    reader = pages.find_for_office(request, proposal_id)
    today = timezone.localdate()
    missing = rules.may_go_on(reader.proposal, today=today, reason="")

    def do(reason: str) -> None:
        services.go_on(reader.proposal, reason=reason, actor=request.user, today=today)

    stage = reader.stage.title if reader.stage else ""
    return reason_page(
        request, reader, do=do, done=_("次の段階へ進めました。"), button=_("次の段階へ進める"),
        title=_("「%(stage)s」を終えて次へ進める") % {"stage": stage}, lead=missing or "",
        help_text=_("待たずに進めるときは、わけを書きます。経過に残ります。"), required=False,
        back="",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def again(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Another round of scoring; the scores of this one stay."""
    reader = pages.find_for_office(request, proposal_id)
    refuse(rules.may_score_again(reader.proposal))

    def do(reason: str) -> None:
        judging.score_again(reader.proposal, reason=reason, actor=request.user)

    return reason_page(
        request, reader, do=do, done=_("次の回の採点を始め、審査員に知らせました。"),
        title=_("もう一度採点してもらう"), button=_("次の回を始める"),
        help_text=_("話し合いで何が分かったかを書きます。いまの回の採点はそのまま残ります。"),
        back="scores",
    )  # fmt: skip


def reason_page(
    request: SignedInRequest,
    reader: pages.Reader,
    *,
    do: Callable[[str], None],
    done: str,
    title: str,
    button: str,
    help_text: str,
    back: str,
    lead: str = "",
    required: bool = True,
) -> HttpResponse:
    """A page that asks for a reason, does the one thing and goes back."""
    fields: tuple[FieldView, ...] = (forms.reason_field(help_text, required=required),)
    url = reader.proposal.get_absolute_url()
    if back:
        url = reverse(f"reviewing:{back}", args=(reader.proposal.pk,))
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                do(forms.text(fields, "reason"))
                messages.success(request, done)
                return redirect(url)
            except ProposalsError as error:
                fields = with_error(fields, name="reason", sentence=error_sentence(error))
    return form_page(
        request, fields=fields, title=title, button=button, back=url, lead=lead,
        crumbs=reader.crumbs(),
    )  # fmt: skip


def _assignment(reader: pages.Reader, assignment_id: int) -> Assignment:
    proposal = reader.proposal
    found = queries.assignments_at(proposal, place=proposal.place)
    return get_object_or_404(found, pk=assignment_id)

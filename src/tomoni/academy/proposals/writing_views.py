"""A proposal as it is written: begun, typed with drafts kept, read through, sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.models import Role
from tomoni.academy.proposals import (
    pages,
    proposal_forms,
    reading,
    rules,
    similar,
    submitting,
    words,
)
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Call, Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.proposals.proposal_sections import masked_answers
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.models import Case
from tomoni.academy.workspaces.queries import cases_visible_to

_LONGEST_BASE = 9


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, call_id: int) -> HttpResponse:
    """Which kind, by whom, out of which case."""
    call = pages.find_call(request, call_id)
    refuse(rules.may_propose(request.user, call=call, today=pages.today()))
    cases = _own_cases(request)
    fields = proposal_forms.beginning_fields(call, cases=cases)
    if request.method == "POST":
        fields = proposal_forms.read(request.POST, fields=fields, whole=True)
        if not has_errors(fields):
            fields = _fitting(request, call, fields)
        if not has_errors(fields):
            return redirect("proposals:write", _begun(request, call, fields, cases).pk)
    return form_page(
        request, fields=fields, title=_("提案を書き始める"), button=_("書き始める"),
        back=pages.crumbs()[1][1], crumbs=pages.crumbs(), lead=call.words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The programme's questions; kept as a draft, or kept and read through before sending."""
    found = pages.find_own(request, proposal_id)
    refuse(rules.may_write(request.user, proposal=found))
    fields: tuple[FieldView, ...] = proposal_forms.question_fields(found)
    people = proposal_forms.proposers_field(found, writer=request.user)
    is_group = found.who == Who.GROUP
    if request.method == "POST":
        fields = proposal_forms.read(request.POST, fields=fields)
        people, named = proposal_forms.read_proposers(
            request.POST, field=people, writer=request.user,
            municipality=found.call.edition.municipality,
        )  # fmt: skip
        if not has_errors((*fields, people)):
            title, values = proposal_forms.said(fields)
            try:
                submitting.write(
                    found, title=title, values=values, base=_base(request),
                    proposers=named if is_group else None,
                )  # fmt: skip
            except ProposalsError as error:
                fields = with_error(fields, name="title", sentence=error_sentence(error))
            else:
                return _kept(request, found)
    shown = (*fields, people) if is_group else fields
    return _writing_page(request, found, shown)


@require_POST
def draft(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Keeps what is typed; says when another proposer wrote in the meantime."""
    found = pages.find_own(request, proposal_id)
    refuse(rules.may_write(request.user, proposal=found))
    fields = proposal_forms.read(request.POST, fields=proposal_forms.question_fields(found))
    if has_errors(fields):
        return JsonResponse({"message": _("直すところがあるので、まだ保存していません。")})
    title, values = proposal_forms.said(fields)
    try:
        submitting.write(found, title=title, values=values, base=_base(request))
    except ProposalsError as error:
        return JsonResponse({"message": error_sentence(error)}, status=409)
    return JsonResponse({"values": {"base": str(found.changes)}})


@require_GET
def check(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Before it is sent: what is missing, numbers without a source, earlier ones alike."""
    found = pages.find_own(request, proposal_id)
    refuse(rules.may_write(request.user, proposal=found))
    return _check_page(request, found)


@require_POST
def send(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find_own(request, proposal_id)
    refuse(rules.may_send(request.user, proposal=found, today=pages.today()))
    if _missing(found):
        return _check_page(request, found, status=422)
    try:
        submitting.send(found, actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    else:
        messages.success(
            request, _("提案を送りました。受け付けられると、受付番号がお知らせで届きます。")
        )
    return redirect(found)


def _own_cases(request: SignedInRequest) -> list[Case]:
    """Cases of the person's own groups that have a composed proposal, the newest first."""
    mine = cases_visible_to(request.user).filter(
        group__memberships__user=request.user, group__memberships__role=Role.PARTICIPANT,
        artifacts__key=reading.PROPOSAL, artifacts__versions__isnull=False,
    )  # fmt: skip
    return list(mine.distinct().order_by("-pk"))


def _fitting(request: SignedInRequest, call: Call, fields: tuple[FieldView, ...]) -> Any:
    """The fields, with an error where the category does not let this person propose so."""
    who = Who(proposal_forms.text(fields, "who"))
    category = call.programme.category(proposal_forms.text(fields, "category"))
    if who not in category.who:
        ways = "、".join(str(words.WHO[each]) for each in category.who)
        sentence = _("「%(category)s」を提案できるのは、%(ways)sのどれかです。")
        sentence %= {"category": category.title, "ways": ways}
        return with_error(fields, name="who", sentence=sentence)
    reason = rules.may_propose_as(request.user, who=who)
    return with_error(fields, name="who", sentence=reason) if reason else fields


def _begun(
    request: SignedInRequest, call: Call, fields: tuple[FieldView, ...], cases: list[Case]
) -> Proposal:
    chosen = proposal_forms.text(fields, "case")
    user = request.user
    assert user.division is not None  # noqa: S101 - `may_propose` has seen to it
    return submitting.begin(
        call, category=proposal_forms.text(fields, "category"),
        who=Who(proposal_forms.text(fields, "who")), division=user.division, actor=user,
        case=next((case for case in cases if str(case.pk) == chosen), None),
    )  # fmt: skip


def _base(request: SignedInRequest) -> int:
    base = request.POST.get("base", "")
    return int(base) if base.isdecimal() and len(base) < _LONGEST_BASE else -1


def _kept(request: SignedInRequest, found: Proposal) -> HttpResponse:
    if "check" in request.POST:
        return redirect("proposals:check", found.pk)
    messages.success(request, _("下書きを保存しました。"))
    return redirect("proposals:write", found.pk)


def _missing(found: Proposal) -> list[FieldView]:
    """Required questions that are not answered."""
    return [
        each
        for each in proposal_forms.question_fields(found)
        if each.required and each.value in (None, "")
    ]


def _writing_page(
    request: SignedInRequest, found: Proposal, fields: tuple[FieldView, ...]
) -> HttpResponse:
    wrong = has_errors(fields)
    version = found.case_version
    values = {
        "proposal": found,
        "fields": fields,
        "wrong": wrong,
        "base": found.changes,
        "quotables": reading.quoted_by(version).quantities if version else {},
        "given_back": found.happenings.filter(action="give_back").last(),
        "category": found.programme.category(found.category).title,
        "crumbs": pages.crumbs((_("提案を書く"), "")),
    }
    return render(request, "proposals/write.html", values, status=422 if wrong else 200)


def _check_page(request: SignedInRequest, found: Proposal, *, status: int = 200) -> HttpResponse:
    version = found.case_version
    newest = reading.newest_version(version.artifact.case) if version else None
    quoted = reading.quoted_by(newest)
    reader = pages.reader_of(request, found)
    values = {
        "proposal": found,
        "missing": _missing(found),
        "lacks": reading.lacks(found.values, quoted=quoted),
        "stale": reading.stale_titles(version.artifact.case) if version else [],
        "answers": masked_answers(found, quoted=quoted, mask=reader.mask),
        "similar": [
            (each, pages.reader_of(request, each.proposal).mask.text(each.proposal.title))
            for each in similar.similar_to(found, user=request.user)
        ],
        "refusal": rules.may_send(request.user, proposal=found, today=pages.today()),
        "crumbs": pages.crumbs((_("送る前に確かめる"), "")),
    }
    return render(request, "proposals/check.html", values, status=status)

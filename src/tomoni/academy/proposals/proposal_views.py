"""Proposals of a municipality: what I can read, one with all its parts, taken back, sent again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals import (
    offices,
    pages,
    proposal_forms,
    queries,
    reading,
    rules,
    sections,
    submitting,
    words,
)
from tomoni.academy.proposals.models import Call, Part, Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors

_A_PAGE = 50


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Open calls, my own proposals, and those with a verdict."""
    user = request.user
    place = user.division.municipality if user.division else None
    decided = queries.decided(place) if place else Proposal.objects.none()
    page = Paginator(decided, _A_PAGE).get_page(request.GET.get("page"))
    own = queries.own_proposals(user)
    run = queries.municipalities_with(user, Part.OFFICE).first()
    values = {
        "calls": [(call, _who(call)) for call in queries.open_calls(user, today=pages.today())],
        "mine": [(each, words.place_title(each), words.verdict_title(each)) for each in own],
        "decided": [(each, words.verdict_title(each)) for each in page.object_list],
        "page": page,
        "links": offices.links(user, municipality=run) if run else [],
        "crumbs": [(_("自分の番"), "/"), (_("職員提案"), "")],
    }
    return render(request, "proposals/home.html", values)


@require_GET
def proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Everything of a proposal that the person may read, and what they can do now."""
    found = pages.find_proposal(request, proposal_id)
    reader = pages.reader_of(request, found)
    user, mask = request.user, reader.mask
    names_shown = not mask.words
    own = rules.may_write(user, proposal=found) is None
    values = {
        "proposal": found,
        "title": mask.text(found.title),
        "place": words.place_title(found),
        "verdict": words.verdict_title(found),
        "category": found.programme.category(found.category).title,
        "proposers": found.proposers.select_related("division") if names_shown else None,
        "division": found.division if names_shown else None,
        "sections": sections.shown(reader, proposal=found),
        "may_write": own,
        "may_withdraw": rules.may_withdraw(user, proposal=found) is None,
        "may_again": rules.may_send_again(user, proposal=found) is None,
        "may_take_in": rules.may_take_in(user, proposal=found) is None,
        "crumbs": pages.crumbs((mask.text(found.title), "")),
    }
    return render(request, "proposals/proposal.html", values)


@require_GET
def figure(request: SignedInRequest, proposal_id: int, file: str) -> HttpResponse:
    """A picture that the proposal places, without what is hidden from the reader."""
    found = pages.find_proposal(request, proposal_id)
    data = reading.figure_of(found, file=file)
    if data is None or not file.endswith(".svg"):
        raise Http404
    shown = pages.reader_of(request, found).mask.text(data.decode())
    answer = HttpResponse(shown, content_type="image/svg+xml")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find_own(request, proposal_id)
    refuse(rules.may_withdraw(request.user, proposal=found))
    fields = proposal_forms.withdrawal_fields()
    if request.method == "POST":
        fields = proposal_forms.read(request.POST, fields=fields, whole=True)
        if not has_errors(fields):
            reason = proposal_forms.text(fields, "reason")
            submitting.withdraw(found, reason=reason, actor=request.user)
            messages.success(request, _("取り下げました。"))
            return redirect(found)
    return form_page(
        request, fields=fields, title=_("提案を取り下げる"), button=_("取り下げる"),
        back=found.get_absolute_url(),
        crumbs=pages.crumbs((found.title, found.get_absolute_url())),
        lead=_("取り下げると、審査は止まります。あとで、新しい提案としてもう一度出せます。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def again(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """A new draft with what the earlier proposal says."""
    found = pages.find_own(request, proposal_id)
    refuse(rules.may_send_again(request.user, proposal=found))
    calls = list(queries.open_calls(request.user, today=pages.today()))
    if not calls:
        messages.info(request, _("いま受け付けている募集がありません。次の募集で出せます。"))
        return redirect(found)
    fields = proposal_forms.again_fields(calls)
    if request.method == "POST":
        fields = proposal_forms.read(request.POST, fields=fields, whole=True)
        if not has_errors(fields):
            chosen = next(
                each for each in calls if str(each.pk) == proposal_forms.text(fields, "call")
            )
            draft = _draft_again(request, found, chosen)
            return redirect("proposals:write", draft.pk)
    return form_page(
        request, fields=fields, title=_("もう一度出す"), button=_("下書きを作る"),
        back=found.get_absolute_url(),
        crumbs=pages.crumbs((found.title, found.get_absolute_url())),
        lead=_("前に書いたことが入った下書きができます。変えたところを書き直して送ります。"),
    )  # fmt: skip


def _draft_again(request: SignedInRequest, found: Proposal, call: Call) -> Proposal:
    categories = call.programme.categories
    same = [each for each in categories if each.id == found.category]
    category = (same or list(categories))[0]
    who = Who(found.who) if Who(found.who) in category.who else category.who[0]
    division = request.user.division or found.division
    return submitting.begin(
        call, category=category.id, who=who, division=division, actor=request.user, earlier=found
    )


def _who(call: Call) -> str:
    """Who may propose, each way once."""
    ways = {who for category in call.programme.categories for who in category.who}
    return "、".join(str(words.WHO[who]) for who in Who if who in ways)

"""What decisions show on pages of others: what waits, and a section of a proposal's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.deciding import pages, queries, rules
from tomoni.academy.proposals.deciding.models import Decision
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.academy.proposals.sections import ANSWERS, Reader, Section
from tomoni.academy.ui.waiting import Waiting

ORDER = ANSWERS - 50


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """What the person has to decide, to end and to do."""
    if not isinstance(request.user, User):
        return
    yield from _for_office(request.user)
    yield from _for_division(request.user)


def _for_office(user: User) -> Iterator[Waiting]:
    """Three queries."""
    for call, count in queries.to_decide(user):
        url = reverse("deciding:decisions", args=(call.pk,))
        yield Waiting(_("提案の結果を決める（%(count)s件）") % {"count": count}, url, call.title)
    for each in queries.to_finish(user):
        said = _("「%(title)s」の報告を見て、要請を完了にする") % {"title": each.proposal.title}
        yield Waiting(said, reverse("deciding:aftercare", args=(each.pk,)), each.division.name)


def _for_division(user: User) -> Iterator[Waiting]:
    """For those who answer for the division: at most two queries."""
    found = list(queries.open_aftercares_of(user))
    if not found or user not in queries.answerable_for(found[0].division):
        return
    today = timezone.localdate()
    for each in found:
        said = {"title": each.proposal.title, "what": each.get_follows_display()}
        yield Waiting(
            text=_("%(what)s「%(title)s」の進み具合を報告する") % said,
            url=reverse("deciding:aftercare", args=(each.pk,)),
            about=each.get_state_display(),
            due_date=each.due_date,
            late=each.is_late(today),
        )


def section(reader: Reader, proposal: Proposal) -> Section | None:
    """The verdict for everybody; for the office before it, the way to the draft."""
    if proposal.verdict:
        return _verdict(reader, proposal)
    if Part.OFFICE not in reader.parts or rules.may_decide(proposal) is not None:
        return None
    decision = Decision.objects.filter(proposal=proposal).first()
    values = {"decision": decision, "proposal": proposal}
    return Section(_("結果を決める"), "deciding/_to_decide.html", values)


def _verdict(reader: Reader, proposal: Proposal) -> Section:
    """At most five queries."""
    user = reader.request.user
    result = pages.Result(proposal)
    asked = result.aftercare
    values = {
        "result": result,
        "told": queries.decisions_told_to(user).filter(proposal=proposal).first(),
        "reports": list(asked.reports.all()) if asked else [],
        "reports_to": asked is not None
        and (bool(rules.NUMBERS & reader.parts) or user.division_id == asked.division_id),
    }
    return Section(_("結果"), "deciding/_verdict.html", values)

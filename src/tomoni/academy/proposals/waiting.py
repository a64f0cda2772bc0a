"""What waits for a person about proposals, on the first page."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import queries
from tomoni.academy.proposals.models import Part, ProgrammeEdition, Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.stages import DRAFT
from tomoni.academy.ui.waiting import Waiting


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Drafts to send, and for the office what is to be taken in. Three queries at most."""
    user = request.user
    if not isinstance(user, User):
        return
    yield from _drafts(user)
    yield from _to_take_in(user)


def _drafts(user: User) -> Iterator[Waiting]:
    """Those that were given back can be sent after the end of the call, too."""
    today = timezone.localdate()
    for each in queries.own_proposals(user).filter(place=DRAFT):
        given_back = each.sent_at is not None
        if not given_back and each.call.closes_date < today:
            continue
        text = (
            _("戻ってきた提案「%(title)s」を直して送る")
            if given_back
            else _("提案「%(title)s」を書き上げて送る")
        )
        yield Waiting(
            text % {"title": each.title or _("題名はまだありません")},
            reverse("proposals:write", args=(each.pk,)), about=each.call.title,
            due_date=None if given_back else each.call.closes_date,
        )  # fmt: skip


def _to_take_in(user: User) -> Iterator[Waiting]:
    today = timezone.localdate()
    run = queries.municipalities_with(user, Part.OFFICE)
    editions = list(ProgrammeEdition.objects.filter(municipality__in=run))
    if not editions:
        return
    at_intake = queries.at_kind(StageKind.INTAKE, editions=editions)
    for each in queries.proposals_run_by(user).filter(at_intake):
        due = _due(each)
        yield Waiting(
            _("提案「%(title)s」を受け付けるか決める") % {"title": each.title},
            each.get_absolute_url(), about=each.call.title, due_date=due, late=due < today,
        )  # fmt: skip


def _due(proposal: Proposal) -> date:
    sent = timezone.localdate(proposal.sent_at)
    return sent + timedelta(days=proposal.programme.stage(proposal.place).days)

"""The sample city's verdict: adopted in part, with what its division is asked for."""

from datetime import timedelta

from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import queries
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.deciding import services
from tomoni.academy.proposals.deciding.models import Aftercare, State
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.stages import Action

_DAYS = 180
"""From the verdict to the deadline."""


def fill(proposal: Proposal) -> Aftercare:
    """A proposal that was taken in, from where it stands to 一部採用 and a first report.

    What opinions and scores it has are left as they are.
    """
    municipality = proposal.call.edition.municipality
    office = queries.people_with(Part.OFFICE, municipality=municipality).order_by("pk")[0]
    while proposal.programme.stage(proposal.place).kind != StageKind.VERDICT:
        proposals.act(proposal, Action.GO_ON, actor=office)
    wording = services.Wording(
        verdict="partly",
        reason="更新の月を分ける案は、2月と8月の混みをならすので採用します。電子申請は、別の計画と重なるため見送ります。",
        published="更新の月を分ける部分を採用します。",
        division=proposal.division,
        due_date=timezone.localdate() + timedelta(days=_DAYS),
        words="更新の月を分けることを、来年4月の更新分から始めてください。",
    )
    decision = services.prepare(proposal, wording, actor=office, seen=0)
    services.announce([(decision.pk, decision.changes)], actor=office)
    proposal.refresh_from_db()
    services.give_prize(proposal, prize=proposal.programme.prizes[1].id, actor=office)
    asked = Aftercare.objects.select_related("division").get(proposal=proposal)
    reporter: User = proposal.division.users.filter(is_active=True).order_by("pk")[0]
    services.report(asked, state=State.GOING, words="様式の案を作りました。", actor=reporter)
    return asked

"""Where a proposal stands and what was done with it, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.proposals.stages import DONE, DRAFT, REFUSED, WITHDRAWN

PLACES: dict[str, str | Promise] = {
    DRAFT: _("下書き"),
    WITHDRAWN: _("取り下げ"),
    REFUSED: _("不受理"),
    DONE: _("終わり"),
}
WHO: dict[str, str | Promise] = {
    Who.PERSON: _("一人で"),
    Who.GROUP: _("仲間と"),
    Who.DIVISION: _("課として"),
}
ACTIONS: dict[str, str | Promise] = {
    "begin": _("書き始めた"),
    "send": _("送った"),
    "give_back": _("提案者に戻した"),
    "accept": _("受け付けた"),
    "refuse": _("受け付けなかった"),
    "go_on": _("次の段階に進めた"),
    "again": _("もう一度審査することにした"),
    "decide": _("結果を決めた"),
    "finish": _("実施の要請を終えた"),
    "withdraw": _("取り下げた"),
}


def place_title(proposal: Proposal) -> str:
    """Where it stands: the stage's own title, or where it ended."""
    place = proposal.place
    return str(PLACES[place]) if place in PLACES else proposal.programme.stage(place).title


def verdict_title(proposal: Proposal) -> str:
    """The verdict as the programme calls it; empty before."""
    return proposal.programme.verdict(proposal.verdict).title if proposal.verdict else ""


def action_title(action: str) -> str:
    """What was done; what another part does bears its own words or none."""
    return str(ACTIONS.get(action, action))

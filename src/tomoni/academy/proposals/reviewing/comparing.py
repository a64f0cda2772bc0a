"""The proposals of a call side by side, for the committee: no line is about a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.workbooks import Cell
from tomoni.academy.proposals import blind, stages
from tomoni.academy.proposals.models import Call, Part, Proposal
from tomoni.academy.proposals.queries import parts_of
from tomoni.academy.proposals.reviewing import queries, scoring
from tomoni.academy.proposals.reviewing.models import Assignment
from tomoni.academy.proposals.reviewing.spreads import Spread


@dataclass(frozen=True)
class Line:
    """One proposal: where it stands and how its weighted sums lie, once all are there."""

    number: str
    title: str
    category: str
    stage: str
    sent: int
    asked: int
    round: int
    sums: Spread | None
    url: str


_Order = tuple[Any, Callable[[Line], Any]]
ORDERS: dict[str, _Order] = {
    "number": (gettext_lazy("受付番号"), lambda line: line.number),
    "sum": (gettext_lazy("合計の中央値"), lambda line: -line.sums.middle if line.sums else 1),
    "width": (gettext_lazy("評価の開き"), lambda line: -line.sums.width if line.sums else 1),
}
"""How the table can be sorted: what it is called, and by what."""


def lines(call: Call, *, user: User, order: str) -> list[Line]:
    """The proposals that the person sits down with; the number of queries is the same for any."""
    office = Part.OFFICE in parts_of(user, municipality=call.edition.municipality)
    proposals = list(queries.committee(call, user=user))
    words = (
        {} if office else blind.words_of([each for each in proposals if blind.hides_names(each)])
    )
    found = [_line(each, mask=blind.Mask(words.get(each.pk, {})), user=user) for each in proposals]
    return sorted(found, key=ORDERS.get(order, ORDERS["number"])[1])


def sheet(found: Sequence[Line]) -> tuple[list[str], list[list[Cell]]]:
    """The table's headings and rows."""
    headings = [
        _("受付番号"), _("題名"), _("区分"), _("段階"), _("採点した人"), _("審査員"),
        _("合計の中央値"), _("最低"), _("最高"), _("採点の回"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            line.number, line.title, line.category, line.stage, line.sent, line.asked,
            f"{line.sums.middle:g}" if line.sums else None,
            line.sums.lowest if line.sums else None,
            line.sums.highest if line.sums else None,
            line.round,
        ]
        for line in found
    ]  # fmt: skip
    return headings, rows


def _line(proposal: Proposal, *, mask: blind.Mask, user: User) -> Line:
    active: list[Assignment] = proposal.active  # type: ignore[attr-defined] # fetched beside it
    newest = scoring.newest(proposal, active)
    own = next((each for each in active if each.reviewer_id == user.pk), None)
    programme = proposal.programme
    at_a_stage = proposal.place not in stages.ENDS
    return Line(
        number=proposal.number,
        title=mask.text(proposal.title),
        category=programme.category(proposal.category).title,
        stage=programme.stage(proposal.place).title if at_a_stage else _("終わり"),
        sent=newest.sent if newest else 0,
        asked=newest.asked if newest else 0,
        round=newest.number if newest else 0,
        sums=newest.result.sums if newest and newest.result else None,
        url=reverse("reviewing:review", args=(own.pk,))
        if own and own.place == proposal.place
        else reverse("reviewing:scores", args=(proposal.pk,)),
    )

"""Proposals in numbers: by year, division and verdict, how long it took, what came of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.proposals.deciding import measured, queries
from tomoni.academy.proposals.deciding.measured import Outcome
from tomoni.academy.proposals.deciding.models import State
from tomoni.academy.proposals.models import Call, Proposal
from tomoni.academy.proposals.programme import Verdict
from tomoni.academy.proposals.stages import REFUSED, WITHDRAWN
from tomoni.engine.core import Quantity, range_text, show

EFFECTS = {
    "staff_hours": gettext_lazy("職員の時間（年）"),
    "yen": gettext_lazy("円（年）"),
    "citizen_hours": gettext_lazy("市民の時間（年）"),
}
"""What is planned and measured; they are never added up."""
IMPLEMENT = "implement"


@dataclass(frozen=True)
class Sent:
    """One proposal that was sent, as far as it counts."""

    proposal: Proposal
    verdict: Verdict | None
    state: str
    """Of what was asked for; empty where nothing was."""

    @property
    def accepted(self) -> bool:
        return bool(self.proposal.number) and not self.refused

    @property
    def refused(self) -> bool:
        return self.proposal.place == REFUSED

    @property
    def withdrawn(self) -> bool:
        return self.proposal.place == WITHDRAWN

    @property
    def adopted(self) -> bool:
        return self.verdict is not None and self.verdict.follows == IMPLEMENT

    @property
    def done(self) -> bool:
        return self.adopted and self.state == State.DONE

    @property
    def days(self) -> int | None:
        """Days from sending to the verdict; None while there is none."""
        sent, decided = self.proposal.sent_at, self.proposal.decided_at
        if sent is None or decided is None:
            return None
        return (timezone.localdate(decided) - timezone.localdate(sent)).days


@dataclass(frozen=True)
class Line:
    """Some proposals together."""

    label: str
    sent: tuple[Sent, ...]

    def count(self, name: str) -> int:
        """How many of them are so: `accepted`, `refused`, `withdrawn`, `adopted`, `done`."""
        return sum(getattr(each, name) for each in self.sent)

    @property
    def decided(self) -> int:
        return sum(each.verdict is not None for each in self.sent)

    @property
    def settled(self) -> int:
        """Of which it is known whether they were taken in."""
        return self.count("accepted") + self.count("refused")

    @property
    def days(self) -> list[int]:
        return [each.days for each in self.sent if each.days is not None]

    @property
    def days_words(self) -> str:
        """Median and range of the days to the verdict."""
        if not self.days:
            return "―"
        said = {
            "middle": f"{median(self.days):g}", "least": min(self.days), "most": max(self.days),
        }  # fmt: skip
        return _("%(middle)s日（%(least)s～%(most)s日）") % said

    @property
    def words(self) -> str:
        """The line as a sentence, for who cannot see the bars."""
        said = {"label": self.label, "sent": len(self.sent), "adopted": self.count("adopted")}
        return _("%(label)s：提出%(sent)s件、採用%(adopted)s件") % said


def share(part: int, of: int) -> str:
    """A share in per cent with its numbers; a dash without any."""
    return f"{round(100 * part / of)}％（{part}/{of}）" if of else "―"


def headings(first: str) -> list[str]:
    """What stands above a line, in the order of `cells`."""
    return [
        first, _("提出"), _("受理"), _("受理の割合"), _("取り下げ"), _("結果が出た"), _("採用"),
        _("採用の割合"), _("提出から結果まで（中央値と幅）"), _("実施できた割合"),
    ]  # fmt: skip


def cells(line: Line) -> list[str | int]:
    accepted, adopted = line.count("accepted"), line.count("adopted")
    return [
        line.label, len(line.sent), accepted, share(accepted, line.settled),
        line.count("withdrawn"), line.decided, adopted, share(adopted, line.decided),
        line.days_words, share(line.count("done"), adopted),
    ]  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """What was planned and measured of one proposal, by name."""

    proposal: Proposal
    outcomes: Mapping[str, Outcome]

    def cells(self) -> list[str]:
        """Number, title, then planned and measured of each effect."""
        pairs = [self.outcomes.get(name, Outcome()) for name in EFFECTS]
        said = [words(each) for pair in pairs for each in (pair.planned, pair.measured)]
        return [self.proposal.number, self.proposal.title, *said]


@dataclass(frozen=True)
class Sum:
    """One effect over the proposals of which both the plan and the measurement are known."""

    label: str
    count: int
    planned: Quantity | None
    measured: Quantity | None

    def cells(self) -> list[str]:
        ratio = "―"
        if self.planned and self.measured and self.planned.value:
            ratio = f"{round(100 * self.measured.value / self.planned.value)}％"
        count = _("%(count)s件") % {"count": self.count}
        return [self.label, count, words(self.planned), words(self.measured), ratio]


def words(quantity: Quantity | None) -> str:
    if quantity is None:
        return "―"
    reach = range_text(quantity)
    return f"{show(quantity)}（{reach}）" if reach else show(quantity)


@dataclass(frozen=True)
class Numbers:
    """All of it, of one year or of all years."""

    municipality: Municipality
    years: tuple[Line, ...]
    year: int | None
    """The chosen year; None for all."""
    divisions: tuple[Line, ...]
    verdicts: tuple[tuple[str, int], ...]
    effects: tuple[Effect, ...]
    sums: tuple[Sum, ...]


def numbers(municipality: Municipality, *, year: int | None) -> Numbers:
    """Four queries for any number of proposals, and those of who measures."""
    calls = {call.pk: call for call in queries.calls_of(municipality)}
    every = [_sent(each, calls) for each in queries.sent_to(municipality)]
    chosen = [each for each in every if year in (None, _year(each, calls))]
    effects = _effects([each.proposal for each in chosen if each.adopted])
    counts: dict[str, int] = {}
    for each in chosen:
        if each.verdict is not None:
            counts[each.verdict.title] = counts.get(each.verdict.title, 0) + 1
    return Numbers(
        municipality=municipality,
        years=_lines(every, lambda each: _year(each, calls), lambda key: _("%s年度") % key),
        year=year,
        divisions=_lines(chosen, lambda each: each.proposal.division.name, str),
        verdicts=tuple(counts.items()),
        effects=effects,
        sums=tuple(_sum(name, effects) for name in EFFECTS),
    )


def _sent(proposal: Proposal, calls: Mapping[int, Call]) -> Sent:
    proposal.call = calls[proposal.call_id]
    verdict = proposal.programme.verdict(proposal.verdict) if proposal.verdict else None
    asked = getattr(proposal, "aftercare", None)
    return Sent(proposal, verdict, asked.state if asked else "")


def _year(each: Sent, calls: Mapping[int, Call]) -> int:
    return calls[each.proposal.call_id].fiscal_year


def _lines(
    sent: Iterable[Sent], key: Callable[[Sent], Any], label: Callable[[Any], str]
) -> tuple[Line, ...]:
    parts: dict[Any, list[Sent]] = {}
    for each in sent:
        parts.setdefault(key(each), []).append(each)
    in_order = sorted(parts.items(), reverse=all(isinstance(each, int) for each in parts))
    return tuple(Line(label(value), tuple(found)) for value, found in in_order)


def _effects(proposals: Sequence[Proposal]) -> tuple[Effect, ...]:
    """Of those of which anything is planned or measured."""
    known = measured.of_proposals([each.pk for each in proposals])
    planned = _planned(proposals)
    found = []
    for each in proposals:
        mine = {name: Outcome(quantity) for name, quantity in planned.get(each.pk, {}).items()}
        for name, outcome in known.get(each.pk, {}).items():
            plan = outcome.planned or mine.get(name, Outcome()).planned
            mine[name] = Outcome(plan, outcome.measured)
        if mine:
            found.append(Effect(each, mine))
    return tuple(found)


def _planned(proposals: Sequence[Proposal]) -> dict[int, dict[str, Quantity]]:
    """The effects of the cases as they were when the proposals were written. One query."""
    made: dict[int, list[tuple[datetime, dict[str, Any]]]] = {}
    for case, made_at, quantities in queries.effects_of(proposals):
        made.setdefault(case, []).append((made_at, quantities))
    found: dict[int, dict[str, Quantity]] = {}
    for each in proposals:
        if each.case_version is None:
            continue
        for made_at, quantities in made.get(each.case_version.artifact.case_id, ()):
            if made_at <= each.case_version.made_at:
                found[each.pk] = {
                    name: Quantity.model_validate(quantities[name])
                    for name in EFFECTS
                    if name in quantities
                }
    return found


def _sum(name: str, effects: Iterable[Effect]) -> Sum:
    pairs = [
        (outcome.planned, outcome.measured)
        for outcome in (each.outcomes.get(name, Outcome()) for each in effects)
        if outcome.planned and outcome.measured
    ]
    label = str(EFFECTS[name])
    if not pairs:
        return Sum(label, 0, None, None)
    planned, actual = zip(*pairs, strict=True)
    return Sum(label, len(pairs), _together(planned), _together(actual))


def _together(found: Sequence[Quantity]) -> Quantity:
    return Quantity(value=sum(each.value for each in found), unit=found[0].unit)

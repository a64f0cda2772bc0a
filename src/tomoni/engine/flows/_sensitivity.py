"""Which inputs decide how many hours a flow takes."""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.flows._checking import refuse
from tomoni.engine.flows._cost import MINUTES_PER_HOUR
from tomoni.engine.flows._flow import Flow, Gate, LaneKind, Minutes, Step
from tomoni.engine.flows._graph import shares
from tomoni.engine.flows._tokens import visit_ratios

_ASSUMED = 0.1


class Input(StrEnum):
    """What kind of figure a group put in."""

    CASES = "年間件数"
    MINUTES = "1件あたりの分"
    SHARE = "割合"
    OFTEN = "件数・頻度"


class Influence(Value):
    """What one input alone does to the hours a year, all others as usual.

    `low` and `high` are the ends of the input: its own range, or, where it has none, a tenth less
    and more (`assumed`). `hours` has the hours at these ends as its range, the grade of the input
    as its grade; `swing` is the distance between them. `step` is the id, `to` the way of a share.
    """

    input: Input
    step: str = ""
    name: str = ""
    to: str = ""
    value: float
    low: float
    high: float
    assumed: bool
    hours: Quantity
    swing: float
    grade: Grade


def sensitivity(
    flow: Flow, *, cases: Quantity, kind: LaneKind = LaneKind.STAFF
) -> tuple[Influence, ...]:
    """All inputs of the hours a year of one kind of lanes, the most decisive first.

    One input at a time goes from its lowest to its highest (a tornado; Saltelli and others, Global
    Sensitivity Analysis, 2008, section 1.2). A share that changes takes from the other ways of its
    step, or gives to them, in proportion. Raises `FlowsError` as `cost` does.
    """
    refuse(flow)
    return tuple(
        sorted(_Hours(flow, cases=cases, kind=kind).influences(), key=lambda one: -one.swing)
    )


class _Hours:
    def __init__(self, flow: Flow, *, cases: Quantity, kind: LaneKind) -> None:
        kinds = {lane.name: lane.kind for lane in flow.lanes}
        self._flow, self._cases = flow, cases
        self._counts = [kinds[step.lane] is kind for step in flow.steps]
        self._ratios = visit_ratios(flow)
        self._minutes = self._of(flow, self._ratios)
        self._apart = math.fsum(
            step.often.a_year * step.minutes.likely
            for step, counts in zip(flow.steps, self._counts, strict=True)
            if counts and step.minutes and step.often
        )

    def influences(self) -> Iterator[Influence]:
        """Each input with its influence."""
        cases = self._cases
        low, high, assumed = _range(cases.value, cases.low, cases.high)
        ends = (self._whole(self._minutes, low), self._whole(self._minutes, high))
        yield self._influence(
            Input.CASES, None, cases.value, (low, high), ends, assumed=assumed, grade=cases.grade
        )
        for step, counts, ratio in zip(self._flow.steps, self._counts, self._ratios, strict=True):
            if counts and step.minutes and (ratio or step.often):
                yield self._of_minutes(step, step.minutes, ratio)
                if step.often:
                    yield self._of_often(step, step.often.a_year, step.minutes.likely)
        for place, step in enumerate(self._flow.steps):
            if self._ratios[place] and step.split is not Gate.ALL:
                yield from self._of_shares(place, step)

    def _of(self, flow: Flow, ratios: Sequence[float]) -> float:
        """Usual minutes for one case in the lanes that count."""
        return math.fsum(
            ratio * step.minutes.likely
            for step, counts, ratio in zip(flow.steps, self._counts, ratios, strict=True)
            if counts and step.minutes and not step.often
        )

    def _whole(self, minutes: float, cases: float | None = None) -> float:
        """Minutes a year of so many for one case."""
        return minutes * (self._cases.value if cases is None else cases) + self._apart

    def _of_often(self, step: Step, times: float, minutes: float) -> Influence:
        low, high, assumed = _range(times, None, None)
        ends = [self._whole(self._minutes) + (end - times) * minutes for end in (low, high)]
        return self._influence(
            Input.OFTEN, step, times, (low, high), (ends[0], ends[1]), assumed=assumed
        )

    def _of_minutes(self, step: Step, minutes: Minutes, ratio: float) -> Influence:
        value = minutes.likely
        low, high, assumed = _range(value, minutes.low, minutes.high)
        often = step.often.a_year if step.often else ratio * self._cases.value
        first, last = (self._whole(self._minutes) + often * (end - value) for end in (low, high))
        return self._influence(
            Input.MINUTES, step, value, (low, high), (first, last), assumed=assumed
        )

    def _of_shares(self, place: int, step: Step) -> Iterator[Influence]:
        known = shares(step)
        if known is None or len(known) < 2:
            return
        chosen: Sequence[int] = range(len(known))
        if len(known) == 2 and step.split is Gate.ONE:
            chosen = [min(chosen, key=lambda way: known[way])]
        for way in chosen:
            if not 0 < known[way] < 1:
                continue
            low, high = known[way] * (1 - _ASSUMED), known[way] * (1 + _ASSUMED)
            high = min(high, (1 + known[way]) / 2)
            if step.split is Gate.ANY:
                low = max(low, 1 - (sum(known) - known[way]))
            found = [self._whole(self._with_share(place, known, way, end)) for end in (low, high)]
            yield self._influence(
                Input.SHARE,
                step,
                known[way],
                (low, high),
                (found[0], found[1]),
                to=step.next[way].to,
                assumed=True,
            )

    def _with_share(self, place: int, known: Sequence[float], way: int, share: float) -> float:
        step, rest = self._flow.steps[place], 1 - known[way]
        scale = (1 - share) / rest if step.split is Gate.ONE and rest else 1.0
        given = [share if n == way else other * scale for n, other in enumerate(known)]
        onward = tuple(
            one.model_copy(update={"share": part})
            for one, part in zip(step.next, given, strict=True)
        )
        steps = list(self._flow.steps)
        steps[place] = step.model_copy(update={"next": onward})
        changed = self._flow.model_copy(update={"steps": tuple(steps)})
        return self._of(changed, visit_ratios(changed))

    def _influence(
        self,
        what: Input,
        step: Step | None,
        value: float,
        ends: tuple[float, float],
        minutes: tuple[float, float],
        *,
        assumed: bool,
        to: str = "",
        grade: Grade = Grade.ESTIMATE,
    ) -> Influence:
        grade = step.grade if step else grade
        low, high = sorted(end / MINUTES_PER_HOUR for end in minutes)
        usual = self._whole(self._minutes) / MINUTES_PER_HOUR
        return Influence(
            input=what,
            step=step.id if step else "",
            name=step.name if step else "",
            to=to,
            value=value,
            low=ends[0],
            high=ends[1],
            assumed=assumed,
            hours=Quantity(
                value=usual, unit="時間", low=low, high=high, label="1年の時間", grade=grade
            ),
            swing=high - low,
            grade=grade,
        )


def _range(value: float, low: float | None, high: float | None) -> tuple[float, float, bool]:
    """The ends of an input and whether they are assumed."""
    if low is None or high is None or low == high:
        return value * (1 - _ASSUMED), value * (1 + _ASSUMED), True
    return low, high, False

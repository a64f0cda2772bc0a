"""An indicator's values as a small chart: planned dashed, measured solid, each with its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.proposals.followup import queries
from tomoni.academy.proposals.followup.models import Indicator, Value, ValueKind
from tomoni.academy.proposals.followup.quantities import (
    attained,
    attained_words,
    of_value,
    tone,
    words,
)
from tomoni.engine.core import Quantity, show

_WIDTH, _HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 570, 40, 170
_ABOVE, _BELOW = -10, 20
"""Where the words of a point stand from it."""


@dataclass(frozen=True)
class Point:
    """A value on the picture, and its words; `low`, `high`: the ends of its range."""

    x: str
    y: str
    text: str
    text_y: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Chart:
    """What the picture is drawn from; coordinates are plain texts."""

    title: str
    alt: str
    planned: tuple[Point, ...]
    actual: tuple[Point, ...]
    days: tuple[tuple[str, str, str], ...]
    """Place, anchor and words of the first and the last day."""
    zero: str
    width: int = _WIDTH
    height: int = _HEIGHT

    @property
    def planned_line(self) -> str:
        return _line(self.planned)

    @property
    def actual_line(self) -> str:
        return _line(self.actual)


@dataclass(frozen=True)
class Standing:
    """The newest value of an indicator beside what is planned for its time."""

    planned: Value | None
    actual: Value | None
    present: Value | None
    indicator: Indicator

    def quantity(self, value: Value | None) -> Quantity | None:
        return of_value(value, indicator=self.indicator) if value else None

    @property
    def attained(self) -> str:
        planned = self.quantity(self.planned)
        return attained(planned, self.quantity(self.actual)) if planned else "OPEN"

    @property
    def said(self) -> str:
        return attained_words(self.attained, turned=self.indicator.turned)

    @property
    def tone(self) -> str:
        return tone(self.attained, turned=self.indicator.turned)

    @property
    def planned_words(self) -> str:
        return words(self.quantity(self.planned)) if self.planned else self.indicator.target or "―"

    @property
    def actual_words(self) -> str:
        return words(self.quantity(self.actual))

    @property
    def present_words(self) -> str:
        return words(self.quantity(self.present))


def standing_of(indicator: Indicator) -> Standing:
    """Its newest value held against what was planned for that time or, before it, next."""
    values = queries.current(indicator.values.all())
    by_kind = {kind: [each for each in values if each.kind == kind] for kind in ValueKind}
    planned, came = by_kind[ValueKind.PLANNED], by_kind[ValueKind.ACTUAL]
    actual = came[-1] if came else None
    past = [each for each in planned if actual and each.day <= actual.day]
    wanted = past[-1] if past else (planned[0] if planned else None)
    present = by_kind[ValueKind.PRESENT][-1] if by_kind[ValueKind.PRESENT] else None
    return Standing(wanted, actual, present, indicator)


def chart_of(indicator: Indicator) -> Chart | None:
    """None while there is nothing but one value to draw."""
    values = queries.current(indicator.values.all())
    if len(values) < 2:
        return None
    planned = [each for each in values if each.kind != ValueKind.ACTUAL]
    actual = [each for each in values if each.kind == ValueKind.ACTUAL]
    across, up = _across(values), _up(values)

    actual_above = bool(planned and actual) and actual[-1].value >= planned[-1].value

    def points(found: Sequence[Value], *, above: bool) -> tuple[Point, ...]:
        away = _ABOVE if above else _BELOW
        return tuple(_point(each, indicator, across, up, away=away) for each in found)

    first, last = values[0].day, values[-1].day
    days = ((f"{_LEFT}", "start", date_format(first)), (f"{_RIGHT}", "end", date_format(last)))
    return Chart(
        title=indicator.name, alt=_alt(indicator, planned, actual),
        planned=points(planned, above=not actual_above), actual=points(actual, above=actual_above),
        days=days[: 1 if first == last else 2], zero=f"{_BOTTOM}",
    )  # fmt: skip


def svg_of(chart: Chart) -> bytes:
    """The picture as a file of its own, for documents."""
    return render_to_string("followup/chart.svg", {"chart": chart}).strip().encode()


def _point(
    value: Value, indicator: Indicator, across: Callable[[Value], float],
    up: Callable[[float], float], *, away: int,
) -> Point:  # fmt: skip
    x, y = across(value), up(value.value)
    ends = value.low is not None and value.high is not None
    return Point(
        f"{x:.1f}", f"{y:.1f}", show(of_value(value, indicator=indicator)), f"{y + away:.1f}",
        low=f"{up(value.low or 0):.1f}" if ends else "",
        high=f"{up(value.high or 0):.1f}" if ends else "",
    )  # fmt: skip


def _across(values: Sequence[Value]) -> Callable[[Value], float]:
    first = values[0].day
    days = (values[-1].day - first).days or 1
    return lambda value: _LEFT + (_RIGHT - _LEFT) * (value.day - first).days / days


def _up(values: Sequence[Value]) -> Callable[[float], float]:
    """From zero, or what lies below it, to the greatest."""
    ends = [end for each in values for end in (each.value, each.low, each.high) if end is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = (high - low) or 1.0
    return lambda amount: _BOTTOM - (_BOTTOM - _TOP) * (amount - low) / room


def _line(points: Sequence[Point]) -> str:
    return " ".join(f"{each.x},{each.y}" for each in points)


def _alt(indicator: Indicator, planned: Sequence[Value], actual: Sequence[Value]) -> str:
    def told(found: Sequence[Value]) -> str:
        return "、".join(
            f"{date_format(each.day)} {words(of_value(each, indicator=indicator))}"
            for each in found
        ) or _("まだない")

    said = {"name": indicator.name, "planned": told(planned), "actual": told(actual)}
    return _("%(name)s。現在値と見込み：%(planned)s。実績：%(actual)s。") % said

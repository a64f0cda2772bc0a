"""The classes of a map: where one shade ends and the next begins."""

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from tomoni.engine.maps._errors import MapsError

_FIGURES = 3
_MOST_VALUES = 1_500
MOST_CLASSES = 7


class Breaks(StrEnum):
    """How classes are cut: as many areas in each, equally wide, where the gaps are, as given."""

    QUANTILE = "quantile"
    EQUAL = "equal"
    NATURAL = "natural"
    GIVEN = "given"


def class_breaks(
    values: Sequence[float],
    *,
    how: Breaks,
    classes: int = 5,
    given: Sequence[float] = (),
) -> tuple[float, ...]:
    """The ends of the classes, ascending, one more than there are classes.

    A class holds its lower end and not its upper one; the last holds both. Inner ends are rounded,
    so that the legend says exactly what the map shows; fewer different values than classes give
    fewer classes. Natural breaks: Fisher 1958 (JASA 53, 789-798), exact up to
    1,500 different values, of more every so manieth. Raises `MapsError`: `no-values`,
    `wrong-breaks`, `wrong-classes`.
    """
    found = np.sort(np.array(values, dtype=float))
    if not len(found):
        raise MapsError("no-values")
    if not 1 <= classes <= MOST_CLASSES:
        raise MapsError("wrong-classes", limit=MOST_CLASSES)
    low, high = float(found[0]), float(found[-1])
    if how is Breaks.GIVEN:
        return _given(given, low=low, high=high)
    if low == high:
        return (low, high)
    if how is Breaks.EQUAL:
        inner = np.linspace(low, high, classes + 1)[1:-1]
    elif how is Breaks.QUANTILE:
        inner = np.quantile(found, np.arange(1, classes) / classes)
    else:
        return (low, *_natural(np.unique(found), classes=classes), high)
    rounded = {_rounded(float(value), span=high - low) for value in inner}
    return (low, *sorted(value for value in rounded if low < value < high), high)


def class_of(value: float, *, breaks: Sequence[float]) -> int:
    """The class of the value, from 0; values beyond the ends are in the outer classes."""
    inner = breaks[1:-1]
    return int(np.searchsorted(inner, value, side="right"))


def _given(given: Sequence[float], *, low: float, high: float) -> tuple[float, ...]:
    """The inner ends as they are given; the outer ones are what the values reach."""
    inner = tuple(given)
    if not inner or list(inner) != sorted(set(inner)) or len(inner) >= MOST_CLASSES:
        raise MapsError("wrong-breaks", limit=MOST_CLASSES - 1)
    return (min(low, inner[0]), *inner, max(high, inner[-1]))


def _rounded(value: float, *, span: float) -> float:
    digits = _FIGURES - 1 - math.floor(math.log10(span))
    return round(value, digits)


def _natural(values: npt.NDArray[np.float64], *, classes: int) -> list[float]:
    """Between the classes with the least squares within them."""
    if len(values) > _MOST_VALUES:
        values = values[np.linspace(0, len(values) - 1, _MOST_VALUES).astype(int)]
    classes = min(classes, len(values))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    squares = np.concatenate([[0.0], np.cumsum(values**2)])
    count = len(values)
    cost = np.full(count + 1, np.inf)
    cost[0] = 0.0
    starts = np.zeros((classes + 1, count + 1), dtype=int)
    for number in range(1, classes + 1):
        best = np.full(count + 1, np.inf)
        for end in range(number, count + 1):
            begins = np.arange(number - 1, end)
            total = sums[end] - sums[begins]
            within = squares[end] - squares[begins] - total**2 / (end - begins)
            whole = cost[begins] + within
            place = int(np.argmin(whole))
            best[end], starts[number, end] = whole[place], begins[place]
        cost = best
    ends, end = [], count
    for number in range(classes, 1, -1):
        end = starts[number, end]
        ends.append(_shortest(float(values[end - 1]), float(values[end])))
    return ends[::-1]


def _shortest(low: float, high: float) -> float:
    """The middle of a gap, with no more figures than it takes to stay within."""
    middle = (low + high) / 2
    coarsest = -math.floor(math.log10(high - low))
    rounded = (round(middle, digits) for digits in range(coarsest, coarsest + _FIGURES))
    return next((value for value in rounded if low < value < high), middle)

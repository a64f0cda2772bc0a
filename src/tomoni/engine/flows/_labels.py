"""Where the words of a line stand."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tomoni.engine.flows import _wrapping
from tomoni.engine.flows._shapes import Box, Point, Segment, length, level, segments

FONT = 12
LINE = 15
WIDTH = 84
_MOST_LINES = 4
_GAP = 3
_CLEAR = 5
_OVER_BOX, _OVER_LABEL, _OVER_LINE, _OUTSIDE = 100, 100, 30, 1_000


class Label(NamedTuple):
    """Words of a line, in lines, and the box they fill."""

    lines: tuple[str, ...]
    box: Box


def words(condition: str, *, share: float | None) -> str:
    """A condition and the share of cases as one reads them: 不備がある 20％."""
    return " ".join(part for part in (condition, _per_cent(share)) if part)


def _per_cent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.3g}％"


def _lines(condition: str, *, share: float | None) -> tuple[str, ...]:
    """The words in lines; the share below a condition that fills a line."""
    em = WIDTH / FONT
    both = words(condition, share=share)
    if _wrapping.width(condition) <= em < _wrapping.width(both):
        return condition, _per_cent(share)
    return _wrapping.wrapped(both, em=em, lines=_MOST_LINES)


def label(
    condition: str,
    *,
    share: float | None,
    points: Sequence[Point],
    boxes: Sequence[Box],
    others: Sequence[Box],
    lines: Sequence[Segment],
    frame: Box,
) -> Label:
    """The words beside their line, near the beginning, where they cover least of the rest."""
    wrapped = _lines(condition, share=share)
    width = max(map(_wrapping.width, wrapped)) * FONT
    height = LINE * len(wrapped)
    places = list(_places(points, width=width, height=height))
    around = _around([place for _, place in places])
    near = [box for box in boxes if around.overlaps(box, margin=1)]
    said = [box for box in others if around.overlaps(box, margin=1)]
    run = [each for each in lines if around.crossed_by(each, margin=_CLEAR)]

    def cost(choice: tuple[float, Box]) -> float:
        far, place = choice
        return (
            far
            + _OVER_BOX * sum(place.overlaps(box, margin=1) for box in near)
            + _OVER_LABEL * sum(place.overlaps(box) for box in said)
            + _OVER_LINE * sum(place.crossed_by(each, margin=_CLEAR) for each in run)
            + _OVER_LINE * sum(place.crossed_by(each) for each in segments(points))
            + _OUTSIDE * (not frame.holds(place))
        )

    return Label(lines=wrapped, box=min(places, key=cost)[1])


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _places(points: Sequence[Point], *, width: float, height: float) -> Iterator[tuple[float, Box]]:
    """Places along the line with a cost that grows with the way from its beginning."""
    for number, segment in enumerate(segments(points)):
        (x1, y1), (x2, y2) = segment
        if level(segment):
            first, last = min(x1, x2) + _GAP, max(x1, x2) - width - _GAP
            begin, end = (first, last) if x1 < x2 else (last, first)
            starts = [begin, (begin + end) / 2, end]
            for place, x in enumerate(starts):
                short = max(0.0, width + 2 * _GAP - length(segment))
                yield number * 12 + place + short, Box(x, y1 - height - 1, width, height)
                yield number * 12 + place + short + 2, Box(x, y1 + _GAP, width, height)
        else:
            down = y2 > y1
            starts = [y1 + _GAP if down else y1 - height - _GAP, (y1 + y2 - height) / 2]
            for place, y in enumerate(starts):
                yield number * 12 + place, Box(x1 + _GAP + 1, y, width, height)
                yield number * 12 + place + 2, Box(x1 - width - _GAP - 1, y, width, height)

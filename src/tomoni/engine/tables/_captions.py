"""What stands above a sketched table: the names of its columns, its title and its units."""

import re
from dataclasses import dataclass

from tomoni.engine.tables._rectangles import Rectangle, Sketch, plain
from tomoni.engine.tables._strips import Strip, Zone
from tomoni.engine.tables._units import fits, is_unit, measured_in

_UNIT_NOTE = re.compile(r"[（(［\[]?\s*単位\s*[:：]?\s*(.+?)\s*[)）\]］]?")
_DIVIDER = re.compile(r"[・、,，／]")
_SHARE_NAME = re.compile(r"率|比|割合|シェア")
_SHARES = ("％", "%", "‰")
_DEEPEST = 12
_TITLE_ROWS = 3
_SLACK = 1


@dataclass(frozen=True)
class Captions:
    """Names of the number columns and of the label columns, titles, units said for the table."""

    top: int
    """The first row of the header, or of the numbers without one."""
    names: tuple[str, ...]
    stub_names: tuple[str, ...]
    titles: tuple[str, ...]
    units: tuple[str, ...]
    used: frozenset[Rectangle]


def find_captions(
    sketch: Sketch, *, zone: Zone, stub_left: int, taken: frozenset[Rectangle]
) -> Captions:
    """What stands above a table; `taken`: rectangles that belong to other tables."""
    columns = [_header(sketch, strip=strip, zone=zone, taken=taken) for strip in zone.strips]
    heads = {rectangle for column in columns for rectangle in column}
    top = min((rectangle.top for rectangle in heads), default=zone.rows[0])
    stub = [
        rectangle
        for rectangle in dict.fromkeys(
            rectangle
            for row in range(top, zone.rows[0])
            for rectangle in sketch.left_of(row, zone.left)
        )
        if rectangle.left >= stub_left - _SLACK
        and rectangle.top >= top
        and rectangle.kind == "label"
        and rectangle not in taken
    ]
    above = _above(sketch, zone=zone, left=stub_left, top=top, taken=taken)
    titles = [found for found in above if not _UNIT_NOTE.fullmatch(found.text)]
    notes = [match for found in above if (match := _UNIT_NOTE.fullmatch(found.text))]
    units = [part for match in notes for part in _DIVIDER.split(match.group(1)) if is_unit(part)]
    return Captions(
        top,
        tuple(_joined(column) for column in columns),
        tuple(plain(rectangle.text) for rectangle in stub),
        tuple(plain(found.text) for found in titles),
        tuple(units),
        frozenset((*heads, *stub, *above)),
    )


def unit_for(name: str, units: tuple[str, ...]) -> str:
    """Which of the units said for a whole table is a column's: ％ belongs to rates only."""
    if named := measured_in(name, units=units):
        return named
    shares = [unit for unit in units if unit in _SHARES]
    others = [unit for unit in units if unit not in _SHARES]
    fitting = shares if shares and _SHARE_NAME.search(name) else others
    return fitting[0] if len(fitting) == 1 and fits(fitting[0], name) else ""


def _header(
    sketch: Sketch, *, strip: Strip, zone: Zone, taken: frozenset[Rectangle]
) -> list[Rectangle]:
    """The labels above one column, outermost first."""
    found: list[Rectangle] = []
    row = zone.rows[0] - 1
    while row >= 0 and len(found) < _DEEPEST:
        here = [
            rectangle
            for rectangle in sketch.by_row.get(row, ())
            if _is_above(rectangle, strip=strip)
        ]
        if len(here) != 1 or here[0] in taken or not _is_head(here[0], zone=zone):
            break
        found.append(here[0])
        row = here[0].top - 1
    return found[::-1]


def _is_above(rectangle: Rectangle, *, strip: Strip) -> bool:
    narrower = min(rectangle.right - rectangle.left, strip.right - strip.left) + 1
    return rectangle.overlap(strip.left, strip.right) * 2 >= narrower


def _is_head(rectangle: Rectangle, *, zone: Zone) -> bool:
    """Whether a label heads whole columns of this table; a title lies across them anyhow."""
    if rectangle.kind == "value" or _UNIT_NOTE.fullmatch(rectangle.text):
        return False
    if rectangle.left < zone.left - _SLACK:
        return False
    over = [strip for strip in zone.strips if rectangle.overlap(strip.left, strip.right) > 0]
    within = len(over) == 1 and rectangle.right <= over[0].right + _SLACK
    return within or all(
        rectangle.left <= strip.left + _SLACK and rectangle.right >= strip.right - _SLACK
        for strip in over
    )


def _above(
    sketch: Sketch, *, zone: Zone, left: int, top: int, taken: frozenset[Rectangle]
) -> list[Rectangle]:
    """The title and its company: the nearest labels above the header, within a few rows."""
    for row in range(top - 1, max(top - 1 - _TITLE_ROWS, -1), -1):
        found = [
            rectangle
            for rectangle in sketch.by_row.get(row, ())
            if rectangle.overlap(left, zone.edge) > 0
        ]
        if any(rectangle in taken or rectangle.kind == "value" for rectangle in found):
            return []
        if found:
            return found
    return []


def _joined(labels: list[Rectangle]) -> str:
    """Levels with `_`; a label cut over two cells of one width is put together again."""
    name = ""
    for place, rectangle in enumerate(labels):
        label = plain(rectangle.text)
        if name and rectangle.span != labels[place - 1].span:
            name += "_"
        name += label
    return name

"""A sheet of graph paper as one small grid a table, each cell where the spreadsheet has it."""

from dataclasses import dataclass

import polars as pl

from tomoni.engine.tables._captions import Captions, find_captions, unit_for
from tomoni.engine.tables._grid import Grid, cell_name
from tomoni.engine.tables._rectangles import Rectangle, Sketch, plain
from tomoni.engine.tables._strips import Strip, Zone, find_zones
from tomoni.engine.tables._stubs import Stub, find_stub, level_names
from tomoni.engine.tables._units import bare_unit

_LEAST = 3
_UNIT_NAME = "単位"


@dataclass(frozen=True)
class Region:
    """One table: its cells alone, one column a variable; the names stand in row `header`."""

    grid: Grid
    header: int | None
    body: tuple[int, ...]
    range: str
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    units: dict[int, str]
    """Column of the spreadsheet → unit."""


@dataclass(frozen=True)
class _Drawn:
    zone: Zone
    stub: Stub
    captions: Captions


def find_regions(grid: Grid, *, sketch: Sketch) -> tuple[list[Region], list[Rectangle]]:
    """The tables of a sketched sheet, and the texts that belong to none of them.

    Those are kept as notes of the table that stands nearest.
    """
    zones = find_zones(sketch)
    tables = [zone for zone in zones if len(zone.rows) * len(zone.strips) >= _LEAST]
    stubs = [find_stub(sketch, zone=zone, bound=_bound(zone, zones=zones)) for zone in tables]
    bodies = [
        frozenset(rectangle for strip in zone.strips for rectangle in strip.cells.values())
        for zone in tables
    ]
    taken = frozenset().union(*bodies, *(stub.used for stub in stubs))
    drawn = [
        _Drawn(zone, stub, find_captions(sketch, zone=zone, stub_left=stub.left, taken=taken))
        for zone, stub in zip(tables, stubs, strict=True)
    ]
    used = taken.union(*(table.captions.used for table in drawn))
    rest = [
        rectangle
        for rectangle in sketch.rectangles
        if rectangle not in used and not _is_unit_of(rectangle, tables=tables)
    ]
    notes = _notes(rest, tables=drawn)
    regions = [
        _region(sketch, grid=grid, table=table, notes=lines)
        for table, lines in zip(drawn, notes, strict=True)
    ]
    return regions, rest


def _bound(zone: Zone, *, zones: list[Zone]) -> int:
    """The last column of the tables that stand left of this one."""
    edges = (z.edge for z in zones if z.edge < zone.left and z.shares_rows(zone))
    return max(edges, default=-1)


def _is_unit_of(rectangle: Rectangle, *, tables: list[Zone]) -> bool:
    return rectangle.kind == "unit" and any(
        rectangle.left == strip.right + 1 and rectangle.top in strip.cells
        for zone in tables
        for strip in zone.strips
    )


def _notes(rest: list[Rectangle], *, tables: list[_Drawn]) -> list[tuple[str, ...]]:
    """The texts of no table, row by row as one line, for the table nearest to each."""
    lines: list[dict[int, list[str]]] = [{} for _ in tables]
    homes: dict[tuple[int, int], int] = {}
    for rectangle in rest if tables else ():
        home = homes.get((rectangle.left, rectangle.top - 1))
        if home is None:
            home = min(range(len(tables)), key=lambda n: _distance(rectangle, tables[n]))
        homes[rectangle.left, rectangle.bottom] = home
        lines[home].setdefault(rectangle.top, []).append(plain(rectangle.text))
    return [tuple(" ".join(found[row]) for row in sorted(found)) for found in lines]


def _distance(rectangle: Rectangle, table: _Drawn) -> int:
    rows = table.zone.rows
    down = max(table.captions.top - rectangle.bottom, rectangle.top - rows[-1], 0)
    across = max(table.stub.left - rectangle.right, rectangle.left - table.zone.edge, 0)
    return down + across


def _region(sketch: Sketch, *, grid: Grid, table: _Drawn, notes: tuple[str, ...]) -> Region:
    zone, stub, captions = table.zone, table.stub, table.captions
    header = zone.rows[0] - 1 if any(captions.names) and zone.rows[0] else None
    columns = _label_columns(stub, zone=zone, captions=captions)
    units: dict[int, str] = {}
    beside = dict(stub.units)
    for name, strip in zip(captions.names, zone.strips, strict=True):
        columns[strip.left] = (name, {row: cell.text for row, cell in strip.cells.items()})
        own = _units_beside(sketch, strip=strip)
        if own and len(set(own.values())) == 1:
            units[strip.left + 1] = next(iter(own.values()))
            continue
        beside |= own
        units[strip.left + 1] = unit_for(name, captions.units)
    place = next((n for n in range(zone.left - 1, stub.left - 1, -1) if n not in columns), None)
    if beside and place is not None:
        columns[place] = (_UNIT_NAME, beside)
    return Region(
        Grid(grid.file_name, grid.sheet, _frame(columns, header=header, height=zone.rows[-1] + 1)),
        header,
        tuple(zone.rows),
        _range(zone, stub=stub, captions=captions),
        (stub.title,) if stub.title else captions.titles,
        (*(captions.titles if stub.title else ()), *notes),
        {column: unit for column, unit in units.items() if unit},
    )


def _frame(
    columns: dict[int, tuple[str, dict[int, str]]], *, header: int | None, height: int
) -> pl.DataFrame:
    cells = []
    for place, (name, texts) in sorted(columns.items()):
        column: list[str | None] = [texts.get(row) for row in range(height)]
        if header is not None:
            column[header] = name
        cells.append(pl.Series(str(place + 1), column, dtype=pl.String))
    return pl.DataFrame(cells)


def _range(zone: Zone, *, stub: Stub, captions: Captions) -> str:
    first = cell_name(captions.top + 1, stub.left + 1)
    return f"{first}:{cell_name(zone.rows[-1] + 1, zone.edge + 1)}"


def _label_columns(
    stub: Stub, *, zone: Zone, captions: Captions
) -> dict[int, tuple[str, dict[int, str]]]:
    """Column → name and the labels of its rows; levels that have no column of their own join."""
    columns: dict[int, tuple[str, dict[int, str]]] = {}
    names = level_names(stub.depth, captions.stub_names)
    last = -1
    for level in range(stub.depth):
        place = max(stub.column(level), last + 1)
        labels = {row: path[level][1] for row, path in stub.paths.items() if len(path) > level}
        if place >= zone.left:
            name, outer = columns[last]
            columns[last] = (name, {**outer, **{r: f"{outer[r]}_{t}" for r, t in labels.items()}})
            continue
        columns[place] = (names[level], labels)
        last = place
    return columns


def _units_beside(sketch: Sketch, *, strip: Strip) -> dict[int, str]:
    """The units that stand right behind the numbers of a column, row by row."""
    return {
        row: bare_unit(rectangle.text)
        for row in strip.cells
        for rectangle in sketch.between(row, strip.right + 1, strip.right + 2)
        if rectangle.kind == "unit"
    }

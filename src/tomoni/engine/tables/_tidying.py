"""One table of a grid to a tidy, typed table."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import polars as pl

from tomoni.engine.core import Finding, Severity, Table
from tomoni.engine.tables._columns import RawColumn, TypedColumn, said, understand_all
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, cell_name
from tomoni.engine.tables._marks import Area
from tomoni.engine.tables._names import Names, find_names
from tomoni.engine.tables._periods import when
from tomoni.engine.tables._place import Layout
from tomoni.engine.tables._proofs import Proven, prove
from tomoni.engine.tables._recipe import ColumnRecipe, Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._spellings import is_filled, trim
from tomoni.engine.tables._title_units import share_out

_SHOWN = 5
_TOP = 8
_SOON = 50
_UNNAMED_SHARE = 3
"""More than one unnamed column in so many: tables side by side or merged labels, most likely."""


def tidy(layout: Layout, *, recipe: Recipe, name: str) -> tuple[Table, list[Finding], set[str]]:
    """The table, its findings and the columns of the recipe that were found in it."""
    grid = layout.grid
    numbers = _numbers(grid, layout=layout, recipe=recipe)
    header = trim(grid.cells[list(layout.header), numbers])
    merges = _merges(grid, layout=layout, numbers=numbers)
    names = find_names(header if layout.header else header.clear(1), merges=merges)
    rows = pl.Series("row", layout.body, dtype=pl.Int64) + 1
    findings = _name_findings(grid, names=names, numbers=numbers, layout=layout)
    context = _context(layout)
    raws = _raw_columns(
        layout, names=names, numbers=numbers, rows=rows, recipe=recipe, context=context
    )
    columns = understand_all(raws)
    findings += [finding for column in columns for finding in column.findings]
    columns, found = share_out(columns, context=context, grid=grid)
    findings += found
    table = Table(
        name=name,
        columns=tuple(column.column for column in columns),
        frame=_frame(columns),
        sheet=grid.sheet,
        range=_range(layout, numbers=numbers),
        row_kinds={"data": len(rows)},
        notes=(*layout.titles, *layout.notes, *(": ".join(pair) for pair in layout.metadata)),
        said=said(columns),
        row_numbers=rows,
    )
    if not layout.folded:
        proven = prove(
            columns,
            rows=rows,
            numbers=numbers,
            grid=grid,
            nested=layout.nested,
            overruled=recipe.row_kinds,
        )
        table = _with(table, proven=proven)
        findings += proven.findings
    return table, findings, set(names.names) & set(recipe.columns)


def prove_folded(
    table: Table, *, layouts: Sequence[Layout], recipe: Recipe
) -> tuple[Table, list[Finding]]:
    """The table that was put together from those layouts, proven as a whole."""
    columns = []
    for column in table.columns:
        nothing = pl.Series(column.name, [None] * table.frame.height, dtype=pl.String)
        known = table.said is not None and column.name in table.said.columns
        said_of = table.said[column.name] if table.said is not None and known else nothing
        reasons = said_of.str.extract(r"^(\S+)")
        columns.append(TypedColumn(column, table.frame[column.name], reasons))
    first = layouts[0]
    starts = [int(layout.grid.cells.columns[0]) for layout in layouts]
    proven = prove(
        columns,
        rows=pl.Series("row", [row + 1 for layout in layouts for row in layout.body]),
        numbers=_numbers(first.grid, layout=first, recipe=recipe),
        grid=first.grid,
        nested=False,
        overruled=recipe.row_kinds,
        shifts=[
            start - starts[0]
            for start, layout in zip(starts, layouts, strict=True)
            for _ in layout.body
        ],
    )
    return _with(table, proven=proven), list(proven.findings)


def _with(table: Table, *, proven: Proven) -> Table:
    """The table with what was proven of its rows."""
    made = proven.columns
    return replace(
        table,
        columns=(*table.columns, *(one.column for one in made)),
        frame=table.frame.with_columns(one.values for one in made) if made else table.frame,
        row_kinds={kind.value: count for kind, count in proven.row_kinds.items()},
        proofs=proven.proofs,
    )


def _raw_columns(
    layout: Layout,
    *,
    names: Names,
    numbers: list[str],
    rows: pl.Series,
    recipe: Recipe,
    context: str,
) -> list[RawColumn]:
    """The columns as they stand, with what the recipe wishes of each."""
    body, notes = _rows(layout.grid, layout=layout), "\n".join(layout.notes)
    wishes = [recipe.columns.get(name, ColumnRecipe()) for name in names.names]
    return [
        RawColumn(
            grid=layout.grid,
            number=int(number),
            name=wish.name or name,
            unit=wish.unit or unit or layout.units.get(int(number), ""),
            cells=body[number],
            rows=rows,
            wanted=wish.type,
            context=context,
            notes=notes,
            reasons=wish.reasons,
        )
        for number, name, unit, wish in zip(numbers, names.names, names.units, wishes, strict=True)
    ]


def _context(layout: Layout) -> str:
    """What stands around a table; titles of the sheet's first rows hold for all its tables."""
    grid = layout.grid
    told = layout.titles and when("\n".join(layout.titles))
    rows = [] if told else grid.cells.head(_TOP).rows()
    filled = [[text for text in row if text is not None] for row in rows]
    texts = [row[0] for row in filled if len(row) == 1 and row[0]]
    return "\n".join((*layout.titles, *texts, grid.sheet, PurePath(grid.file_name).stem))


def _rows(grid: Grid, *, layout: Layout) -> pl.DataFrame:
    """The rows of the body; a view of the grid where they lie together."""
    first, last = layout.body[0], layout.body[-1]
    if last - first + 1 == len(layout.body):
        return grid.cells[first : last + 1]
    return grid.cells[list(layout.body)]


def _used(cells: pl.DataFrame) -> list[bool]:
    """Which columns hold more than blanks; mostly their first rows tell."""
    soon = cells.head(_SOON).select(is_filled(pl.all()).any()).row(0)
    return [
        bool(at) or bool(cells.select(is_filled(pl.col(name)).any()).item())
        for name, at in zip(cells.columns, soon, strict=True)
    ]


def _numbers(grid: Grid, *, layout: Layout, recipe: Recipe) -> list[str]:
    """The columns of the grid that the table fills, without the blank ones between them."""
    if layout.nested:
        return grid.cells.columns
    corners = recipe.corners()
    parts = (grid.cells[list(layout.header)], _rows(grid, layout=layout))
    used = [_used(part) for part in parts]
    return [
        name
        for name, *filled in zip(grid.cells.columns, *used, strict=True)
        if any(filled) and (corners is None or corners[1] <= int(name) <= corners[3])
    ]


def _merges(grid: Grid, *, layout: Layout, numbers: list[str]) -> list[Area]:
    """Merged cells of the header by the places of its rows and the table's columns."""
    rows = {row: place for place, row in enumerate(layout.header)}
    columns = [int(number) - 1 for number in numbers]
    found = []
    for top, left, bottom, right in grid.marks.merges:
        inside = [place for place, column in enumerate(columns) if left <= column <= right]
        if top in rows and inside and columns[inside[0]] == left:
            found.append((rows[top], inside[0], rows.get(bottom, rows[top]), inside[-1]))
    return found


def _name_findings(
    grid: Grid, *, names: Names, numbers: list[str], layout: Layout
) -> list[Finding]:
    """One finding for all columns without a name, one for all whose name came twice."""
    row = (layout.header or layout.body)[-1 if layout.header else 0] + 1
    findings = []
    if names.lettered:
        at = [layout.header[place] + 1 for place in names.lettered]
        findings.append(note("header-letters-apart", Severity.INFO, grid=grid, rows=at))
    if names.mended:
        labels = "、".join(names.names[place] for place in names.mended[:_SHOWN])
        count = len(names.mended)
        found = note("header-labels-mended", Severity.INFO, grid=grid, count=count, columns=labels)
        findings.append(found)
    for code, places in (("column-unnamed", names.made), ("column-name-twice", names.doubled)):
        if not places:
            continue
        shown = places[:_SHOWN]
        found = note(
            code,
            Severity.WARNING,
            grid=grid,
            count=len(places),
            columns="、".join(names.names[place] for place in shown),
            cells=" ".join(cell_name(row, int(numbers[place])) for place in shown),
        )
        place = grid.place(row, int(numbers[places[0]]))
        findings.append(found.model_copy(update={"place": place}))
    if layout.header and len(names.made) * _UNNAMED_SHARE > len(numbers):
        findings.append(note("layout-uncertain", Severity.ERROR, grid=grid, rows=[row]))
    return findings


def _frame(columns: list[TypedColumn]) -> pl.DataFrame:
    names = [column.column.name for column in columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise TablesError("recipe-name-twice", column=twice)
    return pl.DataFrame([column.values for column in columns])


def _range(layout: Layout, *, numbers: list[str]) -> str:
    if layout.range:
        return layout.range
    first = (layout.header or layout.body)[0]
    start = cell_name(first + 1, int(numbers[0]))
    return f"{start}:{cell_name(layout.body[-1] + 1, int(numbers[-1]))}"

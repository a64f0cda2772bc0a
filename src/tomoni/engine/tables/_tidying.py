"""One table of a grid to a tidy, typed table."""

import polars as pl

from tomoni.engine.core import ColumnType, Finding, Severity, Table
from tomoni.engine.tables._columns import RawColumn, TypedColumn, understand
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, cell_name
from tomoni.engine.tables._layout import Layout
from tomoni.engine.tables._names import Names, find_names
from tomoni.engine.tables._recipe import ColumnRecipe, Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._spellings import trimmed

_TOTALS = ("合計", "総計", "総数", "小計", "計", "累計")
_LABEL_COLUMNS = 3
_SHOWN = 5
_UNNAMED_SHARE = 3
"""More than one unnamed column in so many: tables side by side or merged labels, most likely."""


def tidy(
    grid: Grid, *, layout: Layout, recipe: Recipe, name: str
) -> tuple[Table, list[Finding], set[str]]:
    """The table, its findings and the columns of the recipe that were found in it."""
    numbers = _numbers(grid, layout=layout, recipe=recipe)
    header = grid.cells.select(trimmed(pl.col(numbers)))[list(layout.header)]
    names = find_names(header) if layout.header else find_names(header.clear(1))
    body = grid.cells.select(numbers)[list(layout.body)]
    rows = pl.Series("row", [row + 1 for row in layout.body], dtype=pl.Int64)
    findings = _name_findings(grid, names=names, numbers=numbers, layout=layout)
    columns = []
    for place, number in enumerate(numbers):
        wish = recipe.columns.get(names.names[place], ColumnRecipe())
        raw = RawColumn(
            grid=grid,
            number=int(number),
            name=wish.name or names.names[place],
            unit=wish.unit or names.units[place],
            cells=body[number],
            rows=rows,
            wanted=wish.type,
        )
        columns.append(understand(raw))
    findings += [finding for column in columns for finding in column.findings]
    totals = _totals(columns)
    if totals.any():
        at = rows.filter(totals).to_list()
        findings.append(note("total-rows", Severity.WARNING, grid=grid, rows=at))
    table = Table(
        name=name,
        columns=tuple(column.column for column in columns),
        frame=_frame(columns),
        sheet=grid.sheet,
        range=_range(layout, numbers=numbers),
        row_kinds=_row_kinds(totals),
        notes=(*layout.titles, *layout.notes, *(": ".join(pair) for pair in layout.metadata)),
    )
    return table, findings, set(names.names) & set(recipe.columns)


def _numbers(grid: Grid, *, layout: Layout, recipe: Recipe) -> list[str]:
    """The columns of the grid that the table fills, without the blank ones between them."""
    rows = [*layout.header, *layout.body]
    corners = recipe.corners()
    inside = range(corners[1], corners[3] + 1) if corners else range(1, grid.cells.width + 1)
    used = grid.cells[rows].select(trimmed(pl.all()).is_not_null().any()).row(0)
    return [
        name
        for name, filled in zip(grid.cells.columns, used, strict=True)
        if filled and int(name) in inside
    ]


def _name_findings(
    grid: Grid, *, names: Names, numbers: list[str], layout: Layout
) -> list[Finding]:
    """One finding for all columns without a name, one for all whose name came twice."""
    row = (layout.header or layout.body)[-1 if layout.header else 0] + 1
    findings = []
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


def _totals(columns: list[TypedColumn]) -> pl.Series:
    """Which rows call themselves a total in one of the first text columns."""
    labels = [c.values for c in columns[:_LABEL_COLUMNS] if c.column.type is ColumnType.TEXT]
    found = pl.repeat(value=False, n=len(columns[0].values), eager=True, dtype=pl.Boolean)
    for label in labels:
        plain = label.str.replace_all(r"[\s\u3000]", "")
        found = found | plain.is_in(_TOTALS).fill_null(value=False)
    return found


def _row_kinds(totals: pl.Series) -> dict[str, int]:
    kinds = {"data": len(totals) - int(totals.sum()), "total": int(totals.sum())}
    return {kind: count for kind, count in kinds.items() if count}


def _frame(columns: list[TypedColumn]) -> pl.DataFrame:
    names = [column.column.name for column in columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise TablesError("recipe-name-twice", column=twice)
    return pl.DataFrame([column.values for column in columns])


def _range(layout: Layout, *, numbers: list[str]) -> str:
    first = (layout.header or layout.body)[0]
    start = cell_name(first + 1, int(numbers[0]))
    return f"{start}:{cell_name(layout.body[-1] + 1, int(numbers[-1]))}"

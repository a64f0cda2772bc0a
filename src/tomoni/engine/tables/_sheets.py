"""What is the same for workbooks of every format."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import normalize

import polars as pl

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, cell_name
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._reports import note, report

_SHOWN = 5
_MARK = r"[\u{300}-\u{36F}\u{3099}\u{309A}]"
_APART = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")


def chosen_sheets(names: Sequence[str], *, recipe: Recipe) -> Sequence[str]:
    """The sheet of the recipe, else all of them."""
    if not names:
        raise TablesError("no-worksheet")
    if not recipe.sheet:
        return names
    if recipe.sheet not in names:
        raise TablesError("recipe-sheet-missing", sheet=recipe.sheet)
    return [recipe.sheet]


def hidden_sheet(file_name: str, *, sheet: str) -> Finding:
    """The finding for a sheet that was left out because it is hidden."""
    place = Place(file=file_name, sheet=sheet)
    return Finding(code="sheet-hidden", severity=Severity.WARNING, place=place)


def hidden_parts(grid: Grid) -> Iterator[Finding]:
    """The findings for rows and columns that are read though the spreadsheet does not show them.

    Only those that hold something are said.
    """
    if not (grid.marks.hidden_rows or grid.marks.hidden_columns):
        return
    filled = grid.cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    rows = [row for row in grid.marks.hidden_rows if row <= len(filled) and filled[row - 1]]
    if rows:
        yield note("rows-hidden", Severity.WARNING, grid=grid, rows=rows)
    columns = [
        number
        for number in grid.marks.hidden_columns
        if number <= grid.cells.width and grid.cells[str(number)].is_not_null().any()
    ]
    if columns:
        letters = " ".join(cell_name(1, number)[:-1] for number in columns[:_SHOWN])
        count = len(columns)
        found = note("columns-hidden", Severity.WARNING, grid=grid, count=count, columns=letters)
        yield found.model_copy(update={"place": grid.place(None, columns[0])})


def composed(grid: Grid) -> Iterator[Grid | Finding]:
    """The grid with letters and their sound marks in one character (NFC), said once a column.

    macOS takes them apart (NFD): the texts look alike and are not.
    """
    cells = grid.cells
    marked = cells.select(pl.all().str.contains(_MARK).any()).row(0) if cells.width else ()
    for name in [name for name, at in zip(cells.columns, marked, strict=True) if at]:
        apart = cells[name].filter(cells[name].str.contains(_MARK)).unique()
        whole = [_APART.sub(lambda found: normalize("NFC", found[0]), text) for text in apart]
        column = cells[name].replace(apart, pl.Series(whole))
        rows = (column != cells[name]).arg_true() + 1
        if len(rows):
            cells = cells.with_columns(column)
            heading = str(column.drop_nulls()[0])
            yield report(
                "column-composed", Severity.INFO,
                grid=grid, rows=rows.cast(pl.Int64), column=int(name), name=heading,
            )  # fmt: skip
    yield replace(grid, cells=cells)

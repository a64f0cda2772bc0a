"""Where a sheet's tables lie: titles, header rows, body and notes of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import polars as pl

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._drawing import drawn_layouts
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._examples import example_rows, template_rows
from tomoni.engine.tables._grid import Grid, cell_name
from tomoni.engine.tables._header import Evidence, Header, find_header
from tomoni.engine.tables._place import Layout
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._sheet import Sheet, trimmed_sheet
from tomoni.engine.tables._sides import Side, find_sides
from tomoni.engine.tables._stacks import find_stack

_MARKERS = r"^[（(\[]?(?:注|※|＊|\*|資料|出典|出所|備考|[0-9０-９]+[)）])"
_METADATA_ROWS = 40
_EXAMPLES = 20
_LEAST_NUMBERED = 4
_FINDINGS = {
    Evidence.VALUES: ("header-found", Severity.INFO),
    Evidence.FIRST: ("header-assumed", Severity.WARNING),
    Evidence.NONE: ("header-missing", Severity.WARNING),
}


@dataclass(frozen=True)
class _Part:
    """The stretch of a sheet that one table takes: its rows from `start` up to `end`."""

    start: int
    header: tuple[int, ...]
    body: int
    end: int


def find_layouts(grid: Grid, *, recipe: Recipe) -> tuple[list[Layout], list[Finding]]:
    """The tables of a sheet, top down, and what was dropped or assumed; empty when it has none."""
    told = bool(recipe.header_rows or recipe.range)
    layouts, findings = ([], []) if told else drawn_layouts(grid)
    if layouts:
        return layouts, findings
    sheet = trimmed_sheet(grid, recipe=recipe)
    first = next((row for row, filled in enumerate(sheet.filled) if filled), None)
    if first is None:
        return [], []
    last = len(sheet.filled) - next(n for n, filled in enumerate(reversed(sheet.filled)) if filled)
    preamble = _preamble(sheet)
    if preamble is not None and preamble.body and not recipe.header_rows:
        shown = [preamble.header[0] + 1]
        return [preamble], [note("metadata-rows-read", Severity.INFO, grid=grid, rows=shown)]
    sides = [] if told else find_sides(sheet)
    if sides:
        return _sided(sheet, sides=sides, recipe=recipe)
    head, findings = _head(sheet, first=first, recipe=recipe)
    if head is None:
        return [], []
    stack = [] if told else find_stack(sheet, head=head)
    if stack:
        return _stacked(grid, stack=stack, recipe=recipe)
    for part in _parts(sheet, head=head, last=last - 1):
        layout, found = _layout(sheet, part=part)
        layouts.append(layout)
        findings += found
    return [layout for layout in layouts if layout.body], findings


def _stacked(
    whole: Grid, *, stack: list[Grid], recipe: Recipe
) -> tuple[list[Layout], list[Finding]]:
    """The tables of grids that hold one of the sheet's stretches each, placed in the `whole`."""
    count = len(stack)
    findings = [note("tables-stacked", Severity.INFO, grid=whole, count=count)]
    layouts: list[Layout] = []
    for grid in stack:
        found, said = find_layouts(grid, recipe=recipe)
        layouts += [replace(each, grid=whole) if each.grid is grid else each for each in found]
        findings += said
    return layouts, findings


def _sided(
    sheet: Sheet, *, sides: list[Side], recipe: Recipe
) -> tuple[list[Layout], list[Finding]]:
    """The tables of sides that are each read by themselves."""
    code = "tables-folded" if sides[0].folded else "tables-side-by-side"
    columns = " ".join(cell_name(1, int(side.grid.cells.columns[0]))[:-1] for side in sides)
    count = len(sides)
    findings = [note(code, Severity.INFO, grid=sheet.grid, count=count, columns=columns)]
    layouts: list[Layout] = []
    for side in sides:
        found, said = find_layouts(side.grid, recipe=recipe)
        layouts += [replace(layout, folded=side.folded) for layout in found]
        findings += said
    return layouts, findings


def _preamble(sheet: Sheet) -> Layout | None:
    """The layout of a LinkData sheet: lines `#…` of metadata; `#property` is the header."""
    marks = [text or "" for text in sheet.cells.to_series(0).head(_METADATA_ROWS)]
    if "#property" not in marks:
        return None
    header = marks.index("#property")
    said = [row for row, text in enumerate(marks) if text.startswith("#") and row != header]
    body = [row for row, n in enumerate(sheet.filled) if n and row > header and row not in said]
    metadata = tuple(
        (marks[row].removeprefix("#"), " ".join(filter(None, sheet.cells.row(row)[1:])))
        for row in said
        if row < header
    )
    return Layout(sheet.grid, (), (header,), tuple(body), (), metadata)


def _head(sheet: Sheet, *, first: int, recipe: Recipe) -> tuple[Header | None, list[Finding]]:
    if recipe.header_rows:
        rows = tuple(row - 1 for row in recipe.header_rows)
        if rows[-1] >= len(sheet.filled) or not all(sheet.filled[row] for row in rows):
            raise TablesError(
                "recipe-header-missing", row=recipe.header_rows[-1], sheet=sheet.grid.sheet
            )
        return Header(rows, rows[-1] + 1, Evidence.RECIPE), []
    head = find_header(sheet.cells, filled=sheet.filled, first=first, wide=sheet.wide)
    if head is None:
        return None, []
    code, severity = _FINDINGS[head.evidence]
    if len(head.rows) > 1:
        code, severity = "header-rows-joined", Severity.WARNING
    shown = [row + 1 for row in head.rows or (head.body,)]
    return head, [note(code, severity, grid=sheet.grid, rows=shown)]


def _parts(sheet: Sheet, *, head: Header, last: int) -> list[_Part]:
    """The stretch of each table: a new one begins where labels of the header come again."""
    if len(head.rows) != 1:
        return [_Part(0, head.rows, head.body, last + 1)]
    labels = sheet.cells.row(head.rows[0])
    named = [
        (name, label) for name, label in zip(sheet.cells.columns, labels, strict=True) if label
    ]
    same = pl.sum_horizontal(
        (pl.col(name) == label).fill_null(value=False) for name, label in named
    )
    least = max(2, -(-len(named) // 2))
    again = sheet.cells.select((same >= least).arg_true()).to_series().to_list()
    heads = [row for row in again if row > head.rows[0] and _titled(sheet, row=row)]
    starts = [0, *(_first_title(sheet, row=row) for row in heads), last + 1]
    return [
        _Part(start, (row,), row + 1, end)
        for (start, end), row in zip(pairwise(starts), [head.rows[0], *heads], strict=True)
    ]


def _titled(sheet: Sheet, *, row: int) -> bool:
    """Whether a title stands over a header that comes again; else a page break repeats it."""
    start = _first_title(sheet, row=row)
    return any(sheet.filled[above] == 1 for above in range(start, row))


def _first_title(sheet: Sheet, *, row: int) -> int:
    while row and sheet.filled[row - 1] <= 1 < sheet.wide:
        row -= 1
    return row


def _layout(sheet: Sheet, *, part: _Part) -> tuple[Layout, list[Finding]]:
    above = part.header[0] if part.header else part.body
    titles = [
        " ".join(filter(None, sheet.cells.row(row)))
        for row in range(part.start, above)
        if sheet.filled[row]
    ]
    body: Sequence[int] = range(part.body, part.end)
    empty = template_rows(sheet, body=body)
    if empty:
        body = [row for row in body if row not in empty]
    notes: list[str] = []
    end = len(body)
    while end and (not sheet.filled[body[end - 1]] or _is_note(sheet, row=body[end - 1])):
        end -= 1
        notes[:0] = filter(None, [sheet.lone(body[end])])
    body = body[:end]
    counted = _column_numbers(sheet, part=part, body=body)
    blank = {row for row in body if not sheet.filled[row]} if 0 in sheet.filled else set()
    again = _repeats(sheet, part=part)
    shown = example_rows(sheet, body=body[:_EXAMPLES])
    findings = [
        note(code, Severity.INFO, grid=sheet.grid, rows=sorted(row + 1 for row in rows))
        for code, rows in (
            ("blank-rows-dropped", blank),
            ("header-rows-repeated", again),
            ("example-rows-dropped", shown),
            ("template-rows-dropped", empty),
            ("header-numbers-dropped", counted),
        )
        if rows
    ]
    if notes:
        first = part.end - len(notes) + 1
        found = note("note-rows-kept-apart", Severity.INFO, grid=sheet.grid, rows=[first])
        findings.append(found.model_copy(update={"seen": notes[0][:200]}))
    dropped = {*blank, *again, *shown, *counted}
    kept = tuple(row for row in body if row not in dropped) if dropped else body
    return Layout(sheet.grid, tuple(titles), part.header, kept, tuple(notes)), findings


def _column_numbers(sheet: Sheet, *, part: _Part, body: Sequence[int]) -> Sequence[int]:
    """A first row of the body that only numbers the columns: 1 2 3 4."""
    if not part.header or len(body) < 2:
        return []
    shown = [text.strip("()（）") for text in sheet.cells.row(body[0]) if text]
    numbered = shown == [str(place) for place in range(1, len(shown) + 1)]
    return body[:1] if numbered and len(shown) == sheet.wide >= _LEAST_NUMBERED else []


def _repeats(sheet: Sheet, *, part: _Part) -> set[int]:
    """Rows of the body that say the same as a header of one row, as page breaks repeat it."""
    if len(part.header) != 1 or sheet.wide < 2:
        return set()
    labels = sheet.cells.row(part.header[0])
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.lit(label, dtype=pl.String))
        for name, label in zip(sheet.cells.columns, labels, strict=True)
    )
    rows = sheet.cells.select(same.arg_true()).to_series().to_list()
    return {row for row in rows if part.body <= row < part.end}


def _is_note(sheet: Sheet, *, row: int) -> bool:
    """Whether a row at the end is a remark: a lone text below a wider table."""
    text = pl.Series([sheet.lone(row)])
    if not text[0]:
        return False
    return sheet.wide >= 3 or bool(text.str.contains(_MARKERS)[0])

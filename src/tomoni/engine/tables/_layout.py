"""Where a sheet's tables lie: titles, header rows, body and notes of each."""

from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._header import Evidence, Header, find_header
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._sheet import Sheet, trimmed_sheet

_MARKERS = r"^[（(\[]?(?:注|※|＊|\*|資料|出典|出所|備考|[0-9０-９]+[)）])"
_METADATA_ROWS = 40
_FINDINGS = {
    Evidence.VALUES: ("header-found", Severity.INFO),
    Evidence.FIRST: ("header-assumed", Severity.WARNING),
    Evidence.NONE: ("header-missing", Severity.WARNING),
}


@dataclass(frozen=True)
class Layout:
    """One table's place. Rows are numbers of the frame, from 0; `header` is empty without one."""

    titles: tuple[str, ...]
    header: tuple[int, ...]
    body: tuple[int, ...]
    notes: tuple[str, ...]
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Part:
    """The stretch of a sheet that one table takes: its rows from `start` up to `end`."""

    start: int
    header: tuple[int, ...]
    body: int
    end: int


def find_layouts(grid: Grid, *, recipe: Recipe) -> tuple[list[Layout], list[Finding]]:
    """The tables of a sheet, top down, and what was dropped or assumed; empty when it has none."""
    sheet = trimmed_sheet(grid, recipe=recipe)
    rows = [row for row, filled in enumerate(sheet.filled) if filled]
    if not rows:
        return [], []
    preamble = _preamble(sheet)
    if preamble is not None and preamble.body and not recipe.header_rows:
        shown = [preamble.header[0] + 1]
        return [preamble], [note("metadata-rows-read", Severity.INFO, grid=grid, rows=shown)]
    head, findings = _head(sheet, first=rows[0], recipe=recipe)
    if head is None:
        return [], []
    layouts = []
    for part in _parts(sheet, head=head, last=rows[-1]):
        layout, found = _layout(sheet, part=part)
        layouts.append(layout)
        findings += found
    return [layout for layout in layouts if layout.body], findings


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
    return Layout((), (header,), tuple(body), (), metadata)


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
    body = list(range(part.body, part.end))
    notes: list[str] = []
    while body and (not sheet.filled[body[-1]] or _is_note(sheet, row=body[-1])):
        notes[:0] = filter(None, [sheet.lone(body.pop())])
    blank = {row for row in body if not sheet.filled[row]}
    again = _repeats(sheet, part=part)
    findings = [
        note(code, Severity.INFO, grid=sheet.grid, rows=sorted(row + 1 for row in rows))
        for code, rows in (("blank-rows-dropped", blank), ("header-rows-repeated", again))
        if rows
    ]
    if notes:
        first = part.end - len(notes) + 1
        found = note("note-rows-kept-apart", Severity.INFO, grid=sheet.grid, rows=[first])
        findings.append(found.model_copy(update={"seen": notes[0][:200]}))
    kept = tuple(row for row in body if row not in blank and row not in again)
    return Layout(tuple(titles), part.header, kept, tuple(notes)), findings


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

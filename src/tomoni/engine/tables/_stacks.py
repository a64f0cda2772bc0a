"""Tables below each other on a sheet, each with a header of its own."""

from dataclasses import replace
from itertools import pairwise

import polars as pl

from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._header import Evidence, Header, find_header
from tomoni.engine.tables._sheet import Sheet

_MOST_GAPS = 200


def find_stack(sheet: Sheet, *, head: Header) -> list[Grid]:
    """The sheet cut into one grid a table, all other rows blank; empty when there is but one.

    A table begins below a blank row where numbers or days prove that a row of labels heads them.
    The same header without a title of its own is a page break's. `head`: the first table's.
    """
    starts = [0]
    for top, end in _blocks(sheet, first=head.body):
        start = _start(sheet, top=top, end=end, head=head)
        if start is not None:
            starts.append(max(start, starts[-1] + 1))
    if len(starts) < 2:
        return []
    row = pl.int_range(pl.len())
    grids = []
    for start, end in pairwise([*starts, len(sheet.filled)]):
        inside = row.is_between(start, end - 1)
        cells = sheet.grid.cells.select(pl.when(inside).then(pl.all()).name.keep())
        grids.append(replace(sheet.grid, cells=cells))
    return grids


def _blocks(sheet: Sheet, *, first: int) -> list[tuple[int, int]]:
    """The runs of filled rows that follow a blank one below row `first`; none if very many."""
    filled = sheet.filled
    if 0 not in filled[first:]:
        return []
    last = len(filled)
    tops = [row for row in range(first + 1, last) if filled[row] and not filled[row - 1]]
    if len(tops) > _MOST_GAPS:
        return []
    ends = [next((row for row in range(top, last) if not filled[row]), last) for top in tops]
    return list(zip(tops, ends, strict=True))


def _start(sheet: Sheet, *, top: int, end: int, head: Header) -> int | None:
    """Where the table of a block begins with its titles; None if the block is no table."""
    filled = sheet.filled[top:end]
    cells = sheet.cells[top:end]
    found = find_header(cells, filled=filled, first=0, wide=max(filled))
    if found is None or found.evidence is not Evidence.VALUES or not found.rows:
        return None
    if any(filled[row] > 1 for row in range(found.rows[0])):
        return None
    start = top
    while start > head.body and sheet.filled[start - 1] <= 1:
        start -= 1
    titled = any(sheet.filled[row] for row in range(start, top + found.rows[0]))
    same = bool(head.rows) and cells.row(found.rows[-1]) == sheet.cells.row(head.rows[-1])
    return start if titled or not same else None

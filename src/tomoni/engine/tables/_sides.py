"""Tables beside each other on a sheet, and one table folded so that it fits on the paper."""

from dataclasses import dataclass, replace

import polars as pl

from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._header import Header, find_header
from tomoni.engine.tables._sheet import Sheet

_LEAST_COLUMNS = 2
_LEAST_ROWS = 2
_SAME_ROWS = 0.7


@dataclass(frozen=True)
class Side:
    """A run of columns that is read by itself; sides that are `folded` are one table."""

    grid: Grid
    folded: bool


@dataclass(frozen=True)
class _Run:
    columns: list[str]
    cells: pl.DataFrame
    filled: list[int]
    head: Header
    first: int

    @property
    def labels(self) -> list[tuple[str | None, ...]]:
        """The header's rows."""
        return [self.cells.row(row) for row in self.head.rows]


def find_sides(sheet: Sheet) -> list[Side]:
    """The sides of a sheet from left to right; empty when it is one table, as most are.

    Blank columns alone prove nothing, they may be there for looks: the sides must have the same
    header, or each its own title, or begin with the same label, or in different rows.
    """
    runs = _runs(sheet, groups=_blank_apart(sheet))
    if len(runs) < 2 or not _are_tables(runs):
        runs = _runs(sheet, groups=_periods(sheet))
    if len(runs) < 2:
        runs = _runs(sheet, groups=_folds(sheet))
        if any(run.labels != runs[0].labels for run in runs):
            return []
    if len(runs) < 2:
        return []
    folded = all(run.labels == runs[0].labels for run in runs)
    marks = replace(sheet.grid.marks, merges=())
    return [
        Side(
            Grid(
                sheet.grid.file_name, sheet.grid.sheet, sheet.grid.cells.select(run.columns), marks
            ),
            folded,
        )
        for run in runs
    ]


def _blank_apart(sheet: Sheet) -> list[list[str]]:
    """Columns between blank ones; a lone column belongs to the run on its left."""
    used = sheet.cells.select(pl.all().is_not_null().any()).row(0)
    groups: list[list[str]] = [[]]
    for name, filled in zip(sheet.cells.columns, used, strict=True):
        if filled:
            groups[-1].append(name)
        elif groups[-1]:
            groups.append([])
    found: list[list[str]] = []
    for group in filter(None, groups):
        if found and len(group) < _LEAST_COLUMNS:
            found[-1].extend(group)
        else:
            found.append(group)
    return found


def _periods(sheet: Sheet) -> list[list[str]]:
    """Columns whose labels come again as a whole: 区 件数 区 件数."""
    first = next((row for row, filled in enumerate(sheet.filled) if filled == sheet.wide), None)
    if first is None or sheet.wide < 2 * _LEAST_COLUMNS:
        return []
    labels = sheet.cells.row(first)
    names = [n for n, label in zip(sheet.cells.columns, labels, strict=True) if label]
    shown = [label for label in labels if label]
    for width in range(_LEAST_COLUMNS, len(shown) // 2 + 1):
        part = shown[:width]
        if len(set(part)) == width and part * (len(shown) // width) == shown:
            return [names[n : n + width] for n in range(0, len(names), width)]
    return []


def _folds(sheet: Sheet) -> list[list[str]]:
    """Columns below a first header row that comes again as a whole, with its gaps: 町 人口 –."""
    full = next((row for row, filled in enumerate(sheet.filled) if filled == sheet.wide), 0)
    used = sheet.cells.select(pl.all().is_not_null().any()).row(0)
    names = [name for name, filled in zip(sheet.cells.columns, used, strict=True) if filled]
    for labels in sheet.cells.head(full).select(names).rows():
        for width in range(_LEAST_COLUMNS, len(names) // 2 + 1):
            shown = [label for label in labels[:width] if label]
            again = labels[:width] * (len(names) // width) == labels
            if again and labels[0] and len(set(shown)) == len(shown) >= _LEAST_COLUMNS:
                return [names[n : n + width] for n in range(0, len(names), width)]
    return []


def _runs(sheet: Sheet, *, groups: list[list[str]]) -> list[_Run]:
    """The groups of columns as tables; none if any of them is no table."""
    if len(groups) < 2:
        return []
    runs = []
    for columns in groups:
        cells = sheet.cells.select(columns)
        filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().to_list()
        wide = max(filled, default=0)
        first = next((row for row, n in enumerate(filled) if n), 0)
        head = find_header(cells, filled=filled, first=first, wide=wide)
        if head is None or not head.rows or wide < _LEAST_COLUMNS:
            return []
        if len([n for n in filled[head.body :] if n]) < _LEAST_ROWS:
            return []
        runs.append(_Run(columns, cells, filled, head, first))
    return runs


def _are_tables(runs: list[_Run]) -> bool:
    unlike = any(_alike(runs[0], run) < _SAME_ROWS for run in runs[1:])
    if unlike and all(map(_is_solid, runs)):
        return True
    titled = [
        run.first < run.head.rows[0] and run.filled[run.head.rows[0] - 1] == 1 for run in runs
    ]
    opening = {run.labels[0][0] for run in runs}
    return all(titled) or len(opening) == 1


def _is_solid(run: _Run) -> bool:
    """Whether the rows from the header to the last are all filled: remarks leave gaps."""
    last = max(row for row, filled in enumerate(run.filled) if filled)
    return all(run.filled[run.head.rows[0] : last + 1])


def _alike(one: _Run, other: _Run) -> float:
    """The share of rows that both fill among those that either does."""
    mine = {row for row, filled in enumerate(one.filled) if filled}
    theirs = {row for row, filled in enumerate(other.filled) if filled}
    return len(mine & theirs) / len(mine | theirs)

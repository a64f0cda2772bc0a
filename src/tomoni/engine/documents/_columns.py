"""How wide the columns of a table are."""

import unicodedata
from collections.abc import Sequence

from tomoni.engine.documents._document import ColumnHead
from tomoni.engine.documents._layout import LaidColumn, Run

_LINE = 96.0
_SMALL_LINE = 108.0
_WIDEST = 60.0
_NARROWEST = 4.0
_PADDING = 3.0


def laid_columns(
    heads: Sequence[ColumnHead], *, rows: Sequence[Sequence[Sequence[Run]]], quiet: bool = False
) -> tuple[LaidColumn, ...]:
    """The heads with the shares that suit the rows of a table as wide as the text."""
    columns = [
        [(Run(text=head.text),), *(row[index] for row in rows)] for index, head in enumerate(heads)
    ]
    return tuple(
        LaidColumn(text=head.text.replace("\n", " "), align=head.align, share=share)
        for head, share in zip(
            heads, shares(columns, capacity=_SMALL_LINE if quiet else _LINE), strict=True
        )
    )


def shares(columns: Sequence[Sequence[Sequence[Run]]], *, capacity: float) -> list[float]:
    """Each column's share of the table's width, all together 1.

    `columns` holds the cells of each column, head first; `capacity` is the number of half-width
    characters on one line of the whole table. Columns that fit keep what they need; the others
    part the rest in proportion to the root of what they want, so that long text does not starve
    its neighbours.
    """
    wanted = [
        min(max((_cell_width(cell) for cell in cells), default=0.0), _WIDEST) + _PADDING
        for cells in columns
    ]
    wanted = [max(width, _NARROWEST + _PADDING) for width in wanted]
    if sum(wanted) > capacity:
        wanted = _squeezed(wanted, capacity=capacity)
    return [width / sum(wanted) for width in wanted]


def width_of(text: str) -> float:
    """Width in half-width characters: full-width and ambiguous ones count two (UAX #11)."""
    lines = text.split("\n")
    return max(
        sum(2.0 if unicodedata.east_asian_width(sign) in "WFA" else 1.0 for sign in line)
        for line in lines
    )


def _cell_width(cell: Sequence[Run]) -> float:
    return sum(width_of(run.text) + _signs_width(run) for run in cell)


def _signs_width(run: Run) -> float:
    """Marks and references are small; marks stand in full-width brackets."""
    mark = width_of(run.mark) + 4.0 if run.mark else 0.0
    reference = len(str(run.entry)) + 3.0 if run.entry else 0.0
    return 0.75 * (mark + reference)


def _squeezed(wanted: list[float], *, capacity: float) -> list[float]:
    kept: set[int] = set()
    while True:
        rest = capacity - sum(wanted[index] for index in kept)
        open_ones = [index for index in range(len(wanted)) if index not in kept]
        fair = rest / len(open_ones)
        fitting = {index for index in open_ones if wanted[index] <= fair}
        if not fitting:
            break
        kept |= fitting
    roots = {index: wanted[index] ** 0.5 for index in open_ones}
    whole = sum(roots.values())
    return [
        wanted[index] if index in kept else rest * roots[index] / whole
        for index in range(len(wanted))
    ]

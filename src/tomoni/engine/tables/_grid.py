"""A sheet as it stands: cells in rows and columns, before anything is understood."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

from tomoni.engine.core import Place
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._marks import NO_MARKS, Marks


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet or text file as text; a null is an empty cell.

    `cells` has String columns named by their spreadsheet numbers ("1", "2", …); row `i` of the
    frame is row `i + 1` of the spreadsheet. Dates are ISO 8601, numbers have no needless `.0`.
    A merged cell holds its text in its first cell.
    """

    file_name: str
    sheet: str
    cells: pl.DataFrame
    marks: Marks = NO_MARKS

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """The place in this sheet, rows and columns from 1."""
        return Place(file=self.file_name, sheet=self.sheet, row=row, column=column)


def check_shape(rows: int, columns: int, *, limits: Limits) -> None:
    """Refuse a sheet of that many rows and columns when it is beyond the limits."""
    if rows > limits.max_rows:
        raise TablesError("too-many-rows", rows=rows, limit=limits.max_rows)
    if columns > limits.max_columns:
        raise TablesError("too-many-columns", columns=columns, limit=limits.max_columns)
    if rows * columns > limits.max_cells:
        raise TablesError("too-many-cells", cells=rows * columns, limit=limits.max_cells)


def text_frame(
    rows: Iterable[Sequence[object]], *, text: Callable[[object], str | None]
) -> pl.DataFrame:
    """Ragged rows of cells as the frame of a grid; `text` turns a cell into its text or None."""
    return pl.DataFrame(
        [
            pl.Series(str(place), [text(value) for value in column], dtype=pl.String)
            for place, column in enumerate(zip_longest(*rows), start=1)
        ]
    )


def cell_name(row: int, column: int) -> str:
    """The place as a spreadsheet writes it, e.g. `C12`."""
    return Place(row=row, column=column).cell

"""A list that a person takes away as an Excel workbook."""

from collections.abc import Sequence

import polars as pl

from tomoni.engine import tables
from tomoni.engine.core import Column, ColumnType, Table

Cell = str | int | float | None


def workbook(title: str, *, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows below their headings; a column in which every cell is a number stays one."""
    columns, series = [], []
    for place, heading in enumerate(headings):
        cells = [row[place] for row in rows]
        is_number = bool(cells) and all(isinstance(cell, int | float | None) for cell in cells)
        kind = ColumnType.NUMBER if is_number else ColumnType.TEXT
        columns.append(Column(name=heading, type=kind))
        said = cells if is_number else [None if cell is None else str(cell) for cell in cells]
        number = pl.Float64 if any(isinstance(cell, float) for cell in cells) else pl.Int64
        series.append(pl.Series(heading, said, dtype=number if is_number else pl.String))
    return tables.write_xlsx(Table(title, tuple(columns), pl.DataFrame(series)))

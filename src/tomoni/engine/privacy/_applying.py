"""A table generalised in the way that was chosen."""

from dataclasses import replace

import polars as pl

from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._generalising import Generalisation, Height, Wish
from tomoni.engine.privacy._ladders import levels


def generalised(table: Table, *, by: Generalisation) -> Table:
    """The data rows with their columns generalised to text, those that had to be dropped left out.

    What is left of a column at the top is ＊. Raises `PrivacyError`: `unknown-column`, and what
    `generalise` raises of ladders, when the table is not like the one it was made for.
    """
    made = table.data_rows()
    for height in by.heights:
        made = _coarser(made, height)
    if by.dropped:
        quasi = [height.column for height in by.heights]
        stays = _stays(made.frame, quasi=quasi, sensitive=by.sensitive, wish=by.wish)
        made = replace(made, frame=made.frame.filter(stays))
    return replace(made, said=None, proofs=(), row_kinds={})


def _coarser(table: Table, height: Height) -> Table:
    column = table.column(height.column)
    if column is None:
        raise PrivacyError("unknown-column", column=height.column)
    if not height.level:
        return table
    cells = table.frame[column.name]
    if cells.dtype.is_float():
        cells = cells.fill_nan(None)
    values = cells.drop_nulls().unique().sort()
    level = levels(height.ladder, column=column, values=values)[height.level]
    labels = pl.Series([level.labels[code] for code in level.codes[1:]], dtype=pl.String)
    made = cells.replace_strict(values, labels, default=level.labels[0], return_dtype=pl.String)
    text = Column(name=column.name, type=ColumnType.TEXT)
    columns = tuple(text if one is column else one for one in table.columns)
    return replace(table, columns=columns, frame=table.frame.with_columns(made.alias(column.name)))


def _stays(
    frame: pl.DataFrame, *, quasi: list[str], sensitive: tuple[str, ...], wish: Wish
) -> pl.Series:
    """Whether each row's class is large and diverse enough."""
    frame = frame.select(*quasi, *sensitive)
    floats = [name for name in frame.columns if frame[name].dtype.is_float()]
    frame = frame.with_columns(pl.col(name).fill_nan(None) for name in floats)
    fits = [pl.len().over(quasi) >= wish.k]
    if wish.l is not None:
        fits += [pl.col(name).n_unique().over(quasi) >= wish.l for name in sensitive]
    return frame.select(pl.all_horizontal(fits).alias("stays"))["stays"]

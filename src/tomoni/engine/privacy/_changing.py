"""A table with a column gone or changed; what was said of the old cells goes with them."""

from dataclasses import replace

import polars as pl

from tomoni.engine.core import Column, Table


def without_column(table: Table, name: str) -> Table:
    """The table without a column and all that is said of it."""
    return replace(
        _unsaid(table, name),
        columns=tuple(column for column in table.columns if column.name != name),
        frame=table.frame.drop(name),
    )


def with_column(table: Table, column: Column, cells: pl.Series) -> Table:
    """The table with other cells in the column of that name (shape (rows,))."""
    return replace(
        _unsaid(table, column.name),
        columns=tuple(column if one.name == column.name else one for one in table.columns),
        frame=table.frame.with_columns(cells.alias(column.name)),
    )


def _unsaid(table: Table, name: str) -> Table:
    """Without the reasons and proofs of a column: they quote cells that are there no longer."""
    said = table.said
    if said is not None and name in said.columns:
        said = said.drop(name) if said.width > 1 else None
    proofs = tuple(proof for proof in table.proofs if proof.column != name)
    return replace(table, said=said, proofs=proofs)

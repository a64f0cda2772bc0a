"""A table of one column, and what a step makes of it."""

from collections.abc import Sequence

import polars as pl

from tomoni.engine import privacy
from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.privacy import Step

TYPES = {pl.String: ColumnType.TEXT, pl.Int64: ColumnType.INTEGER, pl.Date: ColumnType.DATE}


def table_of(values: Sequence[object], *, name: str = "列") -> Table:
    frame = pl.DataFrame({name: values}, strict=False)
    kind = TYPES.get(type(frame[name].dtype), ColumnType.NUMBER)
    return Table(name="表", columns=(Column(name=name, type=kind),), frame=frame)


def after(values: Sequence[object], step: Step, *, key: bytes = b"") -> list[object]:
    made = privacy.transform(table_of(values, name=step.column), [step], key=key).table
    return made.frame[step.column].to_list()

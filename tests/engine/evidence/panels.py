"""Panels of areas and years."""

from pathlib import Path

import polars as pl

from engine.evidence import samples
from tomoni.engine.core import ColumnType, Table

# Cigarette sales in packs per person and year, 39 states of the USA, 1970 to 2000 (Orzechowski and
# Walker, The Tax Burden on Tobacco), as in Abadie, Diamond and Hainmueller (2010), J. Am. Stat.
# Assoc. 105:493-505. California taxed cigarettes from 1989.
PACKS = pl.read_csv(Path(__file__).with_name("cigarette_packs.csv"))


def panel(wide: pl.DataFrame, *, time: str) -> Table:
    """One row an area and period, from a frame with a column for each area."""
    long = wide.unpivot(index=time, variable_name="州", value_name="値")
    return samples.table(
        州=(ColumnType.TEXT, long["州"].to_list()),
        年=(ColumnType.INTEGER, long[time].to_list()),
        値=(ColumnType.NUMBER, [float(one) for one in long["値"]]),
    )

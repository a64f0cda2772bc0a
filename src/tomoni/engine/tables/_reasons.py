"""Why a cell holds no value of its column's type."""

import polars as pl

from tomoni.engine.core import ColumnType, Finding, Severity
from tomoni.engine.tables._spelled import Cells


def reasons_of(
    cells: Cells, *, values: pl.Series, kind: ColumnType, known: pl.Series | None = None
) -> tuple[pl.Series, list[Finding]]:
    """The reason of every spelling without a value, and the finding for those left `invalid`.

    What is neither a value, nor a mark, nor has a `known` reason is invalid and is shown.
    """
    missing = values.is_null()
    said = cells.marks if known is None else pl.select(pl.coalesce(cells.marks, known))["marks"]
    invalid = missing & said.is_null()
    reasons = pl.select(
        pl.when(invalid).then(pl.lit("invalid")).when(missing).then(said).alias("reason")
    )["reason"]
    if not invalid.any():
        return reasons, []
    found = cells.report("value-invalid", Severity.WARNING, at=invalid, type=kind.value)
    return reasons, [found]

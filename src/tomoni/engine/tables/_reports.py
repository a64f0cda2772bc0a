"""One finding for many cells: how often, where first, what stood there."""

import polars as pl

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.tables._grid import Grid, cell_name

_SHOWN = 5
_LENGTH = 40


def report(
    code: str,
    severity: Severity,
    *,
    grid: Grid,
    rows: pl.Series,
    column: int,
    name: str,
    seen: pl.Series | None = None,
    **params: str | int | float,
) -> Finding:
    """A finding about one column. `rows`: spreadsheet rows concerned; `seen`: their texts.

    `params`: `column` (name), `count`, `cells` (the first five places) and those given.
    """
    first = rows.head(_SHOWN).to_list()
    quoted = [] if seen is None else seen.drop_nulls().unique(maintain_order=True).head(3).to_list()
    return Finding(
        code=code,
        severity=severity,
        place=grid.place(first[0] if first else None, column),
        seen="、".join(text[:_LENGTH] for text in quoted),
        params={
            "column": name,
            "count": len(rows),
            "cells": " ".join(cell_name(row, column) for row in first),
            **params,
        },
    )


def note(
    code: str,
    severity: Severity,
    *,
    grid: Grid,
    rows: list[int] | None = None,
    seen: str = "",
    **params: str | int | float,
) -> Finding:
    """A finding about rows of a sheet, or the sheet. `params`: `count`, `rows` (first five)."""
    if rows:
        shown = " ".join(str(row) for row in rows[:_SHOWN])
        params = {"count": len(rows), "rows": shown, **params}
    place: Place = grid.place(rows[0] if rows else None)
    return Finding(code=code, severity=severity, place=place, seen=seen[:200], params=params)

"""A column of words or codes."""

import polars as pl

from tomoni.engine.core import ColumnType, Finding, Severity
from tomoni.engine.tables import _codes
from tomoni.engine.tables._spelled import Cells, TypedColumn, typed

_PRIVATE = r"[\u{E000}-\u{F8FF}]"
_LOST = r"\x{FFFD}|〓|[0-9A-Za-z\p{Han}\p{Katakana}]\?[0-9A-Za-z\p{Han}\p{Katakana}]"
_RARE = r"[\u{E000}-\u{F8FF}\x{FFFD}〓?:]"
"""Without one of these there is nothing to be said of any character."""
_ADDRESS = r"://|www\.|[?&]\w+="
_CLOCK = r"^[0-9]{1,2}:[0-9]{1,2}$"
_POSSIBLE_CLOCK = r"^(?:[01]?[0-9]|2[0-9]):[0-5]?[0-9]$"
"""29:59 is how broadcasters and offices write the small hours of the next day."""


def read_text(cells: Cells) -> TypedColumn:
    """The column as it stands but for blanks at the ends; codes repaired where that is proven."""
    values = cells.trimmed
    findings: list[Finding] = []
    changed = (cells.table["text"] != values) & values.is_not_null()
    if changed.any():
        findings.append(cells.report("text-trimmed", Severity.INFO, at=changed))
    findings += _characters(cells)
    if _codes.is_code_name(cells.raw.name):
        absent = (cells.marks == "absent").fill_null(value=False)
        values = pl.select(pl.when(~absent).then(values).alias("cell"))["cell"]
        values, found = _codes.repaired(cells, values=values)
        findings += found
    reason = pl.when(values.is_null()).then(pl.coalesce(cells.marks, pl.lit("blank")))
    reasons = pl.select(reason.alias("reason"))["reason"]
    return typed(cells, ColumnType.TEXT, values=values, reasons=reasons, findings=findings)


def _characters(cells: Cells) -> list[Finding]:
    """Characters that other machines cannot show, that were lost, and times of no clock."""
    if not cells.folded.str.contains(_RARE).any():
        return []
    text = pl.col("trimmed")
    folded = pl.col("folded")
    found = cells.table.select(
        private=text.str.contains(_PRIVATE),
        lost=text.str.contains(_LOST) & ~text.str.contains(_ADDRESS),
        clock=folded.str.contains(_CLOCK),
        impossible=folded.str.contains(_CLOCK) & ~folded.str.contains(_POSSIBLE_CLOCK),
    ).with_columns(pl.all().fill_null(value=False))
    clocks = cells.count(found["clock"]) * 2 >= max(1, cells.count(cells.shown))
    private, lost, impossible = found["private"], found["lost"], found["impossible"] & clocks
    return [
        cells.report(code, Severity.WARNING, at=at)
        for code, at in (
            ("characters-private", private),
            ("characters-lost", lost),
            ("time-impossible", impossible),
        )
        if at.any()
    ]

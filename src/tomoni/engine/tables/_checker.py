"""A file against the 15 rules for tables that a machine can read.

Source: 総務省「統計表における機械判読可能なデータの表記方法の統一ルール」 (令和2年12月18日), its
チェック項目 1-1 to 1-15. The rules are the ministry's; how a breach is recognised is ours.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from tomoni.engine.core import Finding, Place, Severity, Table
from tomoni.engine.tables import _rules_of_cells, _rules_of_tables
from tomoni.engine.tables._blocks import Block, blocks
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._format import Format, detect
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._reading import read
from tomoni.engine.tables._rules_of_cells import Hit
from tomoni.engine.tables._view import SheetView
from tomoni.engine.tables._views import views

_OF_BLOCKS: dict[str, Callable[[Block], Iterator[Hit]]] = {
    "several-data": _rules_of_cells.several_data,
    "number-as-text": _rules_of_cells.numbers_as_text,
    "layout-by-blanks": _rules_of_cells.layout_by_blanks,
    "label-left-out": _rules_of_tables.labels_left_out,
    "unit-missing": _rules_of_tables.units_missing,
    "dependent-character": _rules_of_cells.dependent_characters,
    "time-axis-unclear": _rules_of_tables.time_axis,
    "area-name-unclear": _rules_of_tables.area_names,
    "symbol-not-agreed": _rules_of_cells.symbols,
    "table-split": _rules_of_tables.split_table,
}
_OF_SHEETS: dict[str, Callable[[SheetView, Sequence[Block]], Iterator[Hit]]] = {
    "cells-merged": _rules_of_tables.merged_cells,
    "formula-used": _rules_of_tables.formulas,
    "object-used": _rules_of_tables.objects,
    "several-tables": _rules_of_tables.several_tables,
}
RULES = {
    "file-format": "1-1",
    "several-data": "1-2",
    "number-as-text": "1-3",
    "cells-merged": "1-4",
    "layout-by-blanks": "1-5",
    "label-left-out": "1-6",
    "formula-used": "1-7",
    "object-used": "1-8",
    "unit-missing": "1-9",
    "dependent-character": "1-10",
    "time-axis-unclear": "1-11",
    "area-name-unclear": "1-12",
    "symbol-not-agreed": "1-13",
    "table-split": "1-14",
    "several-tables": "1-15",
}
"""Finding code → number of the ministry's rule (チェック項目)."""
_BLOCKING = frozenset(
    {
        "file-format", "several-data", "number-as-text", "cells-merged", "label-left-out",
        "table-split", "several-tables",
    }
)  # fmt: skip
_MOST = 500
"""Findings of one rule on one sheet; the last then says how many more there are."""


@dataclass(frozen=True)
class Check:
    """How a file keeps the rules. `score`: share of the 15 rules without a breach, 0 to 100.

    `broken`: finding code → how many places break that rule; `rules` gives each its number.
    """

    score: int
    findings: tuple[Finding, ...]
    broken: dict[str, int]
    tables: tuple[Table, ...] = ()
    """What was read on the way, e.g. to `match` it with a standard data set."""


def check(
    data: bytes,
    *,
    file_name: str,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Check:
    """The file against the 15 rules, a finding for every place that breaks one.

    A finding's `params`: `rule` (1-1 to 1-15), `mended` (how the cell should read, where that can
    be told) and `count` (how many places it stands for). Raises `TablesError` as `read` does for
    a file that is refused; a file in which no table is found is checked all the same.
    """
    kind = detect(data, limits=limits)
    shown = views(data, kind=kind, file_name=file_name, limits=limits)
    tables = _tables(data, file_name=file_name, limits=limits)
    findings = list(_of_the_file(kind, file_name=file_name))
    broken: dict[str, int] = dict.fromkeys((finding.code for finding in findings), 1)
    for view in shown:
        found = blocks(view, tables=[table for table in tables if table.sheet == view.name])
        hits: dict[str, list[Hit]] = {
            code: [hit for block in found for hit in rule(block)]
            for code, rule in _OF_BLOCKS.items()
        }
        hits |= {code: list(rule(view, found)) for code, rule in _OF_SHEETS.items()}
        findings += _findings(hits, file_name=file_name, sheet=view.name)
        for code, found_hits in hits.items():
            broken[code] = broken.get(code, 0) + len(found_hits)
    broken = {code: broken[code] for code in RULES if broken.get(code)}
    score = round(100 * (len(RULES) - len(broken)) / len(RULES))
    return Check(score, tuple(findings), broken, tables)


def _of_the_file(kind: Format, *, file_name: str) -> Iterator[Finding]:
    """項目1-1: whether the name says what the file is."""
    ending = PurePath(file_name).suffix.lower()
    fits = {
        Format.XLSX: {".xlsx", ".xlsm"},
        Format.XLS: {".xls"},
        Format.TEXT: {".csv"},
    }
    if ending not in fits[kind]:
        yield Finding(
            code="file-format",
            severity=Severity.ERROR,
            place=Place(file=file_name),
            params={"rule": RULES["file-format"], "count": 1, "mended": ""},
        )


def _tables(data: bytes, *, file_name: str, limits: Limits) -> tuple[Table, ...]:
    try:
        return read(data, file_name=file_name, limits=limits).tables
    except TablesError as error:
        if error.code != "no-table":
            raise
        return ()


def _findings(
    hits: Mapping[str, Sequence[Hit]], *, file_name: str, sheet: str
) -> Iterator[Finding]:
    """A finding for every hit, rule by rule; the last of very many stands for all the rest."""
    for code, rule in RULES.items():
        severity = Severity.ERROR if code in _BLOCKING else Severity.WARNING
        found = hits.get(code, ())
        for number, hit in enumerate(found[:_MOST]):
            row, column = hit.place or (None, None)
            count = len(found) - number if number == _MOST - 1 else hit.count
            yield Finding(
                code=code,
                severity=severity,
                place=Place(file=file_name, sheet=sheet, row=row, column=column),
                seen=hit.seen[:200],
                params={"rule": rule, "mended": hit.mended[:200], "count": count},
            )

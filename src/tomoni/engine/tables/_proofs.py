"""検算: the sums that a table states against the rows they stand for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tomoni.engine.core import Column, ColumnType, Finding, Proof, Severity
from tomoni.engine.tables import _kinds, _levels
from tomoni.engine.tables._columns import TypedColumn
from tomoni.engine.tables._grid import Grid, cell_name
from tomoni.engine.tables._kinds import RowKind
from tomoni.engine.tables._overruling import overrule
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._sums import Figures, Sums, find_sums

_LABEL_COLUMNS = 4
_MOST_ROWS = 20_000
_NO_AMOUNT = re.compile(
    r"率|割合|比$|比[_（(]|構成比|指数|密度|平均|単価|偏差|順位|コード|番号|緯度|経度|西暦|和暦|年齢$|^年$|年度?$"
    r"|^月$|^日$|^(?:No|NO|no|№)\.?$|code$|_?id$"
)
_SHARES = ("％", "%", "‰", "パーセント", "ポイント", "歳", "年", "月", "日", "℃", "度")
_ROUNDED = re.compile(r"^[十百千万億]+")
_HIDING = ("secret", "unknown", "nodata", "below_limit")
_SHOWN = 3
_UNIT_COLUMN = "単位"


@dataclass(frozen=True)
class Proven:
    """How many rows are of which kind, the columns that say so, what agrees and what does not."""

    row_kinds: dict[RowKind, int]
    columns: tuple[TypedColumn, ...]
    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...]


def prove(
    columns: Sequence[TypedColumn],
    *,
    rows: pl.Series,
    numbers: Sequence[str],
    grid: Grid,
    nested: bool,
    overruled: Mapping[str, str],
    shifts: Sequence[int] = (),
) -> Proven:
    """Tell sums from data and check them. `rows`: spreadsheet rows; `numbers`: its columns.

    `shifts`: how many columns further right each row stands, where a table is folded.
    The columns `row_kind` and `level` come with it where rows are not all of one kind, one level.
    """
    labels = _labels(columns)
    named = {column.column.name for column in columns}
    if not labels or _kinds.COLUMN in named:
        return Proven({RowKind.DATA: len(rows)}, (), (), ())
    amounts = _amounts(columns)
    texts = [columns[place].values for place in labels]
    if not amounts or len(rows) > _MOST_ROWS:
        return _by_label(texts, rows=rows, grid=grid)
    figures = Figures(
        tuple(values.to_list() for values in texts),
        tuple(columns[place].values.to_list() for place in amounts),
        tuple(_slack(columns[place]) for place in amounts),
        nested,
    )
    sums = find_sums(figures)
    overrule(sums, figures=figures, kinds=overruled)
    places = [int(number) for number in numbers]
    checked = _Checked(columns, amounts, figures, sums, rows.to_list(), places, grid, shifts)
    proofs = checked.proofs()
    made = _kind_columns(sums.kinds)
    levels = _first_levels(figures, kinds=sums.kinds)
    if levels is not None and _levels.COLUMN not in named:
        made.append(_said(_levels.COLUMN, levels))
    counts = dict(Counter(sums.kinds))
    return Proven(counts, tuple(made), tuple(proofs), tuple(checked.findings(proofs)))


def _by_label(texts: Sequence[pl.Series], *, rows: pl.Series, grid: Grid) -> Proven:
    """The kinds of a very long table, or of one without amounts: plain words alone decide."""
    marked = (pl.lit(values).is_in(_kinds.EXACT).fill_null(value=False) for values in texts)
    found = pl.select(pl.any_horizontal(marked)).to_series()
    if not found.any():
        return Proven({RowKind.DATA: len(rows)}, (), (), ())
    kinds = [RowKind.DATA] * len(rows)
    for row in found.arg_true().to_list():
        kinds[row] = _kinds.label_kind([values[row] for values in texts], nested=False)[0]
    at = rows.filter(found).to_list()
    findings = (note("total-rows", Severity.WARNING, grid=grid, rows=at),)
    return Proven(dict(Counter(kinds)), tuple(_kind_columns(kinds)), (), findings)


def _kind_columns(kinds: Sequence[RowKind]) -> list[TypedColumn]:
    """The column `row_kind`, where there is anything but data."""
    if all(kind is RowKind.DATA for kind in kinds):
        return []
    return [_said(_kinds.COLUMN, [kind.value for kind in kinds])]


def _labels(columns: Sequence[TypedColumn]) -> list[int]:
    """The first columns of text: what the rows call themselves."""
    texts = [n for n, c in enumerate(columns) if c.column.type is ColumnType.TEXT]
    return [n for n in texts if columns[n].column.name != _UNIT_COLUMN][:_LABEL_COLUMNS]


def _amounts(columns: Sequence[TypedColumn]) -> list[int]:
    """The columns that may be added up; none where every row has a unit of its own."""
    if any(c.column.name == _UNIT_COLUMN and c.values.n_unique() > 1 for c in columns):
        return []
    return [place for place, column in enumerate(columns) if _is_amount(column)]


def _is_amount(column: TypedColumn) -> bool:
    """Whether the column's numbers may be added up: amounts, no rates, codes or years."""
    about = column.column
    if about.type not in (ColumnType.INTEGER, ColumnType.NUMBER) or about.unit in _SHARES:
        return False
    return _NO_AMOUNT.search(about.name) is None


def _slack(column: TypedColumn) -> float:
    """Half of the last digit shown, where the unit or the decimals say that it is rounded."""
    if column.column.type is ColumnType.INTEGER:
        return 0.5 if _ROUNDED.match(column.column.unit) else 0.0
    texts = column.values.drop_nulls().cast(pl.String).to_list()
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    return 0.5 * 10.0**-decimals if decimals < 7 else 0.0


def _first_levels(figures: Figures, *, kinds: Sequence[RowKind]) -> list[str] | None:
    data = [kind is RowKind.DATA for kind in kinds]
    for labels in figures.labels:
        levels = _levels.find_levels(labels, data=data)
        if levels is not None:
            return levels
    return None


def _said(name: str, values: list[str]) -> TypedColumn:
    series = pl.Series(name, values, dtype=pl.String)
    missing = pl.Series(name, [None] * len(values), dtype=pl.String)
    return TypedColumn(Column(name=name, type=ColumnType.TEXT), series, missing)


@dataclass(frozen=True)
class _Checked:
    columns: Sequence[TypedColumn]
    amounts: list[int]
    figures: Figures
    sums: Sums
    rows: list[int]
    numbers: list[int]
    grid: Grid
    shifts: Sequence[int]

    def proofs(self) -> list[Proof]:
        """Every stated sum of every amount, with what the rows give."""
        found = []
        for row, of in sorted(self.sums.of.items()):
            for place in range(len(self.amounts)):
                proof = self._proof(row, of=of, place=place)
                if proof is not None:
                    found.append(proof)
        return found

    def _proof(self, row: int, *, of: list[int], place: int) -> Proof | None:
        """None where the table states nothing, or hides some of what was added up."""
        number = self.amounts[place]
        stated = self.figures.numbers[place][row]
        if stated is None:
            return None
        total = self.figures.total(place, of)
        slack = self.figures.slacks[place] * (len(of) + 1) + 1e-9 * abs(stated)
        agrees = abs(total - stated) <= slack
        reasons = self.columns[number].reasons
        if not agrees and any(reasons[n] in _HIDING for n in of):
            return None
        shift = self.shifts[row] if self.shifts else 0
        return Proof(
            column=self.columns[number].column.name,
            kind=self.sums.kinds[row].value,
            label=" ".join(text for text in self.figures.label(row) if text),
            place=self.grid.place(self.rows[row], self.numbers[number] + shift),
            of_rows=len(of),
            expected=stated,
            found=total,
            agrees=agrees,
        )

    def findings(self, proofs: Sequence[Proof]) -> list[Finding]:
        """What agrees, what differs and by how much, and what a naive sum would get wrong."""
        grid, findings = self.grid, []
        marked = [
            self.rows[n] for n, kind in enumerate(self.sums.kinds) if kind is not RowKind.DATA
        ]
        if marked:
            findings.append(note("total-rows", Severity.WARNING, grid=grid, rows=marked))
        if self.sums.by_arithmetic:
            at = [self.rows[n] for n in self.sums.by_arithmetic]
            findings.append(note("total-by-arithmetic", Severity.WARNING, grid=grid, rows=at))
        agreed = sum(proof.agrees for proof in proofs)
        if agreed:
            findings.append(note("sums-agree", Severity.INFO, grid=grid, count=agreed))
        findings += [_differs(proof) for proof in proofs if not proof.agrees]
        proven = {proof.place.row for proof in proofs}
        unproven = [self.rows[n] for n in self.sums.unproven if self.rows[n] not in proven]
        if unproven and self.amounts:
            findings.append(note("sums-unproven", Severity.WARNING, grid=grid, rows=unproven))
        wrong = self._naive()
        return findings if wrong is None else [*findings, wrong]

    def _naive(self) -> Finding | None:
        """The columns whose plain sum counts rows twice; the first as an example."""
        everything = list(range(len(self.rows)))
        data = [n for n in everything if self.sums.kinds[n] is RowKind.DATA]
        off = []
        for place, number in enumerate(self.amounts):
            plain, right = (self.figures.total(place, rows) for rows in (everything, data))
            if plain != right:
                off.append((number, plain, right))
        if not off:
            return None
        number, plain, right = off[0]
        shown = [self.columns[n].column.name for n, _, _ in off[:_SHOWN]]
        found = note(
            "naive-sum-wrong",
            Severity.WARNING,
            grid=self.grid,
            count=len(off),
            columns="、".join(shown),
            column=shown[0],
            plain=_shown(plain),
            right=_shown(right),
            difference=_shown(plain - right),
        )
        where = self.grid.place(None, self.numbers[number])
        return found.model_copy(update={"place": where})


def _differs(proof: Proof) -> Finding:
    place = proof.place
    return Finding(
        code="sum-differs",
        severity=Severity.WARNING,
        place=place,
        seen=str(_shown(proof.expected)),
        params={
            "column": proof.column,
            "cells": cell_name(place.row or 1, place.column or 1),
            "label": proof.label,
            "rows": proof.of_rows,
            "expected": _shown(proof.expected),
            "found": _shown(proof.found),
            "difference": _shown(proof.expected - proof.found),
        },
    )


def _shown(value: float) -> int | float:
    """A number as a sentence shows it: whole ones without a point, others without noise."""
    return int(value) if value == int(value) else round(value, 6)

"""Weaknesses that are computed, not left to the eye."""

from collections.abc import Iterable, Iterator, Mapping

from tomoni.engine.core import ColumnType, Table
from tomoni.engine.evidence._claim import Claim, Coverage
from tomoni.engine.evidence._data_flaws import SMALL_N
from tomoni.engine.evidence._verdict import Judgement, Measured, Weakness, judge

MANY_MISSING = 0.2
"""A share of missing values from which one must say why they are missing."""


def weaknesses(
    measured: Measured,
    *,
    claim: Claim,
    table: Table,
    answers: Mapping[str, str],
    more: Iterable[Weakness] = (),
) -> tuple[Weakness, ...]:
    """What weakens the verdict, blocking ones first, each with the answer given to its code."""
    found = [*_few(measured), *_missing(measured, claim=claim, table=table), *measured.flaws, *more]
    found += [*_all_or_none(measured), _coverage(measured, claim=claim)]
    answered = [
        one.model_copy(update={"answer": answers.get(one.code, "").strip()}) for one in found
    ]
    return tuple(sorted(answered, key=lambda one: not one.blocks))


def blocked(found: tuple[Weakness, ...]) -> bool:
    """Whether a blocking weakness has no answer yet."""
    return any(one.blocks and not one.answer for one in found)


def _few(measured: Measured) -> Iterator[Weakness]:
    smallest = min(tally.known for tally in measured.tallies)
    if smallest < SMALL_N:
        yield Weakness(code="small-group", blocks=True, params={"n": smallest, "limit": SMALL_N})
        return
    if not measured.counts:
        return
    cells = [
        cell for tally in measured.tallies for cell in (tally.count, tally.known - tally.count)
    ]
    small = [cell for cell in cells if 0 < cell < SMALL_N]
    if small:
        yield Weakness(code="small-cell", params={"n": min(small), "limit": SMALL_N})


def _missing(measured: Measured, *, claim: Claim, table: Table) -> Iterator[Weakness]:
    missing = sum(tally.missing for tally in measured.tallies)
    rows = sum(tally.rows for tally in measured.tallies)
    if missing:
        yield _bounds(measured, claim=claim, missing=missing, rows=rows)
    unknown = missing + measured.ungrouped
    everything = rows + measured.ungrouped
    if unknown >= MANY_MISSING * everything:
        share = round(unknown / everything * 100, 1)
        yield Weakness(
            code="many-missing",
            blocks=True,
            params={"missing": unknown, "rows": everything, "percent": share},
        )
    elif measured.ungrouped:
        yield Weakness(
            code="no-group",
            params={"column": claim.group_column, "missing": measured.ungrouped},
        )
    yield from _unreadable(claim, table=table)


def _bounds(measured: Measured, *, claim: Claim, missing: int, rows: int) -> Weakness:
    if measured.worst is None:
        return Weakness(code="rows-left-out", params={"missing": missing, "rows": rows})
    judged = judge(measured.effect, claim=claim)
    moved = any(judge(one, claim=claim) is not judged for one in measured.worst)
    low, high = (round(one.value * measured.scale, 1) for one in measured.worst)
    if not measured.counts:
        code = "missing-range-could-change" if moved else "missing-range"
        params: dict[str, str | int | float] = {
            "column": claim.column,
            "missing": missing,
            "rows": rows,
            "low": low,
            "high": high,
            "unit": measured.unit,
        }
        return Weakness(code=code, blocks=moved, params=params)
    code = "missing-could-change" if moved else "missing-values"
    params = {"column": claim.column, "missing": missing, "rows": rows, "low": low, "high": high}
    return Weakness(code=code, blocks=moved, params=params)


def _unreadable(claim: Claim, *, table: Table) -> Iterator[Weakness]:
    column = table.column(claim.column)
    invalid = column.reasons.get("invalid", 0) if column else 0
    if invalid and column and column.type is not ColumnType.TEXT:
        yield Weakness(code="unreadable-values", params={"column": column.name, "count": invalid})


def _all_or_none(measured: Measured) -> Iterator[Weakness]:
    if measured.counts and all(tally.count in {0, tally.known} for tally in measured.tallies):
        yield Weakness(code="all-or-none")


def _coverage(measured: Measured, *, claim: Claim) -> Weakness:
    code = "whole-register" if claim.coverage is Coverage.WHOLE else "sample"
    return Weakness(code=code, params={"n": sum(tally.known for tally in measured.tallies)})


def may_decide(judged: Judgement, *, found: tuple[Weakness, ...]) -> Judgement:
    """The judgement that may be shown: 支持 only when nothing blocks it."""
    if judged is Judgement.SUPPORTED and blocked(found):
        return Judgement.UNDECIDED
    return judged

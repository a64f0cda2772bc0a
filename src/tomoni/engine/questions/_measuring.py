"""What is measured of each group, as expressions of one aggregation."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tomoni.engine.core import ColumnType
from tomoni.engine.privacy import RULES
from tomoni.engine.questions._laying import Laid, both, join_of
from tomoni.engine.questions._question import Measure, Question, Rate, Rows, Share
from tomoni.engine.tables import Op

ENOUGH = RULES["10未満"].smallest
"""Counts from 1 to below this are about few."""
_COUNTED = {"", "人", "件", "世帯", "戸", "回", "台"}
"""Units of whole numbers that count things: a sum of them is a count, too; one of 円 is none."""
ROWS = "n"
"""The rows of each group."""


def sides(question: Question) -> tuple[str, ...]:
    """What is measured apart: two periods, or everything at once."""
    return ("before", "after") if question.compare is not None else ("",)


def aggregated(laid: Laid) -> ir.Table:
    """One row a group: `g0`… its values, `n` its rows, and of each measure and side its value
    `m0`… and `b0`…, the count by which one tells whether it is about few."""
    question = laid.question
    rows = laid.filtered(laid.rows, question.filters)
    if question.compare is not None:
        compared = (question.compare.before, question.compare.after)
        before, after = (laid.scope.fits(one, rows) for one in compared)
        rows = rows.mutate(before=before, after=after).filter(ibis._.before | ibis._.after)
    groups = {f"g{at}": laid.scope.group(one, rows) for at, one in enumerate(question.all_groups)}
    rows = rows.mutate(**groups)
    values: dict[str, Any] = {ROWS: rows.count()}
    for side in sides(question):
        where = rows[side] if side else None
        for at, measure in enumerate(question.measures):
            value, basis = _measured(measure, laid, rows=rows, where=where)
            values |= {f"m{at}{side}": value, f"b{at}{side}": basis}
    return rows.group_by(list(groups)).aggregate(**values) if groups else rows.aggregate(**values)


def _measured(measure: Measure, laid: Laid, *, rows: ir.Table, where: Any) -> tuple[Any, Any]:
    """Value and basis. A sum of counts is a count of its own: it is its own basis."""
    if isinstance(measure, Rows):
        return rows.count(where=where), rows.count(where=where)
    if isinstance(measure, Share):
        return _share(measure, laid, rows=rows, where=where)
    if isinstance(measure, Rate):
        return _rate(measure, laid, rows=rows, where=where)
    cell: Any = laid.scope.cell(measure.column, rows)
    value = getattr(cell, measure.kind)(where=where)
    is_count = measure.kind == "sum" and _counts(measure.column, laid)
    return value, value if is_count else cell.count(where=where)


def _counts(column: str, laid: Laid) -> bool:
    found = laid.scope.column(column)
    return found.type is ColumnType.INTEGER and found.unit in _COUNTED


def _share(measure: Share, laid: Laid, *, rows: ir.Table, where: Any) -> tuple[Any, Any]:
    asked = {one.column for one in measure.filters if one.op not in {Op.EMPTY, Op.FILLED}}
    known = [laid.scope.cell(name, rows).notnull() for name in sorted(asked)]
    known += [] if where is None else [where]
    fit = both([*known, *(laid.scope.fits(one, rows) for one in measure.filters)])
    fitting, all_rows = rows.count(where=fit), rows.count(where=both(known) if known else None)
    few = fitting.between(1, ENOUGH - 1)
    return fitting / all_rows.nullif(0), ibis.ifelse(few, fitting, all_rows - fitting)


def _rate(measure: Rate, laid: Laid, *, rows: ir.Table, where: Any) -> tuple[Any, Any]:
    """Where the population is joined, the value is what stands above the line only."""
    events: Any = rows.count(where=where)
    basis = events
    if measure.column:
        cell: Any = laid.scope.cell(measure.column, rows)
        events = cell.sum(where=where)
        basis = events if _counts(measure.column, laid) else cell.count(where=where)
    events = events.cast("float64")
    if join_of(measure.population, laid.question) is not None:
        return events, basis
    population: Any = laid.scope.cell(measure.population, rows)
    return events * measure.per / population.sum(where=where).cast("float64").nullif(0), basis

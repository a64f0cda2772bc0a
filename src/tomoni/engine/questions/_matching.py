"""How well a join went: rows that found a partner, and the keys that did not."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tomoni.engine.questions._answer import JoinMatch, Unmatched
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._keys import text
from tomoni.engine.questions._laying import Laid, join_of
from tomoni.engine.questions._question import Join

_MOST = 200


def match(laid: Laid, join: Join) -> JoinMatch:
    """The match of one join, of the rows that the filters on the question's own table leave.

    Raises `QuestionsError("join-repeats")` when the other table has a key more than once: rows
    would be counted more than once.
    """
    filters = laid.question.filters
    own = [one for one in filters if join_of(one.column, laid.question) is None]
    left = _keyed(laid, join, laid.filtered(laid.rows, own), left=True)
    right = _keyed(laid, join, laid.others[join.table], left=False)
    keys = [f"k{at}" for at in range(len(join.keys))]
    known = right.filter(_whole(right, keys)).group_by(keys).aggregate(times=ibis._.rows.sum())
    repeated = laid.asked.fetch(known.filter(known.times > 1).aggregate(count=ibis._.count()))
    if repeated["count"][0]:
        names = "、".join(pair.right for pair in join.keys)
        count = int(repeated["count"][0])
        raise QuestionsError("join-repeats", table=join.table, column=names, count=count)
    here = left.filter(_whole(left, keys)).group_by(keys).aggregate(times=ibis._.rows.sum())
    rows, matched, kinds, named = _partners(laid, left, known, keys=keys)
    others, other_matched, other_kinds, other_named = _partners(laid, right, here, keys=keys)
    return JoinMatch(
        table=join.table,
        rows=rows,
        matched=matched,
        unmatched=named,
        unmatched_keys=kinds,
        other_rows=others,
        other_matched=other_matched,
        other_unmatched=other_named,
        other_unmatched_keys=other_kinds,
    )


def _keyed(laid: Laid, join: Join, rows: ir.Table, *, left: bool) -> ir.Table:
    """Rows by what stands in the cells (`v…`) and the key it makes (`k…`)."""
    found = laid.left_keys(join, rows) if left else laid.right_keys(join)
    columns = [pair.left if left else f"{join.table}.{pair.right}" for pair in join.keys]
    given = {f"k{at}": key for at, key in enumerate(found)}
    for at, name in enumerate(columns):
        given[f"v{at}"] = text(laid.scope.cell(name, rows), laid.scope.column(name))
    return rows.select(**given).group_by(list(given)).aggregate(rows=ibis._.count())


def _whole(rows: ir.Table, keys: list[str]) -> list[Any]:
    return [rows[key].notnull() for key in keys]


def _partners(
    laid: Laid, rows: ir.Table, partners: ir.Table, *, keys: list[str]
) -> tuple[int, int, int, tuple[Unmatched, ...]]:
    """Rows, those that have a partner, how many keys have none, and the most frequent of these."""
    there = partners.rename({f"o_{key}": key for key in keys})
    found = rows.left_join(there, [rows[key] == there[f"o_{key}"] for key in keys])
    alone = found.times.isnull()
    counted = laid.asked.fetch(
        found.aggregate(
            rows=found.rows.sum(),
            matched=found.rows.sum(where=~alone),
            kinds=found.count(where=alone),
        )
    )
    values = [f"v{at}" for at in range(len(keys))]
    order = [ibis.desc("rows"), *(ibis.asc(name) for name in values)]
    named = laid.asked.fetch(
        found.filter(alone).select("rows", *values).order_by(order).limit(_MOST)
    )
    return (
        int(counted["rows"][0] or 0),
        int(counted["matched"][0] or 0),
        int(counted["kinds"][0]),
        tuple(
            Unmatched(values=tuple(row[name] or "" for name in values), rows=row["rows"])
            for row in named.to_dicts()
        ),
    )

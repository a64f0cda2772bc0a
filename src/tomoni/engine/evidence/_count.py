"""How many rows fit."""

from collections.abc import Sequence

from tomoni.engine.core import Column, ColumnType, Quantity, Table, Value
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._rows import Rows, breakdown, must_occur, opened
from tomoni.engine.evidence._verdict import ResultTable
from tomoni.engine.tables import Filter, Op, Part, filter_words


class Count(Value):
    """Rows of a table that fit, of `n` in all; `missing` have an empty cell the filters ask for.

    `by` holds the rows that fit by category, when asked for.
    """

    label: str
    fact: str
    quantities: dict[str, Quantity]
    n: int
    missing: int
    filters: tuple[Filter, ...]
    by: ResultTable | None = None


def count(
    table: Table,
    *,
    filters: Sequence[Filter] = (),
    label: str = "",
    by_column: str = "",
    by_part: Part = Part.VALUE,
) -> Count:
    """The rows of data that fit all filters; `by_column` (its `by_part`) adds how they spread.

    Raises `EvidenceError`: `no-rows` when the table is empty, `unknown-column`, `wrong-type`,
    `category-impossible`, `filter-values`, `no-such-category`.
    """
    table = table.data_rows()
    if not table.frame.height:
        raise EvidenceError("no-rows", column=by_column)
    columns = [by_column] if by_column else []
    with opened(table, columns=columns, filters=filters) as rows:
        _must_occur(rows, filters=filters)
        found = rows.count(rows.scope) if filters else table.frame.height
        missing = _missing(rows, filters=filters)
        by = _by(rows, column=by_column, part=by_part, n=found) if by_column else None
    n = table.frame.height
    narrowed = filter_words(filters)
    empty = f"判断できない空らんが{missing:,}件あります。" if missing else ""
    return Count(
        label=label,
        fact=f"{narrowed}ものは、{n:,}件のうち{found:,}件です。{empty}"
        if narrowed
        else f"全部で{found:,}件です。",
        quantities={"count": Quantity(value=found, unit="件", label=label or "件数")},
        n=n,
        missing=missing,
        filters=tuple(filters),
        by=by,
    )


def _must_occur(rows: Rows, *, filters: Sequence[Filter]) -> None:
    for one in filters:
        if one.part is Part.VALUE and one.op in {Op.IN, Op.NOT_IN}:
            column = rows.column(one.column)
            if column.type is ColumnType.TEXT:
                keys = [one.part.key(value, column=column) for value in one.values]
                must_occur(rows, column=one.column, keys=keys)


def _missing(rows: Rows, *, filters: Sequence[Filter]) -> int:
    asked = [one.column for one in filters if one.op not in {Op.EMPTY, Op.FILLED}]
    if not asked:
        return 0
    empty = rows.whole[asked[0]].isnull()
    for name in asked[1:]:
        empty = empty | rows.whole[name].isnull()
    return rows.count(rows.whole.filter(empty))


def _by(rows: Rows, *, column: str, part: Part, n: int) -> ResultTable:
    part.must_suit(rows.column(column))
    bars = breakdown(rows, column=column, part=part, keys=())
    return ResultTable(
        columns=(
            Column(name=part.words(column), type=ColumnType.TEXT),
            Column(name="件数", type=ColumnType.INTEGER, unit="件"),
            Column(name="全体の件数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple((bar.label, bar.count, n) for bar in bars),
    )

from datetime import date
from typing import Any

import pytest

from engine.evidence import samples
from tomoni.engine import evidence
from tomoni.engine.core import ColumnType, Quantity, show
from tomoni.engine.tables import Filter, Part, TablesError

TABLE = samples.table(
    終了日=(
        ColumnType.DATE,
        # 2026-08-31 is a Monday; fiscal years begin in April.
        [date(2026, 8, 31), date(2027, 3, 31), date(2027, 4, 1), date(2027, 11, 30), None],
    ),
    業種=(ColumnType.TEXT, ["飲食店", "飲食店", "喫茶店", None, "菓子"]),
    件数=(ColumnType.INTEGER, [1, 5, 10, 20, None]),
    面積=(ColumnType.NUMBER, [1.5, 2.0, None, 8.25, 9.0]),
)

# filters, rows that fit, rows that could not be told
COUNTS: list[tuple[list[dict[str, Any]], int, int]] = [
    ([], 5, 0),
    ([{"column": "終了日", "part": "year", "values": [2027]}], 3, 1),
    ([{"column": "終了日", "part": "year", "values": ["2027"]}], 3, 1),
    ([{"column": "終了日", "part": "fiscal_year", "values": [2026]}], 2, 1),
    ([{"column": "終了日", "part": "month", "values": [3, 11]}], 2, 1),
    ([{"column": "終了日", "part": "day", "values": [31]}], 2, 1),
    ([{"column": "終了日", "part": "day_of_week", "values": [1]}], 1, 1),
    ([{"column": "終了日", "op": "at_least", "values": ["2027-04-01"]}], 2, 1),
    ([{"column": "終了日", "op": "between", "values": ["2027-03-31", "2027-04-01"]}], 2, 1),
    ([{"column": "終了日", "op": "empty"}], 1, 0),
    ([{"column": "業種", "op": "filled"}], 4, 0),
    ([{"column": "業種", "values": ["飲食店", "菓子"]}], 3, 1),
    ([{"column": "業種", "op": "not_in", "values": ["飲食店"]}], 2, 1),
    ([{"column": "件数", "op": "at_most", "values": [10]}], 3, 1),
    ([{"column": "件数", "op": "at_least", "values": ["10"]}], 2, 1),
    ([{"column": "面積", "values": [8.25]}], 1, 1),
    (
        [
            {"column": "終了日", "part": "year", "values": [2027]},
            {"column": "業種", "values": ["飲食店"]},
        ],
        1,
        2,
    ),
]


@pytest.mark.parametrize(("filters", "fitting", "missing"), COUNTS)
def test_rows_are_counted_by_conditions(
    filters: list[dict[str, Any]], fitting: int, missing: int
) -> None:
    given = [Filter.model_validate(one) for one in filters]
    found = evidence.count(TABLE, filters=given)
    assert (found.quantities["count"].value, found.missing, found.n) == (fitting, missing, 5)
    assert evidence.Count.model_validate_json(found.model_dump_json()) == found


def test_a_count_says_what_was_counted_and_how_it_spreads() -> None:
    found = evidence.count(
        TABLE,
        filters=(Filter(column="終了日", part=Part.YEAR, values=(2027,)),),
        label="2027年の更新",
        by_column="終了日",
        by_part=Part.MONTH,
    )
    assert found.quantities == {"count": Quantity(value=3, unit="件", label="2027年の更新")}
    assert show(found.quantities["count"]) == "3件"
    assert found.fact == (
        "「終了日」の年が2027年であるものは、5件のうち3件です。判断できない空らんが1件あります。"
    )
    assert found.by is not None
    assert len(found.by.rows) == 12
    assert [row for row in found.by.rows if row[1]] == [
        ("3月", 1, 3),
        ("4月", 1, 3),
        ("11月", 1, 3),
    ]


def test_values_are_listed_by_frequency_and_the_many_others_together() -> None:
    values = [f"区{number:02}" for number in range(20) for _ in range(20 - number)]
    found = evidence.count(samples.table(区=(ColumnType.TEXT, values)), by_column="区")
    assert found.by is not None
    assert [row[0] for row in found.by.rows[:2]] == ["区00", "区01"]
    assert found.by.rows[-1][:2] == ("その他（8区分）", sum(range(1, 9)))
    assert sum(int(row[1] or 0) for row in found.by.rows) == len(values)


def test_none_that_fit_are_zero_and_no_error() -> None:
    found = evidence.count(
        TABLE, filters=(Filter(column="終了日", part=Part.YEAR, values=(1999,)),)
    )
    assert found.quantities["count"].value == 0


def test_a_misspelt_value_is_refused_rather_than_counted_as_none() -> None:
    with pytest.raises(evidence.EvidenceError, match="no-such-category"):
        evidence.count(TABLE, filters=(Filter(column="業種", values=("飲食点",)),))


def test_a_part_of_a_day_needs_a_column_of_days() -> None:
    with pytest.raises(TablesError, match="wrong-type"):
        evidence.count(TABLE, by_column="業種", by_part=Part.MONTH)


def test_totals_and_parts_are_never_counted_with_the_data() -> None:
    table = samples.table(
        区=(ColumnType.TEXT, ["東", "西", "計", "うち西"]),
        row_kind=(ColumnType.TEXT, ["data", "data", "total", "part"]),
    )
    assert evidence.count(table, label="区の数").quantities["count"].value == 2
    claim = evidence.lock(
        evidence.Claim(
            kind=evidence.ClaimKind.SHARE_AGAINST_EXPECTED, column="区", categories=("東",),
            smallest_difference=0.1, expected=0.3, expected_reason="人口", reason="広い",
            refuted_if="差がない", sketch="棒",
        ),
        at="2026-09-01T12:00:00+09:00",
    )  # fmt: skip
    verdict = evidence.run(claim, table=table)
    assert (verdict.n, verdict.quantities["share"].value) == (2, 0.5)

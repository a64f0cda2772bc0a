from typing import Any

import pytest

from engine.evidence import samples
from tomoni.engine import evidence
from tomoni.engine.core import ColumnType, Table, TomoniError

ANSWERS = samples.answers(30, 20, missing=5)
GROUPS = samples.groups((5, 10), (5, 10))
MONTHS = samples.by_month({2: 30})
EMPTY = samples.answers(0, 0, missing=3)

REFUSALS: list[tuple[evidence.Claim, Table, str, dict[str, Any]]] = [
    (samples.answer_claim(locked_at=None), ANSWERS, "unlocked-claim", {}),
    (samples.answer_claim(categories=()), ANSWERS, "categories-missing", {"column": "回答"}),
    (samples.answer_claim(column="無い"), ANSWERS, "unknown-column", {"column": "無い"}),
    (samples.group_claim(group_column="無い"), ANSWERS, "unknown-column", {"column": "無い"}),
    (
        samples.answer_claim(part="month", categories=(2,)),
        ANSWERS,
        "wrong-type",
        {"column": "回答", "part": "month"},
    ),
    (
        samples.month_claim(months=(13,)),
        MONTHS,
        "category-impossible",
        {"column": "終了日", "part": "month"},
    ),
    (
        samples.month_claim(part="value", months=(2,), expected=0.5, expected_reason="例"),
        MONTHS,
        "category-impossible",
        {"column": "終了日", "part": "value"},
    ),
    (
        samples.answer_claim(categories=("はい", "秘密の値")),
        ANSWERS,
        "no-such-category",
        {"column": "回答", "missing": 1, "there": 2},
    ),
    (
        samples.group_claim(group_a="秘密の値"),
        GROUPS,
        "no-such-category",
        {"column": "区", "missing": 1, "there": 2},
    ),
    (
        samples.month_claim(filters=({"column": "終了日", "part": "year", "values": (1999,)},)),
        MONTHS,
        "no-rows",
        {"column": "終了日"},
    ),
    (
        samples.month_claim(filters=({"column": "終了日", "op": "between", "values": (1,)},)),
        MONTHS,
        "filter-values",
        {"column": "終了日", "op": "between"},
    ),
]


@pytest.mark.parametrize(("claim", "table", "code", "params"), REFUSALS)
def test_what_cannot_be_compared_is_refused_with_a_code(
    claim: evidence.Claim, table: Table, code: str, params: dict[str, Any]
) -> None:
    with pytest.raises(TomoniError) as refused:
        evidence.run(claim, table=table)
    assert (refused.value.code, refused.value.params) == (code, params)
    assert "秘密" not in str(refused.value)


def test_a_column_of_nothing_but_blanks_has_no_rows_to_compare() -> None:
    with pytest.raises(evidence.EvidenceError, match="no-rows"):
        evidence.run(samples.month_claim(), table=samples.by_month({}, missing=3))


def test_a_group_of_nothing_but_blanks_has_no_rows_to_compare() -> None:
    table = samples.groups((5, 10), (0, 0), empty=(0, 10))
    with pytest.raises(evidence.EvidenceError, match="no-rows"):
        evidence.run(samples.group_claim(), table=table)


def test_an_empty_table_has_nothing_to_count() -> None:
    with pytest.raises(evidence.EvidenceError, match="no-rows"):
        evidence.count(samples.table(区=(ColumnType.TEXT, [])), filters=())

"""Small tables in, answers out: the same of every database."""

from pathlib import Path
from typing import Any

import pytest

from engine.questions.samples import BY_TOWN, RATE, YEAR, answer, shown, table
from tomoni.engine import questions, tables


def rounded(value: Any) -> Any:
    return round(value, 9) if isinstance(value, float) else value


ANSWERS: list[tuple[str, dict[str, Any], dict[str, list[Any]]]] = [
    ("all rows are counted", {}, {"件数": [8]}),
    (
        "figures leave empty cells out, and an empty group stands last",
        {
            "groups": [{"column": "業種"}],
            "measures": [
                {"kind": "rows"},
                {"kind": "sum", "column": "席"},
                {"kind": "mean", "column": "面積", "name": "平均の広さ"},
                {"kind": "median", "column": "面積"},
            ],
        },
        {
            "業種": ["喫茶店", "菓子", "飲食店", None],
            "件数": [2, 1, 4, 1],
            "席の合計": [30, 40, 160, 60],
            "平均の広さ": [21.125, None, 33.875, 7.5],
            "面積の中央値": [21.125, None, 15.25, 7.5],
        },
    ),
    (
        "a share is of the rows in which its cells are filled",
        {"measures": [{"kind": "share", "filters": [
            {"column": "面積", "op": "at_least", "values": [12]},
            {"column": "業種", "values": ["飲食店"]},
        ]}]},
        {"「面積」が「12」以上である、「業種」が「飲食店」である割合": [2 / 6]},
    ),
    (
        "a group may be a part of the day, fiscal years beginning in April",
        {"groups": [YEAR]},
        {"許可日（年度）": [2022, 2023, 2024, None], "件数": [2, 3, 2, 1]},
    ),
    (
        "weekdays run from Monday, 1",
        {"groups": [{"column": "許可日", "part": "day_of_week"}],
         "filters": [{"column": "許可日", "op": "filled"}]},
        {"許可日（曜日）": [1, 5, 6, 7], "件数": [3, 1, 2, 1]},
    ),
    (
        "filters hold together",
        {"filters": [{"column": "席", "op": "between", "values": [20, 50]},
                     {"column": "業種", "op": "not_in", "values": ["菓子"]}],
         "groups": [{"column": "席"}]},
        {"席": [20, 30, 50], "件数": [1, 1, 1]},
    ),
    (
        "a town's people count once, and a town where nothing happened is there with 0",
        {"joins": [BY_TOWN], "groups": [{"column": "towns.町"}],
         "measures": [{"kind": "rows"}, RATE]},
        {
            "町": ["中町", "北町１丁目", "大字南町", "東町", None],
            "件数": [0, 2, 3, 1, 2],
            "件数（人口1,000あたり）": [0.0, 2.0, 6.0, 4.0, None],
        },
    ),
    (
        "by month all people stand below the line",
        {"joins": [BY_TOWN], "groups": [YEAR], "measures": [RATE]},
        {"許可日（年度）": [2022, 2023, 2024, None],
         "件数（人口1,000あたり）": [1.0, 1.5, 1.0, 0.5]},
    ),
    (
        "a filter on the towns narrows their people too",
        {"joins": [BY_TOWN], "filters": [{"column": "towns.校区", "values": ["南"]}],
         "measures": [RATE | {"column": "席", "per": 100}]},
        {"席（人口100あたり）": [(30 + 40 + 50 + 60) / 1000 * 100]},
    ),
    (
        "people in the table itself are added up",
        {"table": "towns", "groups": [{"column": "校区"}],
         "measures": [{"kind": "rate", "population": "人口", "per": 10_000}]},
        {"校区": ["北", "南"], "件数（人口10,000あたり）": [10.0, 30.0]},
    ),
    (
        "two years stand side by side with difference and ratio",
        {"joins": [BY_TOWN], "groups": [{"column": "towns.校区"}],
         "measures": [{"kind": "rows"}, RATE],
         "compare": {"before": YEAR | {"values": [2022]}, "after": YEAR | {"values": [2023]}}},
        {
            "校区": ["北", "南", None],
            "件数（2022年度）": [1, 0, 1],
            "件数（2023年度）": [1, 2, 0],
            "件数（差）": [0, 2, -1],
            "件数（比）": [1.0, None, 0.0],
            "件数（人口1,000あたり）（2022年度）": [1.0, 0.0, None],
            "件数（人口1,000あたり）（2023年度）": [1.0, 2.0, None],
            "件数（人口1,000あたり）（差）": [0.0, 2.0, None],
            "件数（人口1,000あたり）（比）": [1.0, None, None],
        },
    ),
    (
        "codes of municipalities meet whatever a spreadsheet did to them",
        {"table": "visits", "groups": [{"column": "cities.市"}],
         "measures": [{"kind": "sum", "column": "人"}],
         "joins": [{"table": "cities", "keys": [
             {"left": "団体コード", "right": "コード", "form": "municipality"}]}]},
        {"市": ["加古川市", "千代田区", "札幌市", None], "人の合計": [3, 16, 12, 32]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(parts, expected) for _name, parts, expected in ANSWERS],
    ids=[name for name, _parts, _expected in ANSWERS],
)
def test_answers(backend: str, parts: dict[str, Any], expected: dict[str, list[Any]]) -> None:
    found = shown(answer(backend, **parts))

    assert list(found) == list(expected)
    for name, values in expected.items():
        assert [rounded(value) for value in found[name]] == [rounded(value) for value in values]


def test_a_join_tells_what_it_could_not_match(backend: str) -> None:
    found = answer(backend, joins=[BY_TOWN]).content.matches[0]

    assert (found.rows, found.matched, found.share) == (8, 6, 0.75)
    assert [(one.values, one.rows) for one in found.unmatched] == [(("西町",), 1), (("",), 1)]
    assert (found.other_rows, found.other_matched) == (4, 3)
    assert [(one.values, one.rows) for one in found.other_unmatched] == [(("中町",), 1)]
    assert (found.unmatched_keys, found.other_unmatched_keys) == (2, 1)


def test_a_table_is_read_from_its_parquet_file(backend: str, tmp_path: Path) -> None:
    totals = table(
        区=("text", ["北", "南", "計"]), 件=("integer", [3, 4, 7]),
        row_kind=("text", ["data", "data", "total"]),
    )  # fmt: skip
    path = tmp_path / "table.parquet"
    path.write_bytes(tables.write_parquet(totals))
    question = questions.Question.model_validate(
        {"table": "t", "measures": [{"kind": "sum", "column": "件"}]}
    )

    found = questions.ask(question, tables={"t": path}, backend=backend)

    assert shown(found) == {"件の合計": [7]}

"""What an answer is as a table: its fact, its marks, its values side by side."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.questions.samples import BY_TOWN, YEAR, answer, table
from tomoni.engine import questions, tables
from tomoni.engine.core import Table


def test_the_fact_tells_rows_groups_and_matches() -> None:
    found = answer(
        joins=[BY_TOWN], groups=[{"column": "業種"}], filters=[{"column": "席", "op": "filled"}]
    )

    assert found.content.fact == (
        "「食品営業許可」の7件（「席」が空らんでないもの）を業種で4に分けました。"
        "件数が最も大きいのは飲食店の4件です。"
        "「町の人口」と合ったのは7行のうち6行（85.7％）です。"
    )
    assert (found.content.rows, found.content.groups) == (7, 4)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            {"measures": [{"kind": "rows"}, {"kind": "mean", "column": "席"}]},
            "「食品営業許可」の8件のうち、件数は8件、席の平均は41.4です。",
        ),
        (
            {"groups": [YEAR], "filters": [{"column": "業種", "values": ["喫茶店"]}]},
            "「食品営業許可」の2件（「業種」が「喫茶店」であるもの）を許可日（年度）で2に分けました。"
            "件数が最も大きいのは2022年度などの1件です。",
        ),
    ],
)
def test_the_fact_tells_the_number_or_the_greatest(parts: dict[str, Any], told: str) -> None:
    assert answer(**parts).content.fact == told


def test_cells_about_few_are_marked() -> None:
    many = table(
        区=("text", ["北"] * 12 + ["南"] * 3),
        人=("integer", [100] * 12 + [1] * 3),
        高い=("text", ["x"] * 11 + ["y"] + ["x"] * 3),
    )
    question = questions.Question.model_validate(
        {
            "table": "t",
            "groups": [{"column": "区"}],
            "measures": [
                {"kind": "rows"},
                {"kind": "sum", "column": "人"},
                {"kind": "mean", "column": "人"},
                {"kind": "share", "filters": [{"column": "高い", "values": ["y"]}], "name": "高い"},
            ],
        }
    )

    found = questions.ask(question, tables={"t": many})

    assert found.table.said is not None
    assert found.table.said.to_dict(as_series=False) == {
        "件数": [None, "few"],
        "人の合計": [None, "few"],
        "人の平均": [None, "few"],
        "高い": ["few", "few"],
    }
    assert found.content.few == 5
    assert found.table.columns[1].qualifiers == {"few": 1}


@pytest.mark.parametrize(("unit", "mark"), [("人", None), ("円", "few")])
def test_a_sum_of_counts_is_about_as_many_and_one_of_yen_about_its_rows(
    unit: str, mark: str | None
) -> None:
    plain = table(額=("integer", [400, 500, 600]))
    told = replace(plain, columns=(plain.columns[0].model_copy(update={"unit": unit}),))
    question = questions.Question.model_validate(
        {"table": "t", "measures": [{"kind": "sum", "column": "額"}]}
    )

    said = questions.ask(question, tables={"t": told}).table.said

    assert (None if said is None else said["額の合計"][0]) == mark


def test_an_answer_is_a_table_like_any_other() -> None:
    found = answer(groups=[{"column": "業種"}, YEAR]).table

    kept = tables.read_parquet(tables.write_parquet(found))

    assert kept.frame.equals(found.frame)
    assert kept.columns == found.columns


def test_the_values_of_a_pivot_stand_side_by_side() -> None:
    wide = questions.spread(answer(groups=[{"column": "業種"}], pivot=YEAR))

    assert wide.frame.to_dict(as_series=False) == {
        "業種": ["喫茶店", "菓子", "飲食店", None],
        "2022年度": [1, 0, 1, 0],
        "2023年度": [1, 1, 1, 0],
        "2024年度": [0, 0, 1, 1],
        "（空らん）": [0, 0, 1, 0],
    }
    assert wide.said is not None
    assert wide.said["2022年度"].to_list() == ["few", None, "few", None]


def test_a_pivot_alone_makes_one_row() -> None:
    wide: Table = questions.spread(
        answer(
            pivot={"column": "業種"}, measures=[{"kind": "rows"}, {"kind": "sum", "column": "席"}]
        )
    )

    assert wide.frame.height == 1
    assert wide.frame.columns[:2] == ["喫茶店 件数", "喫茶店 席の合計"]


def test_values_side_by_side_never_take_the_name_of_another_column() -> None:
    rows = table(区分=("text", ["a", "b", "b"]), 種=("text", ["区分", "（空らん）", None]))
    question = questions.Question.model_validate(
        {"table": "t", "groups": [{"column": "区分"}], "pivot": {"column": "種"}}
    )

    found = questions.spread(questions.ask(question, tables={"t": rows}))

    assert found.frame.to_dict(as_series=False) == {
        "区分": ["a", "b"],
        "区分（2）": [1, 0],
        "（空らん）": [0, 1],
        "（空らん）（2）": [0, 1],
    }


@pytest.mark.parametrize("names", [("A", "a"), ('q"; --', "列 'x'")])
def test_columns_are_told_apart_whatever_they_are_called(
    names: tuple[str, str], backend: str, tmp_path: Path
) -> None:
    count, kind = names
    cells: dict[str, tuple[str, list[object]]] = {
        count: ("integer", [1, 2, 4]),
        kind: ("text", ["x", "y", "y"]),
    }
    rows = table(**cells)
    question = questions.Question.model_validate(
        {
            "table": "t",
            "groups": [{"column": kind}],
            "measures": [{"kind": "sum", "column": count, "name": "計"}],
        }
    )
    kept = tmp_path / "t.parquet"
    kept.write_bytes(tables.write_parquet(rows))

    for given in (rows, kept) if backend != "spark" else (rows,):
        found = questions.ask(question, tables={"t": given}, backend=backend).table.frame
        assert found.to_dict(as_series=False) == {kind: ["x", "y"], "計": [1, 6]}


def test_names_of_an_answer_differ_in_more_than_their_case() -> None:
    rows = table(a=("text", ["x"]))
    question = questions.Question.model_validate(
        {"table": "t", "groups": [{"column": "a"}], "measures": [{"kind": "rows", "name": "A"}]}
    )
    assert questions.ask(question, tables={"t": rows}).table.frame.columns == ["a", "A（2）"]

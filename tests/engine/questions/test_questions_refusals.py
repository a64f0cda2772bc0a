"""What cannot be asked is refused with a code that says which column or table is meant."""

from typing import Any

import polars as pl
import pytest
from pydantic import ValidationError

from engine.questions.samples import BY_TOWN, RATE, TABLES, table
from tomoni.engine import questions
from tomoni.engine.core import Column, ColumnType, Table, TomoniError


def question(**parts: Any) -> questions.Question:
    return questions.Question.model_validate({"table": "permits"} | parts)


UNFIT: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"table": "x"}, "unknown-table", {"table": "x"}),
    ({"joins": [BY_TOWN, BY_TOWN]}, "joined-twice", {"table": "towns"}),
    ({"groups": [{"column": "無い"}]}, "unknown-column", {"column": "無い"}),
    ({"groups": [{"column": "towns.人口"}]}, "unknown-column", {"column": "towns.人口"}),
    ({"groups": [{"column": "業種"}] * 2}, "group-twice", {"column": "業種"}),
    (
        {"groups": [{"column": name} for name in ("業種", "町名", "席", "面積")]},
        "groups-many",
        {"count": 4, "limit": 3},
    ),
    (
        {"groups": [{"column": "業種", "part": "month"}]},
        "wrong-type",
        {"column": "業種", "part": "month"},
    ),
    ({"measures": [{"kind": "sum", "column": "業種"}]}, "not-a-number", {"column": "業種"}),
    (
        {"measures": [{"kind": "rate", "population": "町名"}]},
        "not-a-number",
        {"column": "町名"},
    ),
    (
        {"filters": [{"column": "席", "op": "between", "values": [1]}]},
        "filter-values",
        {"column": "席", "op": "between"},
    ),
    (
        {
            "joins": [
                {"table": "towns", "keys": [{"left": "許可日", "right": "町", "form": "town"}]}
            ]
        },
        "key-type",
        {"column": "許可日", "form": "town"},
    ),
    (
        {"joins": [{"table": "towns", "keys": [{"left": "towns.校区", "right": "町"}]}]},
        "key-order",
        {"column": "towns.校区"},
    ),
]


@pytest.mark.parametrize(("parts", "code", "params"), UNFIT)
def test_a_question_that_does_not_fit_is_refused(
    parts: dict[str, Any], code: str, params: dict[str, Any]
) -> None:
    found = questions.check(question(**parts), tables=TABLES)

    assert (found[0].code, found[0].params) == (code, params)
    with pytest.raises(TomoniError, match=code):
        questions.ask(question(**parts), tables=TABLES)


def test_all_that_is_wrong_is_told_at_once() -> None:
    asked = question(
        measures=[{"kind": "sum", "column": "業種"}, {"kind": "mean", "column": "町名"}],
        groups=[{"column": "席", "part": "year"}],
    )

    codes = [error.code for error in questions.check(asked, tables=TABLES)]

    assert codes == ["wrong-type", "not-a-number", "not-a-number"]


def test_a_sound_question_has_nothing_against_it() -> None:
    assert questions.check(question(joins=[BY_TOWN], measures=[RATE]), tables=TABLES) == ()


def test_a_table_with_two_rows_for_a_key_is_not_joined() -> None:
    twice = table(町=("text", ["南町", "南　町", "北町"]), 人口=("integer", [1, 2, 3]))

    with pytest.raises(questions.QuestionsError) as refused:
        questions.ask(question(joins=[BY_TOWN]), tables=TABLES | {"towns": twice})

    assert (refused.value.code, refused.value.params) == (
        "join-repeats",
        {"table": "towns", "column": "町", "count": 1},
    )


def test_a_join_without_any_match_still_answers() -> None:
    strange = table(町=("text", ["京都"]), 人口=("integer", [1]))

    found = questions.ask(
        question(joins=[BY_TOWN], groups=[{"column": "towns.人口"}]),
        tables=TABLES | {"towns": strange},
    )

    assert found.content.matches[0].share == 0
    assert found.table.frame.rows() == [(None, 8)]


@pytest.mark.parametrize("column", ["校区", "町名"])
def test_people_are_not_counted_again_for_what_their_area_decides(column: str) -> None:
    schools = table(
        町名=("text", ["北町1丁目", "南町", "東町", "南町"]),
        校区=("text", ["北", "南", "南", "南"]),
    )

    with pytest.raises(questions.QuestionsError) as refused:
        questions.ask(
            question(joins=[BY_TOWN], groups=[{"column": column}], measures=[RATE]),
            tables=TABLES | {"permits": schools},
        )

    assert (refused.value.code, refused.value.params) == (
        "rate-inside",
        {"column": column, "table": "towns"},
    )


@pytest.mark.parametrize(
    "parts", [{"filters": [{"column": "席", "op": "at_least", "values": [1000]}]}, {}]
)
def test_no_rows_are_no_answer(parts: dict[str, Any]) -> None:
    empty = table(席=("integer", []))
    known = TABLES if parts else TABLES | {"permits": empty}

    with pytest.raises(questions.QuestionsError, match="no-rows"):
        questions.ask(question(**parts), tables=known)


def test_a_million_groups_are_no_answer() -> None:
    frame = pl.DataFrame({"番号": pl.int_range(1_000_000, eager=True)})
    many = Table("表", (Column(name="番号", type=ColumnType.INTEGER),), frame)

    with pytest.raises(questions.QuestionsError) as refused:
        questions.ask(question(groups=[{"column": "番号"}]), tables={"permits": many})

    assert (refused.value.code, refused.value.params) == ("groups-too-many", {"limit": 10_000})


def test_a_pivot_wider_than_any_page_is_refused() -> None:
    wide = table(日=("integer", list(range(61))))
    found = questions.ask(question(pivot={"column": "日"}), tables={"permits": wide})

    with pytest.raises(questions.QuestionsError, match="pivot-too-wide"):
        questions.spread(found)


@pytest.mark.parametrize(
    ("backend", "code"),
    [("trino", "unknown-backend"), ("postgresql://127.0.0.1:1/x", "backend-unreachable")],
)
def test_a_database_that_is_not_there_is_named_by_its_kind(backend: str, code: str) -> None:
    with pytest.raises(questions.QuestionsError, match=code) as refused:
        questions.ask(question(), tables=TABLES, backend=backend)

    assert "127.0.0.1" not in str(refused.value)


def test_a_question_needs_something_to_measure() -> None:
    with pytest.raises(ValidationError):
        question(measures=[])

"""The same table a month later: the recipe is applied again, and what changed is said."""

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from engine.tables.workbooks import csv, workbook
from tomoni.engine import tables
from tomoni.engine.core import ColumnType, Severity, Table

FIRST = "区コード,区,日,件数（件）,金額（円）\n01,東,2024-04-01,3,100\n02,西,2024-04-02,4,200\n"
SHEET = [["題"], ["区", "月", "件数（件）"], ["東", "4月", 3], ["西", "4月", 4]]


def table(text: str, recipe: tables.Recipe = tables.Recipe()) -> Table:  # noqa: B008
    return tables.read(csv(text), file_name="a.csv", recipe=recipe).tables[0]


def drift(new: str) -> dict[str, Mapping[str, object]]:
    return {one.code: one.params for one in tables.drift(table(FIRST), table(new))}


def test_the_same_shape_is_no_drift() -> None:
    assert drift(FIRST.replace("3,100", "7,900")) == {}


@pytest.mark.parametrize(
    ("old", "new", "code", "params"),
    [
        (",金額（円）", ",備考", "column-vanished", {"column": "金額（円）"}),
        ("区コード,", "番地,", "column-vanished", {"column": "区コード"}),
        ("件数（件）", "件　数（件）", "column-renamed",
         {"column": "件　数（件）", "was": "件数（件）"}),
        ("金額（円）", "金額（千円）", "column-renamed",
         {"column": "金額（千円）", "was": "金額（円）"}),
        ("2024-04-02", "不定期", "column-type-changed",
         {"column": "日", "was_type": "date", "type": "text"}),
    ],
)  # fmt: skip
def test_a_change_of_shape_is_said(
    old: str, new: str, code: str, params: dict[str, object]
) -> None:
    assert drift(FIRST.replace(old, new))[code] == params


def test_a_new_column_is_said_with_its_place() -> None:
    new = FIRST.replace("区,", "区,班,").replace("東,", "東,1班,").replace("西,", "西,2班,")
    found = tables.drift(table(FIRST), table(new))
    assert [(one.code, one.params) for one in found] == [
        ("column-appeared", {"column": "班", "number": 3})
    ]


def test_a_code_that_became_a_number_is_said() -> None:
    before = table(FIRST.replace("区コード", "区画"))
    after = table(FIRST.replace("区コード", "区画").replace("\n0", "\n"))
    (found,) = tables.drift(before, after)
    assert (found.code, found.severity) == ("code-became-number", Severity.ERROR)


def test_a_unit_that_changed_is_said() -> None:
    text = "区,金額\n東,1\n西,2\n"
    before, after = (
        table(text, tables.Recipe(columns={"金額": tables.ColumnRecipe(unit=unit)}))
        for unit in ("円", "千円")
    )
    (found,) = tables.drift(before, after)
    assert found.params == {"column": "金額", "was_unit": "円", "unit": "千円"}


def test_a_new_order_and_a_wider_number_are_no_trouble() -> None:
    new = "区,区コード,日,件数（件）,金額（円）\n東,01,2024-04-01,3.5,100\n西,02,2024-04-02,4,200\n"
    found = tables.drift(table(FIRST), table(new))
    assert {one.code for one in found} == {"columns-reordered", "column-type-changed"}
    assert {one.severity for one in found} == {Severity.INFO}


def test_a_learned_recipe_goes_through_yaml_and_finds_the_drift_itself() -> None:
    recipe = tables.learn(table(FIRST))
    again = tables.read_recipe(tables.write_recipe(recipe))
    assert again == recipe
    assert "exp" in tables.write_recipe(recipe)
    reading = tables.read(csv(FIRST), file_name="b.csv", recipe=again)
    assert not [one for one in reading.findings if one.severity is Severity.ERROR]
    reading = tables.read(csv(FIRST.replace("金額（円）", "住所")), file_name="b.csv", recipe=again)
    assert {one.code for one in reading.findings} >= {"column-vanished", "column-appeared"}


def test_a_header_that_moved_is_refused_with_both_rows() -> None:
    first = tables.read(
        workbook(SHEET), file_name="a.xlsx", recipe=tables.Recipe(header_rows=(2,))
    ).tables[0]
    recipe = tables.learn(first, recipe=tables.Recipe(header_rows=(2,)))
    assert recipe.sheet == "表1"
    tables.read(workbook(SHEET), file_name="b.xlsx", recipe=recipe)
    moved = [["題"], ["令和6年5月分"], *SHEET[1:]]
    with pytest.raises(tables.TablesError) as raised:
        tables.read(workbook(moved), file_name="b.xlsx", recipe=recipe)
    assert raised.value.code == "recipe-header-moved"
    assert raised.value.params == {"row": 2, "found": 3, "sheet": "表1"}


def test_a_renamed_column_is_looked_for_under_its_name_in_the_file() -> None:
    wish = tables.Recipe(
        header_rows=(1,), columns={"件数（件）": tables.ColumnRecipe(name="数", unit="件")}
    )
    recipe = tables.learn(table(FIRST, wish), recipe=wish)
    assert table(FIRST, recipe).frame.columns == ["区コード", "区", "日", "数", "金額（円）"]


def test_what_is_a_total_can_be_overruled() -> None:
    text = "区,件数\n東,3\n西,4\n全市計算センター,5\n全体,12\n"
    assert table(text).row_kinds.get("total") == 1
    plain = table(text, tables.Recipe(row_kinds={"全体": "data"}))
    assert plain.row_kinds == {"data": 4}
    said = table(text, tables.Recipe(row_kinds={"全市計算センター": "subtotal"}))
    assert said.row_kinds["subtotal"] == 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("columns: {a: {type: wrong}}", "columns.a.type"),
        ("range: A1", "range"),
        ("row_kinds: {計: sum}", "row_kinds"),
        ("colums: {}", "colums"),
        ("a: [1", "line 1"),
        ("- 1", "-"),
    ],
)
def test_a_recipe_that_is_none_says_where(text: str, where: str) -> None:
    with pytest.raises(tables.TablesError) as raised:
        tables.read_recipe(text)
    assert raised.value.code == "bad-recipe"
    assert raised.value.params == {"where": where}


def test_a_recipe_is_short_and_may_be_empty() -> None:
    assert tables.read_recipe("") == tables.Recipe()
    assert tables.write_recipe(tables.Recipe(header_rows=(2, 3))) == "header_rows:\n- 2\n- 3\n"
    with pytest.raises(ValidationError):
        tables.Recipe(row_kinds={"計": "sum"})


def test_reasons_of_a_recipe_overrule_the_marks() -> None:
    recipe = tables.Recipe(
        columns={"件数": tables.ColumnRecipe(type=ColumnType.INTEGER, reasons={"☆": "secret"})}
    )
    found = table("区,件数\n東,3\n西,☆\n", recipe)
    assert found.columns[1].reasons == {"secret": 1}


def test_rows_that_a_fixed_range_would_lose_are_said() -> None:
    recipe = tables.Recipe(range="A1:B3")
    longer = tables.read(csv("区,数\n東,1\n西,2\n南,3\n北,4\n"), file_name="a.csv", recipe=recipe)
    said = {finding.code: finding for finding in longer.findings}["rows-below-range"]
    assert (said.place.row, said.params["count"]) == (4, 2)
    assert tables.learn(longer.tables[0], recipe=recipe, findings=longer.findings).below


@pytest.mark.parametrize("below", ["", "\n\n南,3\n", "※ 注\n"])
def test_a_gap_or_a_remark_below_a_range_is_no_loss(below: str) -> None:
    recipe = tables.Recipe(range="A1:B3")
    found = tables.read(csv(f"区,数\n東,1\n西,2\n{below}"), file_name="a.csv", recipe=recipe)
    assert "rows-below-range" not in {finding.code for finding in found.findings}
    assert not tables.learn(found.tables[0], recipe=recipe, findings=found.findings).below


TWO_ROWS = [["題"], ["区", "月", "件数", None], [None, None, "男", "女"]]
BODY = [["東", "4月", 3, 1], ["西", "4月", 4, 2]]


def of_two_rows() -> tables.Recipe:
    recipe = tables.Recipe(header_rows=(2, 3))
    data = workbook([*TWO_ROWS, *BODY])
    return tables.learn(
        tables.read(data, file_name="a.xlsx", recipe=recipe).tables[0], recipe=recipe
    )


def test_a_header_of_two_rows_is_found_again_as_a_whole() -> None:
    newer = workbook([*TWO_ROWS, *BODY, ["南", "5月", 5, 3]])
    (found,) = tables.read(newer, file_name="b.xlsx", recipe=of_two_rows()).tables
    assert found.frame.height == 3


def test_a_header_of_two_rows_that_moved_is_refused() -> None:
    moved = workbook([["題"], ["題"], *TWO_ROWS, *BODY])
    with pytest.raises(tables.TablesError) as caught:
        tables.read(moved, file_name="b.xlsx", recipe=of_two_rows())
    assert (caught.value.code, caught.value.params["found"]) == ("recipe-header-moved", 5)

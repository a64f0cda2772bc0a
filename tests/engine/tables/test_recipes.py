from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from engine.tables.workbooks import csv, workbook
from tomoni.engine import tables
from tomoni.engine.core import ColumnType

DATA = csv("ある題\n区,日,件数\n東,20210104,3\n西,20210105,4\n")


def read(recipe: tables.Recipe, data: bytes = DATA) -> tables.Reading:
    return tables.read(data, file_name="a.csv", recipe=recipe)


def test_columns_are_renamed_typed_and_given_units() -> None:
    recipe = tables.Recipe(
        columns={
            "日": tables.ColumnRecipe(type=ColumnType.DATE),
            "件数": tables.ColumnRecipe(name="数", type=ColumnType.NUMBER, unit="件"),
        }
    )
    (table,) = read(recipe).tables
    assert table.frame["日"].to_list() == [date(2021, 1, 4), date(2021, 1, 5)]
    assert (table.columns[2].name, table.columns[2].unit) == ("数", "件")
    assert table.frame["数"].to_list() == [3.0, 4.0]


def test_a_type_that_cells_do_not_fit_leaves_them_invalid_and_shown() -> None:
    recipe = tables.Recipe(columns={"区": tables.ColumnRecipe(type=ColumnType.INTEGER)})
    reading = read(recipe)
    assert reading.tables[0].columns[0].reasons == {"invalid": 2}
    assert "value-invalid" in {finding.code for finding in reading.findings}


def test_header_rows_and_range_are_obeyed() -> None:
    rows = [["a", "b", "c"], ["東", "x", 1], ["区", "計", "数"], ["西", "y", 2], ["南", "z", 3]]
    recipe = tables.Recipe(sheet="表1", header_rows=(3,), range="A3:B4")
    reading = tables.read(workbook(rows), file_name="a.xlsx", recipe=recipe)
    assert reading.tables[0].frame.rows(named=True) == [{"区": "西", "計": "y"}]
    assert reading.tables[0].range == "A3:B4"


def test_several_header_rows_join() -> None:
    data = csv("人口,,世帯\n男,女,\n1,2,3\n")
    (table,) = read(tables.Recipe(header_rows=(1, 2)), data).tables
    assert table.frame.columns == ["人口_男", "人口_女", "世帯"]


def test_a_hidden_sheet_is_read_when_it_is_named() -> None:
    rows = [["区", "件数"], ["東", 3]]
    data = workbook(rows, rows, hidden=2)
    reading = tables.read(data, file_name="a.xlsx", recipe=tables.Recipe(sheet="表2"))
    assert [table.sheet for table in reading.tables] == ["表2"]


@pytest.mark.parametrize(
    ("recipe", "code"),
    [
        (tables.Recipe(sheet="無い"), "recipe-sheet-missing"),
        (tables.Recipe(header_rows=(99,)), "recipe-header-missing"),
        (tables.Recipe(range="A1:Z99"), "recipe-range-outside"),
        (tables.Recipe(columns={"無い": tables.ColumnRecipe()}), "recipe-column-missing"),
        (tables.Recipe(columns={"日": tables.ColumnRecipe(name="区")}), "recipe-name-twice"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "workbook"])
def test_a_recipe_that_does_not_fit_says_where(recipe: tables.Recipe, code: str, kind: str) -> None:
    rows = [["区", "日", "件数"], ["東", "20210104", 3], ["西", "20210105", 4]]
    data = DATA if kind == "text" else workbook(rows)
    with pytest.raises(tables.TablesError) as raised:
        read(recipe, data)
    assert raised.value.code == code
    assert raised.value.params


@pytest.mark.parametrize("wrong", [{"range": "A1"}, {"range": "B2:A1"}, {"header_rows": (2, 1)}])
def test_a_recipe_of_nonsense_is_no_recipe(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        tables.Recipe.model_validate(wrong)


def test_a_recipe_goes_through_yaml() -> None:
    recipe = tables.Recipe(
        header_rows=(2, 3), columns={"日": tables.ColumnRecipe(type=ColumnType.DATE, unit="日")}
    )
    text = yaml.safe_dump(recipe.model_dump(mode="json"), allow_unicode=True)
    assert tables.Recipe.model_validate(yaml.safe_load(text)) == recipe

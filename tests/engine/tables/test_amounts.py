"""Numbers of which more is said: units, qualifiers, bounds, words."""

import pytest

from engine.tables import spellings
from engine.tables.single_columns import codes, column
from tomoni.engine import tables


@pytest.mark.parametrize(("spelling", "value"), spellings.WORDS)
def test_a_number_in_words_is_read_and_that_is_said(spelling: str, value: int) -> None:
    reading, values = column(["5", spelling])
    assert values == [5, value]
    assert "number-words" in codes(reading)


@pytest.mark.parametrize(("spelling", "value", "qualifier"), spellings.QUALIFIED)
def test_what_more_is_said_of_a_number_is_kept_beside_it(
    spelling: str, value: float, qualifier: str
) -> None:
    reading, values = column(["5", "△1", spelling])
    (table,) = reading.tables
    assert values == [5, -1, value]
    assert table.columns[1].qualifiers == {qualifier: 1}
    assert table.said is not None
    assert table.said["値"].to_list() == [None, None, qualifier]
    assert codes(reading) & {"numbers-qualified", "brackets-kept"}


@pytest.mark.parametrize(("spelling", "reason"), spellings.BOUNDS)
def test_what_bounds_a_number_is_null_with_its_reason(spelling: str, reason: str) -> None:
    reading, values = column(["5", spelling])
    (table,) = reading.tables
    assert values == [5, None]
    assert table.columns[1].reasons == {reason: 1}
    assert table.said is not None
    assert table.said["値"].to_list() == [None, reason]
    assert "bounds-no-numbers" in codes(reading)


@pytest.mark.parametrize(("spelling", "value", "unit"), spellings.SUFFIXES)
def test_a_unit_in_the_cells_becomes_the_columns(spelling: str, value: float, unit: str) -> None:
    reading, values = column([spelling])
    assert values == [value]
    assert reading.tables[0].columns[1].unit == unit
    assert "cell-units" in codes(reading)


def test_shares_and_plain_numbers_are_not_put_into_one_column() -> None:
    reading, values = column(["12%", "0.12"])
    assert values == ["12%", "0.12"]
    assert "cell-units-mixed" in codes(reading)


def test_units_that_differ_leave_the_column_text_and_are_said() -> None:
    reading, values = column(["12人", "3世帯"])
    assert values == ["12人", "3世帯"]
    assert "cell-units-mixed" in codes(reading)


def test_a_percentage_that_looks_like_a_ratio_is_said() -> None:
    reading, _ = column(["0.12", "0.5", "0.98"], name="構成比（％）")
    assert "percent-looks-like-ratio" in codes(reading)


@pytest.mark.parametrize("name", ["増減", "金額（千円）"])
def test_brackets_are_minus_signs_in_accounts_and_that_is_said(name: str) -> None:
    reading, values = column(["1,500", "（1,234）"], name=name)
    assert values == [1500, -1234]
    assert "brackets-negative" in codes(reading)


def test_the_unit_of_a_title_is_that_of_numbers_but_not_of_shares_and_years() -> None:
    text = (
        "予算（単位：千円）,,,\n款,年度,予算額,構成比\n民生費,2020,300,12.5\n土木費,2021,200,7.5\n"
    )
    (table,) = tables.read(text.encode(), file_name="a.csv").tables
    assert [column.unit for column in table.columns] == ["", "", "千円", ""]


def test_marks_are_shown_and_a_recipe_overrules_them() -> None:
    cells = ["5", "X", "…", "0"]
    reading, _ = column(cells)
    assert reading.tables[0].columns[1].marks == {"X": "secret", "…": "unknown"}
    wish = tables.ColumnRecipe(reasons={"X": "absent", "0": "below_unit"})
    text = "名,値\n" + "".join(f"行{row},{cell}\n" for row, cell in enumerate(cells))
    recipe = tables.Recipe(columns={"値": wish})
    (table,) = tables.read(text.encode(), file_name="a.csv", recipe=recipe).tables
    assert table.frame["値"].to_list() == [5, None, None, None]
    assert table.columns[1].reasons == {"absent": 1, "below_unit": 1, "unknown": 1}


def test_a_column_of_both_words_and_numbers_stays_text_and_says_so() -> None:
    reading, values = column(["1", "2", "多数"])
    assert values == ["1", "2", "多数"]
    (found,) = [f for f in reading.findings if f.code == "column-mixed"]
    assert (found.seen, found.params["like"]) == ("多数", "number")


def test_a_stray_word_in_a_long_column_of_numbers_is_invalid_and_shown() -> None:
    reading, values = column([*map(str, range(40)), "多数"])
    assert values == [*range(40), None]
    assert reading.tables[0].columns[1].reasons == {"invalid": 1}
    assert "value-invalid" in codes(reading)


def test_a_long_column_that_repeats_itself_is_read_as_a_short_one_is() -> None:
    cells = ["R03.07.21", "", "平成26年8月6日", "X", "令和3年13月1日", "44483"]
    short, values = column([*cells, *["R1.5.1"] * 19, *["R1.5.1"] * 100])
    long, many = column([*cells, *["R1.5.1"] * 19, *["R1.5.1"] * 100] * 60)
    assert many == values * 60
    assert long.tables[0].columns[1].reasons == {"blank": 60, "invalid": 60, "secret": 60}
    one, sixty = ([f for f in r.findings if f.code == "value-invalid"] for r in (short, long))
    assert one[0].place == sixty[0].place
    assert sixty[0].params["count"] == 60

"""Numbers of which more is said: units, qualifiers, bounds, words."""

import pytest

from engine.tables import around_tables, spellings
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
def test_what_bounds_a_number_is_null_with_its_reason_and_wording(
    spelling: str, reason: str
) -> None:
    reading, values = column(["5", spelling])
    (table,) = reading.tables
    assert values == [5, None]
    assert table.columns[1].reasons == {reason: 1}
    assert table.said is not None
    assert table.said["値"].to_list() == [None, f"{reason} {spelling}"]
    assert "bounds-no-numbers" in codes(reading)


@pytest.mark.parametrize(("spelling", "value", "unit"), spellings.SUFFIXES)
def test_a_unit_in_the_cells_becomes_the_columns(spelling: str, value: float, unit: str) -> None:
    reading, values = column([spelling])
    assert values == [value]
    assert reading.tables[0].columns[1].unit == unit
    assert "cell-units" in codes(reading)


@pytest.mark.parametrize(("cells", "values", "unit"), spellings.SCALES)
def test_one_unit_at_different_scales_is_brought_to_one(
    cells: list[str], values: list[int], unit: str
) -> None:
    reading, found = column(cells)
    assert found == values
    assert reading.tables[0].columns[1].unit == unit
    assert "cell-units-converted" in codes(reading)


def test_numbers_without_a_unit_are_not_taken_for_one_of_two_scales() -> None:
    assert column(["1.2億円", "500万円", "300"])[1] == ["1.2億円", "500万円", "300"]


def test_two_numbers_in_a_cell_stay_text_and_are_said() -> None:
    reading, values = column(["12(3)", "15（4）", "1,200 (△5)"])
    assert values == ["12(3)", "15（4）", "1,200 (△5)"]
    assert "cell-numbers-two" in codes(reading)


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


@pytest.mark.parametrize(("title", "names", "units"), around_tables.TITLE_UNITS)
def test_units_of_a_title_go_to_the_columns_they_are_of(
    title: str, names: list[str], units: list[str]
) -> None:
    reading, found = titled(title, names)
    assert found == units
    assert codes(reading) & {"title-units-given", "title-units-in-order"}


@pytest.mark.parametrize(("title", "names"), around_tables.UNSURE_TITLE_UNITS)
def test_units_of_a_title_that_might_be_of_any_column_are_not_guessed(
    title: str, names: list[str]
) -> None:
    reading, found = titled(title, names)
    assert found == [""] * len(names)
    assert "title-units-unsure" in codes(reading)


def test_units_given_by_their_order_alone_are_to_be_checked() -> None:
    reading, _ = titled("（単位：人、千円）", ["甲", "乙"])
    (found,) = [f for f in reading.findings if f.code == "title-units-in-order"]
    assert (found.severity.value, found.params["columns"]) == ("warning", "甲、乙")


def test_the_unit_of_a_title_is_not_that_of_what_is_counted_otherwise() -> None:
    names = ["総数", "世帯数", "1世帯当たり人員", "面積", "設立年", "令和5年度", "2021年", "4月"]
    _, units = titled("人口（単位：人）", names)
    assert units == ["人", "", "人", "", "", "人", "人", "人"]


def test_a_unit_of_a_title_ends_with_its_line() -> None:
    text = "予算　単位：千円,\n款,予算額\n民生費,300\n土木費,200\n"
    (table,) = tables.read(text.encode(), file_name="款、項.csv").tables
    assert table.columns[1].unit == "千円"


def titled(title: str, names: list[str]) -> tuple[tables.Reading, list[str]]:
    width = "," * len(names)
    cells = ["".join(f",{row * 10 + place}" for place in range(len(names))) for row in (1, 2)]
    text = f'"{title}"{width}\n区,{",".join(names)}\n東{cells[0]}\n西{cells[1]}\n'
    reading = tables.read(text.encode(), file_name="a.csv")
    return reading, [column.unit for column in reading.tables[0].columns[1:]]


@pytest.mark.parametrize(("note", "values", "code"), around_tables.BRACKET_NOTES)
def test_a_note_says_what_brackets_mean(note: str, values: list[int], code: str) -> None:
    text = f'区,金額（千円）\n東,"1,500"\n西,"（1,234）"\n{note},\n'
    reading = tables.read(text.encode(), file_name="a.csv")
    (table,) = reading.tables
    assert table.frame["金額（千円）"].to_list() == values
    assert table.columns[1].qualifiers == ({"bracketed": 1} if values[1] > 0 else {})
    assert codes(reading) & {"brackets-explained", "brackets-negative"} == {code}


def test_what_the_note_says_of_brackets_is_said() -> None:
    reading = tables.read("区,増減\n東,15\n西,(12)\n注：( )内は再掲,\n".encode(), file_name="a.csv")
    (found,) = [f for f in reading.findings if f.code == "brackets-explained"]
    assert (found.params["meaning"], found.params["cells"]) == ("再掲", "B3")


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

from datetime import date, datetime

import pytest

from engine.tables import spellings
from tomoni.engine import tables
from tomoni.engine.core import ColumnType


def column(cells: list[str], *, name: str = "値") -> tuple[tables.Reading, list[object]]:
    text = "".join(f'行{row},"{cell}"\r\n' for row, cell in enumerate(cells))
    reading = tables.read(f"名,{name}\r\n{text}".encode(), file_name="a.csv")
    return reading, reading.tables[0].frame[name].to_list()


def codes(reading: tables.Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


@pytest.mark.parametrize(("spelling", "day"), spellings.DATES)
def test_a_day_is_read_in_every_plain_spelling(spelling: str, day: date) -> None:
    reading, values = column([spelling])
    assert values == [day]
    assert reading.tables[0].columns[1].type is ColumnType.DATE


@pytest.mark.parametrize("spelling", spellings.IMPOSSIBLE_DATES)
def test_an_impossible_day_is_null_invalid_and_shown(spelling: str) -> None:
    reading, values = column(["R03.07.21", spelling])
    assert values == [date(2021, 7, 21), None]
    assert reading.tables[0].columns[1].reasons == {"invalid": 1}
    found = next(f for f in reading.findings if f.code == "value-invalid")
    assert (found.place.cell, found.seen, found.params["count"]) == ("B3", spelling, 1)


@pytest.mark.parametrize(("spelling", "value"), spellings.WHOLE_NUMBERS)
def test_a_whole_number_is_read_in_every_plain_spelling(spelling: str, value: int) -> None:
    reading, values = column([spelling])
    assert values == [value]
    assert reading.tables[0].columns[1].type is ColumnType.INTEGER


@pytest.mark.parametrize(("spelling", "value"), spellings.NUMBERS)
def test_a_number_with_decimals_is_read(spelling: str, value: float) -> None:
    reading, values = column([spelling, "7"])
    assert values == [value, 7.0]
    assert reading.tables[0].columns[1].type is ColumnType.NUMBER


@pytest.mark.parametrize(("spelling", "reason"), spellings.REASONS)
@pytest.mark.parametrize("value", ["5", "R03.07.21"])
def test_a_mark_for_no_value_is_null_and_counted_by_reason(
    spelling: str, reason: str, value: str
) -> None:
    reading, values = column([value, spelling])
    assert values[0] is not None
    assert values[1] is None
    assert reading.tables[0].columns[1].reasons == {reason: 1}
    assert "value-invalid" not in codes(reading)


@pytest.mark.parametrize(("name", "text"), spellings.TEXTS)
def test_a_code_or_a_word_stays_text_as_it_stands(name: str, text: str) -> None:
    reading, values = column([text], name=name)
    assert values == [text]
    assert reading.tables[0].columns[1].type is ColumnType.TEXT


def test_text_is_trimmed_and_that_is_said_once_a_column() -> None:
    reading, values = column(["甲　", " 乙", "丙"])
    assert values == ["甲", "乙", "丙"]
    (found,) = [f for f in reading.findings if f.code == "text-trimmed"]
    assert (found.params["count"], found.params["cells"]) == (2, "B2 B3")


def test_moments_keep_their_time() -> None:
    reading, values = column(["2011/11/14 13:13:0", "2015/05/09 6:00", "令和3年10月14日 9時30分"])
    assert values == [
        datetime(2011, 11, 14, 13, 13),  # noqa: DTZ001
        datetime(2015, 5, 9, 6),  # noqa: DTZ001
        datetime(2021, 10, 14, 9, 30),  # noqa: DTZ001
    ]
    assert reading.tables[0].columns[1].type is ColumnType.DATETIME


def test_a_day_outside_its_era_is_computed_and_reported() -> None:
    reading, values = column(["平成32年3月31日", "R01.04.30", "H31.04.30"])
    assert values == [date(2020, 3, 31), date(2019, 4, 30), date(2019, 4, 30)]
    (found,) = [f for f in reading.findings if f.code == "date-outside-era"]
    assert found.params["count"] == 2


def test_a_serial_number_among_days_is_a_day_and_reported() -> None:
    reading, values = column(["2021-10-14", "2019-05-01", "44483"])
    assert values[2] == date(2021, 10, 14)
    assert "date-serial" in codes(reading)
    assert column(["44483", "44484"])[1] == [44483, 44484]


def test_the_order_of_a_foreign_date_is_found_from_the_column_or_said_to_be_assumed() -> None:
    reading, values = column(["13/1/2018", "2/1/2018"])
    assert values == [date(2018, 1, 13), date(2018, 1, 2)]
    assert "date-order-found" in codes(reading)
    reading, values = column(["11/1/2018", "11/2/2018"])
    assert values == [date(2018, 11, 1), date(2018, 11, 2)]
    assert "date-order-assumed" in codes(reading)


def test_a_column_of_both_words_and_numbers_stays_text_and_says_so() -> None:
    reading, values = column(["1", "2", "約30"])
    assert values == ["1", "2", "約30"]
    (found,) = [f for f in reading.findings if f.code == "column-mixed"]
    assert (found.seen, found.params["like"]) == ("約30", "number")


def test_a_stray_word_in_a_long_column_of_numbers_is_invalid_and_shown() -> None:
    reading, values = column([*map(str, range(40)), "約30"])
    assert values == [*range(40), None]
    assert reading.tables[0].columns[1].reasons == {"invalid": 1}
    assert "value-invalid" in codes(reading)


def test_digits_of_other_scripts_are_no_numbers() -> None:
    assert column(["٣٤", "५"])[1] == ["٣٤", "५"]


def test_five_digit_area_codes_without_check_digit_are_left_alone() -> None:
    reading, values = column(["37201", "37202", "37203", "37204"], name="市町村コード")
    assert values == ["37201", "37202", "37203", "37204"]
    assert "code-zeros-restored" not in codes(reading)


def test_a_postcode_that_lost_its_zero_is_reported() -> None:
    reading, _ = column(["600001", "7608571"], name="郵便番号")
    assert "postcode-zeros-lost" in codes(reading)

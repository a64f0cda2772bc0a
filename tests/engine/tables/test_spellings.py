from datetime import date, datetime

import pytest

from engine.tables import spellings
from engine.tables.single_columns import codes, column
from tomoni.engine import tables
from tomoni.engine.core import ColumnType


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


@pytest.mark.parametrize(("spelling", "period", "day"), spellings.PERIODS)
def test_a_stretch_of_time_is_read_as_the_day_it_begins_with(
    spelling: str, period: str, day: date
) -> None:
    reading, values = column([spelling])
    assert values == [day]
    assert reading.tables[0].columns[1].period == period
    assert "date-periods" in codes(reading)


def test_years_that_their_era_never_had_are_reported() -> None:
    reading, values = column(["昭和64年", "昭和65年"])
    assert values == [date(1989, 1, 1), date(1990, 1, 1)]
    (found,) = [f for f in reading.findings if f.code == "date-outside-era"]
    assert found.seen == "昭和65年"


def titled(cells: list[str], *, name: str) -> tuple[tables.Reading, list[object]]:
    text = "".join(f"行{row},{cell},x\r\n" for row, cell in enumerate(cells))
    title = "発生状況（令和２年４月１日18時現在）,,\r\n"
    reading = tables.read(f"{title}名,{name},備考\r\n{text}".encode(), file_name="a.csv")
    return reading, reading.tables[0].frame[name].to_list()


@pytest.mark.parametrize(("spelling", "day"), spellings.YEARLESS)
def test_a_day_without_a_year_takes_it_from_the_title_and_that_is_said(
    spelling: str, day: date
) -> None:
    reading, values = titled([spelling], name="確定日")
    assert values == [day]
    (found,) = [f for f in reading.findings if f.code == "date-year-from-title"]
    assert found.params["year"] == 2020


def test_a_day_without_a_year_stays_text_where_nothing_names_the_year() -> None:
    reading, values = column(["2月25日"], name="確定日")
    assert values == ["2月25日"]
    assert "date-year-missing" in codes(reading)


@pytest.mark.parametrize(("name", "spelling", "day"), spellings.ERALESS)
def test_a_day_without_its_era_takes_it_from_the_context_and_that_is_said(
    name: str, spelling: str, day: date
) -> None:
    reading, values = column([spelling], name=name)
    assert values == [day]
    assert "date-era-from-context" in codes(reading)


def test_a_day_without_its_era_takes_that_of_the_other_days() -> None:
    reading, values = column(["R01.07.31", "01.08.01"])
    assert values == [date(2019, 7, 31), date(2019, 8, 1)]
    assert "date-era-from-context" in codes(reading)


def test_a_day_without_its_era_stays_text_where_nothing_names_the_era() -> None:
    reading, values = column(["01.08.01"], name="届出日")
    assert values == ["01.08.01"]
    assert "date-era-missing" in codes(reading)


def test_serial_numbers_below_a_day_are_days_and_reported() -> None:
    reading, values = column(["44483", "44484"], name="届出日")
    assert values == [date(2021, 10, 14), date(2021, 10, 15)]
    assert "date-serial" in codes(reading)
    assert column(["44483", "44484"], name="休日")[1] == [44483, 44484]


def test_eight_digits_are_a_day_below_a_name_of_days_alone() -> None:
    reading, values = column(["20211014", "20190501", "-"], name="届出日")
    assert values == [date(2021, 10, 14), date(2019, 5, 1), None]
    assert "date-compact" in codes(reading)
    assert column(["20211014", "20190501"], name="枚数")[1] == [20211014, 20190501]
    assert column(["20211014", "20211399"], name="届出日")[1] == [20211014, 20211399]


def test_a_moment_may_follow_its_day_at_once() -> None:
    reading, values = column(["令和3年10月14日9時30分", "2021年10月14日13時"])
    assert values == [
        datetime(2021, 10, 14, 9, 30),  # noqa: DTZ001
        datetime(2021, 10, 14, 13),  # noqa: DTZ001
    ]
    assert reading.tables[0].columns[1].type is ColumnType.DATETIME


def test_a_year_named_by_two_that_differ_stays_text() -> None:
    assert column(["平成31（令和2）年度"])[1] == ["平成31（令和2）年度"]


def test_a_column_of_days_in_words_is_read_and_that_is_said() -> None:
    reading, values = column(["令和三年十月十四日", "…", "令和三年十一月一日"])
    assert values == [date(2021, 10, 14), None, date(2021, 11, 1)]
    assert "date-words" in codes(reading)


def test_numbers_of_which_most_say_more_are_numbers_still() -> None:
    reading, values = column(["2,000以上", "約30", "<1.3", "12"])
    (table,) = reading.tables
    assert values == [2000, 30, None, 12]
    assert table.columns[1].qualifiers == {"approximate": 1, "at_least": 1}
    assert table.said is not None
    assert table.said["値"].to_list() == ["at_least", "approximate", "below_limit <1.3", None]


def test_measurements_of_which_most_are_below_a_limit_are_numbers_still() -> None:
    assert column(["<0.1", "0.3", "<0.2", "<0.1"])[1] == [None, 0.3, None, None]


def test_classes_of_numbers_stay_text() -> None:
    cells = ["0", "1～5", "6～10", "11以上"]
    assert column(cells)[1] == cells

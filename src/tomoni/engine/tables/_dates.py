"""Days and moments as offices write them, in the Japanese calendar or the western one."""

import re
from datetime import date
from enum import StrEnum

import polars as pl

_ERAS = {
    "令": (2018, date(2019, 5, 1), date.max),
    "平": (1988, date(1989, 1, 8), date(2019, 4, 30)),
    "昭": (1925, date(1926, 12, 25), date(1989, 1, 7)),
    "大": (1911, date(1912, 7, 30), date(1926, 12, 25)),
    "明": (1867, date(1868, 1, 25), date(1912, 7, 30)),
}
"""Era → the year before its first, first and last day (改元の詔書・政令)."""
_LETTERS = {
    **{name[0]: name[0] for name in _ERAS},
    **dict(zip("RHSTMrhstm", "令平昭大明令平昭大明", strict=True)),
}
_CLOCK = (
    r"(?:\s*\([日月火水木金土祝休曜振替・]{1,6}\))?"
    r"(?:(?:\s+|T)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})"
    r"(?::(?P<second>[0-9]{1,2})(?:\.0+)?)?"
    r"|\s*(?P<at>[0-9]{1,2})時(?:(?P<past>[0-9]{1,2})分)?)?$"
)
_ERA_YEAR = (
    r"(?P<era>令和?|平成?|昭和?|大正?|明治?|[RHSTMrhstm])\s*\.?\s*(?P<era_year>元|[0-9]{1,2})"
)
YEAR = rf"(?:{_ERA_YEAR}|(?P<year>[0-9]{{4}}))"
"""A year of an era (groups `era`, `era_year`) or a western one (`year`)."""
_DAY = (
    rf"^{YEAR}"
    r"\s*[年./-]\s*(?P<month>[0-9]{1,2})\s*[月./-]\s*(?P<day>[0-9]{1,2})\s*日?" + _CLOCK
)
_AMERICAN = r"^(?P<first>[0-9]{1,2})/(?P<second_part>[0-9]{1,2})/(?P<year>[0-9]{4})" + _CLOCK
_COMPACT = r"^(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})$"
_MONTH_DAY = r"^(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$"
_SERIAL = r"^[2-6][0-9]{4}$"
_BARE = r"^[0-9]{1,2}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}\s*日?$"
_WORDS = re.compile(
    r"(令和|平成|昭和|大正|明治)?([元〇零一二三四五六七八九十]{1,4})年"
    r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {word: str(number) for number, word in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_ERA_WORD = re.compile(r"令和|平成|昭和|大正|明治")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]$")
_DAY_NAME = re.compile(r"(?:年月日|日付|期日|[^平休祝曜半一終連延毎同当]日|[dD]ate)$|年月日|^日$")


class Order(StrEnum):
    """Which part of a date such as 11/1/2018 is the month."""

    MONTH_FIRST = "month/day/year"
    DAY_FIRST = "day/month/year"


def is_date(cell: pl.Expr) -> pl.Expr:
    """Whether the folded text is spelled as a day or moment, possible or not."""
    return cell.str.contains(_DAY) | cell.str.contains(_AMERICAN)


def has_time(cell: pl.Expr) -> pl.Expr:
    """Whether a text that `is_date` says more than the day."""
    return cell.str.contains(r"[0-9][:時]")


def is_serial(cell: pl.Expr) -> pl.Expr:
    """Whether the folded text may be a spreadsheet's count of days (1954 to 2091)."""
    return cell.str.contains(_SERIAL)


def is_bare(cell: pl.Expr) -> pl.Expr:
    """Whether the folded text is three short numbers, a day whose era is not written: 01.08.01."""
    return cell.str.contains(_BARE)


def is_compact(cell: pl.Expr) -> pl.Expr:
    """Whether the folded text is eight digits as of a day from 1900 to 2099: 20211014."""
    return cell.str.contains(_COMPACT) & cell.str.slice(4).str.contains(_MONTH_DAY)


def is_worded(text: str) -> bool:
    """Whether the text is a day in 漢数字: 令和三年十月十四日."""
    return _WORDS.fullmatch(text) is not None


def in_digits(text: str) -> str:
    """A day in 漢数字 with its numbers as digits: 令和3年10月14日; other texts as they are."""
    match = _WORDS.fullmatch(text)
    if match is None:
        return text
    year, month, day = (_digits(match[group]) for group in (2, 3, 4))
    return f"{match[1] or ''}{year}年{month}月{day}日"


def _digits(words: str) -> str:
    if "十" not in words:
        return "".join(_DIGITS.get(word, word) for word in words)
    tens, ones = words.split("十", 1)
    return f"{_DIGITS.get(tens, '1')}{_DIGITS.get(ones, '0')}"


def is_day_name(name: str) -> bool:
    """Whether a column of that name holds days however numeric its cells look."""
    return _DAY_NAME.search(_BRACKETS.sub("", name)) is not None


def era_of(cells: pl.Series, *, context: str) -> str:
    """The one era that the context names, else the one of the column's own days; else empty."""
    named = set(_ERA_WORD.findall(context))
    if not named:
        era = pl.col("era").str.slice(0, 1).replace_strict(_LETTERS, default=None)
        named = set(_groups(cells, _DAY).select(era)["era"].drop_nulls().to_list())
    return named.pop()[0] if len(named) == 1 else ""


def western_year() -> tuple[pl.Expr, pl.Expr]:
    """Of the groups of `YEAR`: the year (Int32), and whether the era never had it (昭和65年)."""
    era = pl.col("era").str.slice(0, 1).replace_strict(_LETTERS, default=None)
    base = era.replace_strict(
        {name: row[0] for name, row in _ERAS.items()}, default=None, return_dtype=pl.Int32
    )
    last = era.replace_strict(
        {name: row[2].year for name, row in _ERAS.items()}, default=None, return_dtype=pl.Int32
    )
    count = pl.col("era_year").str.replace("元", "1", literal=True).cast(pl.Int32)
    year = pl.coalesce(pl.col("year").cast(pl.Int32), base + count)
    return year, (year > last) | (count < 1)


def dates(cells: pl.Series) -> pl.DataFrame:
    """Each folded text as a moment: columns `moment` (Datetime, null where none can be read),
    `overrun` (a day outside its era, as 平成32年), `serial`, `american`.

    Takes 20211014 and a spreadsheet's serial number (1900 system) too: only for cells of a column
    that is known to hold days.
    """
    japanese, american, serial = _japanese(cells), _american(cells), _serial(cells)
    readings = (japanese, american, _compact(cells), serial)
    return pl.select(
        pl.coalesce(*(reading["moment"] for reading in readings)).alias("moment"),
        overrun=japanese["overrun"].fill_null(value=False),
        serial=serial["moment"].is_not_null(),
        american=american["moment"].is_not_null(),
    )


def american_order(cells: pl.Series) -> tuple[Order, bool]:
    """The order that fits every 11/1/2018 of the column, and whether a cell proves it."""
    parts = _groups(cells, _AMERICAN).select(
        pl.col("first").cast(pl.Int32).max(), pl.col("second_part").cast(pl.Int32).max()
    )
    first, second = parts.row(0)
    if first is not None and first > 12 >= second:
        return Order.DAY_FIRST, True
    return Order.MONTH_FIRST, second is not None and second > 12


def _japanese(cells: pl.Series) -> pl.DataFrame:
    era = pl.col("era").str.slice(0, 1).replace_strict(_LETTERS, default=None)
    base = era.replace_strict({name: row[0] for name, row in _ERAS.items()}, default=None)
    count = pl.col("era_year").str.replace("元", "1", literal=True).cast(pl.Int32)
    first = era.replace_strict({name: row[1] for name, row in _ERAS.items()}, default=None)
    last = era.replace_strict({name: row[2] for name, row in _ERAS.items()}, default=None)
    year = pl.coalesce(pl.col("year").cast(pl.Int32), base.cast(pl.Int32) + count)
    parts = _groups(cells, _DAY).with_columns(year=year, first=first, last=last)
    day = pl.col("moment").dt.date()
    return parts.select(_moment(), "first", "last").with_columns(
        overrun=(day < pl.col("first")) | (day > pl.col("last"))
    )


def _american(cells: pl.Series) -> pl.DataFrame:
    month, day = "first", "second_part"
    if american_order(cells)[0] is Order.DAY_FIRST:
        month, day = day, month
    parts = _groups(cells, _AMERICAN).with_columns(
        pl.col("year").cast(pl.Int32), month=pl.col(month), day=pl.col(day)
    )
    return parts.select(_moment())


def _compact(cells: pl.Series) -> pl.DataFrame:
    return _groups(cells, _COMPACT).select(
        pl.concat_str("year", "month", "day")
        .str.to_datetime("%Y%m%d", strict=False)
        .alias("moment")
    )


def _serial(cells: pl.Series) -> pl.DataFrame:
    days = pl.when(pl.col("cell").str.contains(_SERIAL)).then(pl.col("cell")).cast(pl.Int64)
    start = pl.lit(date(1899, 12, 30)).cast(pl.Datetime("us"))
    return cells.rename("cell").to_frame().select((start + pl.duration(days=days)).alias("moment"))


def _groups(cells: pl.Series, pattern: str) -> pl.DataFrame:
    found = (
        cells.rename("cell")
        .to_frame()
        .select(pl.col("cell").str.extract_groups(pattern).alias("groups"))
    )
    return found.unnest("groups")


def _moment() -> pl.Expr:
    """The moment of the columns year (number), month, day, hour, minute (or past), second."""
    clock = [
        pl.coalesce(*parts, pl.lit("0"))
        for parts in (("hour", "at"), ("minute", "past"), ("second",))
    ]
    text = pl.concat_str(
        pl.col("year").cast(pl.String).str.zfill(4), "month", "day", *clock, separator="-"
    )
    return text.str.to_datetime("%Y-%m-%d-%H-%M-%S", strict=False).alias("moment")

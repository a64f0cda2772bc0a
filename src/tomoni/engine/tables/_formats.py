"""What a spreadsheet's number formats make of a number: a day, a duration, a percentage."""

import datetime
import re
from dataclasses import dataclass
from functools import partial

import polars as pl
from lxml import etree

_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
"""What a format shows as it stands, and its conditions, colours and languages."""
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY = re.compile(r"[dmyhs]", re.IGNORECASE)
_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_PERCENTAGES = frozenset((9, 10))
_DURATION = 46
"""ECMA-376 part 1, 18.8.30: formats that have a number and no code, those of Japan among them."""
_EPOCHS = (datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1))  # noqa: DTZ001
_LEAP_DAY = 60
"""Spreadsheets count a 29 February 1900 that never was."""
_DAY_SECONDS = 86_400
_WHOLE = 1e15
_SMALL = 1e-4
"""From here to `_WHOLE` numbers are written the same way everywhere: without an exponent."""


@dataclass(frozen=True)
class Formats:
    """Which of a workbook's cell formats (by number) mean more than a plain number."""

    days: frozenset[int] = frozenset()
    durations: frozenset[int] = frozenset()
    percentages: frozenset[int] = frozenset()
    from_1904: bool = False


def is_percentage(code: str) -> bool:
    """Whether a number of the format is shown times one hundred with a ％ behind it."""
    return "%" in _LITERAL.sub("", code.split(";")[0])


def is_duration(code: str) -> bool:
    """Whether the format counts hours, minutes or seconds beyond a day: `[h]:mm`."""
    return _ELAPSED.search(code.split(";")[0]) is not None


def is_day(code: str) -> bool:
    """Whether the format shows a day or a time of day."""
    return _DAY.search(_LITERAL.sub("", code.split(";")[0])) is not None


def read_formats(styles: etree._Element | None, *, from_1904: bool) -> Formats:
    """The formats of a workbook by its part of styles."""
    if styles is None:
        return Formats(from_1904=from_1904)
    codes = {
        item.get("numFmtId"): item.get("formatCode", "")
        for item in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    used = [item.get("numFmtId", "0") for item in styles.iterfind("{*}cellXfs/{*}xf")]
    kinds = {key: _kind(key, code=codes.get(key)) for key in set(used)}
    days, durations, percentages = (
        frozenset(place for place, key in enumerate(used) if kinds[key] == kind)
        for kind in ("day", "duration", "percentage")
    )
    return Formats(days, durations, percentages, from_1904)


def _kind(key: str, *, code: str | None) -> str:
    if code is None:
        number = int(key) if key.isdecimal() else 0
        if number in _PERCENTAGES:
            return "percentage"
        return "duration" if number == _DURATION else "day" if number in _DAYS else ""
    if is_duration(code):
        return "duration"
    return "day" if is_day(code) else "percentage" if is_percentage(code) else ""


def moment_text(serial: float, *, from_1904: bool) -> str:
    """A day, a moment or a time of day in ISO 8601; a number that is no day stays one."""
    leap = not from_1904 and 1 <= serial < _LEAP_DAY
    try:
        span = datetime.timedelta(seconds=round((serial + leap) * _DAY_SECONDS))
        moment = _EPOCHS[from_1904] + span
    except (OverflowError, ValueError):
        return number_text(serial)
    if serial < 0:
        return number_text(serial)
    if serial < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == datetime.time() else str(moment)


def duration_text(serial: float) -> str:
    """Hours, minutes and seconds, `25:30:00`, however many hours; below zero the number."""
    if not 0 <= serial < 1e9:
        return number_text(serial)
    seconds = round(serial * _DAY_SECONDS)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def percentage_text(share: float) -> str:
    """A share of one as it is shown: 0.123 is `12.3%`, every digit kept that a number keeps."""
    return number_text(float(f"{share * 100:.15g}")) + "%"


def number_text(value: float) -> str:
    """A number as text: whole ones without `.0`, others with every digit."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def number_texts(numbers: pl.Series) -> pl.Series:
    """The numbers as `number_text` writes each; nulls stay."""
    size = numbers.abs()
    whole = (numbers == numbers.floor()) & (size < _WHOLE)
    plain = whole | ((size >= _SMALL) & (size < _WHOLE))
    written = pl.select(
        pl.when(whole)
        .then(numbers.cast(pl.Int64, strict=False).cast(pl.String))
        .when(plain)
        .then(numbers.cast(pl.String))
    ).to_series()
    odd = (~plain & numbers.is_not_null()).arg_true()
    if len(odd):
        written = written.scatter(odd, [number_text(value) for value in numbers.gather(odd)])
    return written


def shown_texts(numbers: pl.Series, *, styles: pl.Series, formats: Formats) -> pl.Series:
    """The texts of numbers whose cell's format makes more of them; null for plain ones."""
    texts = pl.Series([None], dtype=pl.String).new_from_index(0, len(numbers))
    for places, text in (
        (formats.days, partial(moment_text, from_1904=formats.from_1904)),
        (formats.durations, duration_text),
        (formats.percentages, percentage_text),
    ):
        at = numbers.is_not_null() & styles.is_in(places)
        if places and at.any():
            values = numbers.filter(at).unique()
            said = [text(value) for value in values]
            texts = pl.select(
                pl.when(at)
                .then(numbers.replace_strict(values, said, default=None, return_dtype=pl.String))
                .otherwise(texts)
            ).to_series()
    return texts

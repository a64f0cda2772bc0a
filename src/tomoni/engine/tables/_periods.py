"""Stretches of time as offices write them: 年度, 四半期, months, 旬; and days without a year."""

import re
import unicodedata
from dataclasses import dataclass

import polars as pl

from tomoni.engine.tables._dates import YEAR, western_year
from tomoni.engine.tables._shapes import relevant

_Q = {"一": "1", "二": "2", "三": "3", "四": "4"}
_TENS = {"上": 1, "中": 11, "下": 21, "初": 1}
_MONTH = r"(?P<month>[0-9]{1,2})\s*月"
_ABOUT = r"\s*(?:頃|ごろ|分|中|現在)?$"
_SHAPES = (
    ("fiscal_year", rf"^(?:{YEAR}\s*年度|FY\s*(?P<fiscal>[0-9]{{4}}))\s*(?:末|計|分)?$"),
    ("year", rf"^{YEAR}\s*年{_ABOUT}"),
    ("half", rf"^{YEAR}\s*年度?\s*(?P<half>上|下|前|後)(?:半)?期$"),
    (
        "quarter",
        rf"^{YEAR}\s*年?(?P<business>度)?\s*(?:第?\s*(?P<quarter>[1-4一二三四])\s*四半期|Q(?P<q>[1-4]))$",
    ),
    ("quarter", rf"^{YEAR}\s*年\s*(?P<from>1|4|7|10)\s*[~〜-]\s*(?:3|6|9|12)\s*月期?$"),
    ("month", rf"^{YEAR}\s*年\s*{_MONTH}{_ABOUT}"),
    ("month", r"^(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>0?[1-9]|1[0-2])$"),
    ("month", r"^(?P<era>[RHSTM])(?P<era_year>元|[0-9]{1,2})[./](?P<month>0?[1-9]|1[0-2])$"),
    ("ten_days", rf"^{YEAR}\s*年\s*{_MONTH}\s*(?P<tens>上|中|下)旬{_ABOUT}"),
    ("day", r"^(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日(?:\s*\([日月火水木金土]\))?$"),
    ("day", r"^(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12][0-9]|3[01])$"),
    ("ten_days", rf"^{_MONTH}\s*(?P<tens>上|中|下)旬{_ABOUT}"),
)
"""Kind → its spelling, folded. Those without a year take it from the context."""
_ANY_OF = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", shape) for _, shape in _SHAPES))
_TWICE = re.compile(
    r"(?P<first>(?:令和?|平成?|昭和?|[RHS])\s*(?:元|[0-9]{1,2})|[0-9]{4})\s*(?P<unit>年度?)?\s*"
    r"[(/・]\s*(?P<second>(?:令和?|平成?|昭和?|[RHS])\s*(?:元|[0-9]{1,2})|[0-9]{4})\s*(?P<more>年度?)?"
    r"\s*\)?\s*(?P<last>年度?)?"
)
"""One year named by two: 平成31（令和元）年度, 令和3年度(2021)."""
_DATED = re.compile(r"(?:(令和|平成|昭和)\s*(元|\d{1,2})|(\d{4}))\s*年度?\s*(?:(\d{1,2})\s*月)?")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_BASES = {name[0]: year for name, year in _ERAS.items()} | {"R": 2018, "H": 1988, "S": 1925}
_PARTS = (
    *("year", "era", "era_year", "fiscal", "half", "business", "quarter", "q"),
    *("from", "month", "tens", "day"),
)


@dataclass(frozen=True)
class When:
    """The year, and perhaps the month, that the words around a table speak of."""

    year: int
    month: int | None = None
    seen: str = ""


def when(context: str) -> When | None:
    """The one year of the context, 令和２年４月１日現在; None if it names none, or several."""
    found = list(_DATED.finditer(unicodedata.normalize("NFKC", context)))
    years = {_year(match) for match in found}
    if len(years) != 1:
        return None
    months = [int(match[4]) for match in found if match[4]]
    month = months[0] if months and 1 <= months[0] <= 12 else None
    return When(years.pop(), month, found[0][0])


def _year(match: re.Match[str]) -> int:
    if match[3]:
        return int(match[3])
    return _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))


def looks_like_one(text: str) -> bool:
    """Whether one text may be what `periods` reads; a few are looked at before a whole column."""
    return _ANY_OF.match(text) is not None or _TWICE.match(text) is not None


def once(text: str) -> str:
    """A year that is named twice, named once: 平成31年度 of 平成31（令和元）年度.

    Other texts as they are, and so are those that name two years.
    """
    match = _TWICE.fullmatch(text)
    if match is None or _number(match["first"]) != _number(match["second"]):
        return text
    units = {match[name] for name in ("unit", "more", "last")} - {None}
    return f"{match['first']}{units.pop()}" if len(units) == 1 else text


def _number(year: str) -> int:
    if year.isdecimal():
        return int(year)
    count = year.lstrip("令平昭和成RHS ")
    return _BASES[year[0]] + (1 if count == "元" else int(count))


def periods(cells: pl.Series, *, around: When | None) -> pl.DataFrame:
    """Each folded text as columns `start` (Date, null where none can be told), `kind` (String),
    `overrun` (a year that its era never had) and `yearless` (the year is that of `around`).

    A month later in the year than `around` belongs to the year before: a list made in April
    speaks of last December.
    """
    shapes = relevant(cells, shapes=_SHAPES) or _SHAPES[:1]
    readings = [_reading(cells, kind=kind, shape=shape, around=around) for kind, shape in shapes]
    frames = [
        reading.rename({name: f"{name}{place}" for name in reading.columns})
        for place, reading in enumerate(readings)
    ]
    joined = pl.concat(frames, how="horizontal")
    return joined.select(
        pl.coalesce(f"{name}{place}" for place in range(len(shapes))).alias(name)
        for name in ("start", "kind", "overrun", "yearless")
    ).with_columns(pl.col("overrun", "yearless").fill_null(value=False))


def _reading(cells: pl.Series, *, kind: str, shape: str, around: When | None) -> pl.DataFrame:
    groups = (
        cells.rename("cell")
        .to_frame()
        .select(pl.col("cell").str.extract_groups(shape).alias("groups"), "cell")
        .unnest("groups")
    )
    missing = [pl.lit(None, dtype=pl.String).alias(p) for p in _PARTS if p not in groups.columns]
    fits = pl.col("cell").str.contains(shape).fill_null(value=False)
    year, over = western_year()
    month = pl.col("month").cast(pl.Int32)
    yearless = "year>" not in shape and "fiscal>" not in shape
    if yearless:
        year, over = _around_year(month, around=around), pl.lit(value=False)
    year = pl.coalesce(year, pl.col("fiscal").cast(pl.Int32))
    start, later = _start(kind, month=month)
    return groups.with_columns(missing).select(
        start=pl.when(fits).then(_day(year + later, month=start)),
        kind=pl.when(fits).then(pl.lit(kind)),
        overrun=pl.when(fits).then(over),
        yearless=pl.when(fits).then(pl.lit(yearless)),
    )


def _around_year(month: pl.Expr, *, around: When | None) -> pl.Expr:
    if around is None:
        return pl.lit(None, dtype=pl.Int32)
    if around.month is None:
        return pl.lit(around.year, dtype=pl.Int32)
    before = (month > around.month).cast(pl.Int32)
    return pl.lit(around.year, dtype=pl.Int32) - before


def _day(year: pl.Expr, *, month: pl.Expr) -> pl.Expr:
    text = pl.concat_str(year.cast(pl.String).str.zfill(4), month, _first_day(), separator="-")
    return text.str.to_date("%Y-%m-%d", strict=False)


def _first_day() -> pl.Expr:
    tens = pl.col("tens").replace_strict(_TENS, default=None, return_dtype=pl.Int32)
    return pl.coalesce(pl.col("day").cast(pl.Int32), tens, pl.lit(1, dtype=pl.Int32))


def _start(kind: str, *, month: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The first month, and how many years after the year that is named."""
    none = pl.lit(0, dtype=pl.Int32)
    if kind == "fiscal_year":
        return pl.lit(4, dtype=pl.Int32), none
    if kind == "half":
        late = pl.col("half").is_in(["下", "後"])
        return pl.when(late).then(10).otherwise(4).cast(pl.Int32), none
    if kind == "quarter":
        number = pl.coalesce(pl.col("quarter").replace(_Q), "q").cast(pl.Int32)
        business = pl.col("business").is_not_null()
        first = pl.when(business).then(number % 4 * 3 + 1).otherwise(number * 3 - 2)
        later = (business & (number == 4)).cast(pl.Int32).fill_null(0)
        return pl.coalesce(pl.col("from").cast(pl.Int32), first), later
    return pl.coalesce(month, pl.lit(1, dtype=pl.Int32)), none

"""Cells that say a number and something about it: 約30, 2000以上, (11.3), 1,234 r, 9 μSv/h, 三億.

Slower than `_numbers`: only for the spellings of a column that are no plain numbers.
"""

import re

import polars as pl

from tomoni.engine.tables import _numbers
from tomoni.engine.tables._shapes import relevant
from tomoni.engine.tables._units import AFTER_WORDS, SUFFIX

_NUMBER = r"[+\-−△▲ー‐–—―]?\s*(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_QUALIFIED = (
    ("approximate", rf"^(?:約|およそ|おおよそ|概ね|ほぼ)\s*(?P<number>{_NUMBER})(?P<rest>.*)$"),
    ("approximate", rf"^(?P<number>{_NUMBER})(?P<rest>.{{0,8}}?)(?:程度|ほど|前後|余り?|強|弱)$"),
    ("at_least", rf"^(?P<number>{_NUMBER})(?P<rest>.{{0,8}}?)(?:以上|~)$"),
    ("at_least", rf"^[≧≥]\s*(?P<number>{_NUMBER})(?P<rest>)$"),
    ("more_than", rf"^(?P<number>{_NUMBER})(?P<rest>.{{0,8}}?)超$"),
    ("more_than", rf"^>\s*(?P<number>{_NUMBER})(?P<rest>)$"),
    ("at_most", rf"^(?P<number>{_NUMBER})(?P<rest>.{{0,8}}?)以下$"),
    ("at_most", rf"^[≦≤]\s*(?P<number>{_NUMBER})(?P<rest>)$"),
    ("revised", rf"^(?:r\s*(?P<number>{_NUMBER})(?P<rest>))$"),
    ("revised", rf"^(?:(?P<number>{_NUMBER})(?P<rest>)\s*r)$"),
    ("provisional", rf"^p\s*(?P<number>{_NUMBER})(?P<rest>)$"),
    ("provisional", rf"^(?P<number>{_NUMBER})(?P<rest>)\s*p$"),
    ("footnote", r"^(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?P<rest>)\s*[0-9]{1,2}\)$"),
    ("footnote", rf"^(?P<number>{_NUMBER})(?P<rest>)\s+[0-9]{{1,2}}\)$"),
    ("footnote", rf"^(?P<number>{_NUMBER})(?P<rest>)\s*\(?(?:注|※|\*)[0-9]{{0,2}}\)?$"),
    ("footnote", rf"^(?:※|\*)\s*(?P<number>{_NUMBER})(?P<rest>)$"),
    ("remark", rf"^(?P<number>{_NUMBER})(?P<rest>)\s*\([^()0-9]{{1,20}}\)$"),
    ("bracketed", rf"^\(\s*(?P<number>{_NUMBER})(?P<rest>)\s*\)$"),
    ("", rf"^(?P<number>{_NUMBER})(?P<rest>.{{1,8}})$"),
)
"""Qualifier → spelling, folded; the first that fits counts. `rest` must be blank or a unit."""
_MISSING = (
    ("below_limit", rf"^(?:<|＜)\s*=?\s*{_NUMBER}\D{{0,8}}$"),
    ("below_limit", rf"^{_NUMBER}\D{{0,8}}?未満$"),
    ("range", rf"^{_NUMBER}\D{{0,8}}?\s*[~〜～\-−–—―ー]\s*{_NUMBER}\D{{0,8}}$"),
)
"""Reason → spelling of what bounds a number but is none."""
_ANY_OF = re.compile(
    "|".join(re.sub(r"\?P<\w+>", "?:", shape) for _, shape in (*_QUALIFIED, *_MISSING))
)
PLAIN = re.compile(rf"{_NUMBER}$")
"""The start of a plain number, for a look at single cells."""
_PAIR = re.compile(rf"{_NUMBER}\s*\(\s*{_NUMBER}\s*\)")
_KANJI = dict(zip("〇零一二三四五六七八九壱弐参", "00123456789123", strict=True))
_POWERS = (("億", 100_000_000), ("万", 10_000), ("", 1))
_SMALL = (("千", 1000), ("百", 100), ("十", 10))
_ANY = "〇零一二三四五六七八九壱弐参十百千万億0-9,."
_WORDS = rf"^[{_ANY}]*[十百千万億][{_ANY}]*$"
_WORDED = rf"^(?P<number>[{_ANY}]*[十百千万億][{_ANY}]*)(?P<rest>{AFTER_WORDS})?$"
_SPELLED_OUT = re.compile(_WORDED)
_SEGMENT = r"[^億万]+"
_SPELLED = rf"^(?:(?P<p0>{_SEGMENT})億)?(?:(?P<p1>{_SEGMENT})万)?(?P<p2>{_SEGMENT})?$"
_PART = r"^(?:(?P<s0>[0-9.]*)千)?(?:(?P<s1>[0-9]*)百)?(?:(?P<s2>[0-9]*)十)?(?P<s3>[0-9.]*)$"


def is_amount(text: str) -> bool:
    """Whether one text may be what `amounts` reads; a few are looked at before a whole column."""
    return _ANY_OF.match(text) is not None or _SPELLED_OUT.match(text) is not None


def is_pair(text: str) -> bool:
    """Whether one text is a number with another in brackets: 12(3), as of 再掲."""
    return _PAIR.fullmatch(text) is not None


def amounts(cells: pl.Series) -> pl.DataFrame:
    """Each folded text as columns `value` (Float64), `qualifier`, `unit` and `reason` (String).

    `qualifier` is "" for a number that says no more; `reason` is set, and `value` null, for
    `<1.3`, 10未満 (`below_limit`) and 12～34 (`range`); all null for what is none of these.
    """
    found = cells.rename("cell").to_frame()
    cell = pl.col("cell")
    steps = []
    shapes = relevant(cells, shapes=(*_QUALIFIED, ("words", _WORDED), *_MISSING))
    for place, (qualifier, pattern) in enumerate(shape for shape in shapes if shape in _QUALIFIED):
        groups = cell.str.extract_groups(pattern)
        found = found.with_columns(
            groups.struct.field("number").alias(f"number{place}"),
            groups.struct.field("rest").str.strip_chars(" ").alias(f"rest{place}"),
        )
        rest = pl.col(f"rest{place}")
        fits = pl.col(f"number{place}").is_not_null() & (rest.str.contains(SUFFIX) | (rest == ""))
        value = _numbers.number(pl.col(f"number{place}"), whole=False)
        steps.append((fits & value.is_not_null(), value, pl.lit(qualifier), rest))
    if ("words", _WORDED) in shapes:
        worded = cell.str.extract_groups(_WORDED).struct
        words = spelled_number(worded.field("number"))
        unit = worded.field("rest").fill_null("")
        steps.append((words.is_not_null(), words, pl.lit("words"), unit))
    none = pl.lit(None, dtype=pl.String)
    missing = [shape for shape in shapes if shape in _MISSING]
    reasons = [pl.when(cell.str.contains(pattern)).then(pl.lit(why)) for why, pattern in missing]
    reason = pl.coalesce(*reasons, none)
    bare = reason.is_null()
    return found.select(
        value=pl.when(bare).then(_first(steps, at=1).cast(pl.Float64)),
        qualifier=pl.when(bare).then(_first(steps, at=2)),
        unit=pl.when(bare).then(_first(steps, at=3)),
        reason=pl.when(cell.is_not_null()).then(reason),
    )


def spelled_number(cell: pl.Expr) -> pl.Expr:
    """三億千二百, 1億2,000万 or 十二 as Float64; null without a word for ten or more."""
    plain = cell.str.replace_many(_KANJI).str.replace_all(",", "", literal=True)
    parts = plain.str.extract_groups(_SPELLED)
    total = pl.sum_horizontal(
        _part(parts.struct.field(f"p{place}")) * power for place, (_, power) in enumerate(_POWERS)
    )
    parsable = pl.all_horizontal(
        parts.struct.field(f"p{place}").is_null()
        | parts.struct.field(f"p{place}").str.contains(_PART)
        for place in range(len(_POWERS))
    )
    return pl.when(cell.str.contains(_WORDS) & parsable).then(total)


def _part(segment: pl.Expr) -> pl.Expr:
    """千二百 or 1200 or 3千 as a number; 0 where there is none."""
    groups = segment.str.extract_groups(_PART)
    value = groups.struct.field("s3").cast(pl.Float64, strict=False).fill_null(0)
    for place, (_, power) in enumerate(_SMALL):
        digits = groups.struct.field(f"s{place}")
        count = pl.when(digits == "").then(1.0).otherwise(digits.cast(pl.Float64, strict=False))
        value = value + count.fill_null(0) * power
    return value


def _first(steps: list[tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]], *, at: int) -> pl.Expr:
    found = [pl.when(step[0]).then(step[at]) for step in steps]
    return pl.coalesce(*found) if found else pl.lit(None, dtype=pl.String)

"""How much of a Japanese address is left."""

from collections.abc import Mapping

import polars as pl

from tomoni.engine.privacy import _spelling
from tomoni.engine.privacy._kinds import listed
from tomoni.engine.privacy._steps import AreaLevel

_PREFECTURE = r"(?:北海道|東京都|(?:京都|大阪)府|[^0-9]{2,3}県)"
_COUNTED = r"[0-9一二三四五六七八九十]{1,3}"
_NUMBER = (
    r"(?:[0-9]|[一二三四五六七八九十百千〇]+(?:番|号|地割|の[0-9一二三四五六七八九十])"
    r"|番地|無番地|地番).*$"
)


def areas(cells: pl.Series, *, to: AreaLevel, districts: Mapping[str, str]) -> pl.Series:
    """The area of each address (shape (rows,)), null where it cannot be read.

    All behind the name of the 町丁目 (番地, 号, building, c/o) is left out; what a 丁目 is written
    with becomes an ordinary figure. `district` looks up the 町丁目, then the 町.
    """
    parts = _parts(cells)
    if to is AreaLevel.CITY:
        return parts["city"]
    if to is AreaLevel.TOWN:
        return parts["town"]
    if to is AreaLevel.TOWN_BLOCK:
        return parts["block"]
    known = {_plain_key(name): district for name, district in districts.items()}
    names, found = list(known), list(known.values())
    looked_up = [
        parts[name].replace_strict(names, found, default=None, return_dtype=pl.String)
        for name in ("block", "area", "town")
    ]
    return pl.select(pl.coalesce(*looked_up)).to_series()


def _parts(cells: pl.Series) -> pl.DataFrame:
    """Columns city, town (町), area (町 and 字), block (with its 丁目)."""
    special = "|".join(sorted((str(name) for name in listed("places.yaml")), key=len, reverse=True))
    city = (
        rf"(?:{special}|[^0-9町村市]{{1,6}}市(?:[^0-9市]{{1,4}}区)?"
        rf"|[^0-9市]{{1,5}}郡[^0-9]{{1,5}}?[町村]|[^0-9市町村]{{1,4}}区)"
    )
    after = r"(?:[^0-9市]{1,6}?[区町村])"
    plain = _spelling.plain(cells).str.replace_all(r"^[\s〒]*[0-9]{3}-?[0-9]{4}\s", "")
    plain = plain.str.replace(rf"^({_PREFECTURE})?\s*({city})?\s*", "$1$2 ").rename("cell")
    head = plain.str.extract(rf"^({_PREFECTURE}?(?:{city}|{after})?) ")
    named = head.str.replace(rf"^{_PREFECTURE}", "")
    rest = plain.str.replace(r"^\S* ", "").str.replace(r"^\s+", "").str.replace(r"^(?:大字|字)", "")
    first = rest.str.extract(r"^(\S+)")
    block = first.str.extract(rf"^(.+?)({_COUNTED})丁目", 1)
    number = _figure(first.str.extract(rf"^.+?({_COUNTED})丁目", 1))
    bare = first.str.replace(_NUMBER, "").str.replace("大字", "", literal=True)
    is_area = (
        (bare != "") & (bare.str.contains("[町村]") | (bare != first)) & ~bare.str.ends_with("方")
    )
    area = pl.select(pl.coalesce(block, pl.when(is_area).then(bare))).to_series()
    return pl.select(
        city=pl.when(named != "").then(named),
        town=pl.coalesce(area.str.extract(r"^(.{1,8}?[町村])"), area),
        area=area,
        block=pl.when(number.is_not_null()).then(area + number + "丁目").otherwise(area),
    )


def _figure(counted: pl.Series) -> pl.Series:
    """十二 as 12: numbers of 丁目 go no further than the tens."""
    digits = "一二三四五六七八九"
    figures = {digit: str(number) for number, digit in enumerate(digits, start=1)}
    tens = {
        f"{front}十{back}": f"{figures.get(front, '1')}{figures.get(back, '0')}"
        for front in ("", *digits)
        for back in ("", *digits)
    }
    known = tens | figures
    return counted.replace(list(known), list(known.values()))


def _plain_key(name: str) -> str:
    """A name of a district's table, as the parts of an address are written."""
    parts = _parts(pl.Series([name]))
    return str(parts["block"][0] or name)

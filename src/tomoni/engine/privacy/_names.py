"""Whether a text is somebody's name, by common surnames and the shape of names."""

from functools import cache

import polars as pl

from tomoni.engine.privacy._kinds import listed

_GIVEN = r" ?[\p{Han}\p{Hiragana}\p{Katakana}ー々ヶ]{1,4}"
_PLACE = (
    r"(?:[都府県市区町村郡課部係店社園校院所駅局館寺会室堂組場荘]|神社|公園|銀行|センター|丁目)$"
)
_TOWN = r"^[^ ]{2,6}[町村][^ ]"
"""An area within a city: 野口町水足 begins like a surname."""

_BODY = (
    r"会社|法人|組合|\((?:株|有|同|社|医|福)\)|[㈱㈲]|カブシキ|カイシャ|ガイシャ|ホウジン|クミアイ"
)


@cache
def surnames() -> tuple[tuple[str, str], ...]:
    """Common surnames with their reading in katakana."""
    pairs = (str(line).split(" ") for line in listed("surnames.yaml"))
    return tuple((name, reading) for name, reading in pairs)


def is_name(values: pl.Series) -> pl.Series:
    """Whether a plain text is a common surname with a given name, and reads like no place."""
    begun = rf"^(?:{'|'.join(name for name, _ in surnames())}){_GIVEN}$"
    return values.str.contains(begun) & ~is_body(values) & ~values.str.contains(_TOWN)


def is_body(values: pl.Series) -> pl.Series:
    """Whether a plain text names a company or a place rather than a person."""
    return values.str.contains(_PLACE) | values.str.contains(_BODY)


def is_surname(values: pl.Series) -> pl.Series:
    """Whether a plain text is a common surname and nothing else."""
    return values.is_in([name for name, _ in surnames()])


def is_kana(values: pl.Series) -> pl.Series:
    """Whether a plain text is the reading of a common surname, with or without a given name."""
    readings = "|".join(sorted({reading for _, reading in surnames()}))
    katakana = rf"^(?:{readings})(?:[ ・]?[ァ-ヶー]{{1,6}})?$"
    return _as_katakana(values).str.contains(katakana)


def _as_katakana(values: pl.Series) -> pl.Series:
    hiragana = [chr(code) for code in range(ord("ぁ"), ord("ゖ") + 1)]
    return values.str.replace_many(hiragana, [chr(ord(letter) + 96) for letter in hiragana])

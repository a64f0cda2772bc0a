"""Rows of places at different levels (国, 都道府県, 市, 区) in one table."""

import re
from collections.abc import Sequence

COLUMN = "level"
"""The column that says it."""
OTHER = "その他"

_NAMES = """
北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県
新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県
奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県
熊本県 大分県 宮崎県 鹿児島県 沖縄県
"""
_PREFECTURES = frozenset(_NAMES.split())
_SUFFIXES = (
    (re.compile(r".+郡"), "郡"),
    (re.compile(r".+市"), "市"),
    (re.compile(r".+(?<!地)区"), "区"),
    (re.compile(r".+[町村]"), "町村"),
    (re.compile(r"島しょ.*|島嶼.*"), "島しょ"),
)
_COUNTRY = ("全国", "日本", "国")
_MUNICIPAL = ("市", "町村")
_ENOUGH = 0.9


def find_levels(labels: Sequence[str | None], *, data: Sequence[bool]) -> list[str] | None:
    """Every row's level; None when nearly all rows are not places, or all of one level.

    Cities, towns and villages are one level: they lie beside each other.
    """
    levels = [_level((text or "").replace("\u3000", "").replace(" ", "")) for text in labels]
    shown = [level for level, is_data in zip(levels, data, strict=True) if is_data]
    known = [level for level in shown if level]
    strata = {"市町村" if level in _MUNICIPAL else level for level in levels if level}
    if len(strata) < 2 or len(known) < _ENOUGH * len(shown):
        return None
    return [level or OTHER for level in levels]


def _level(label: str) -> str:
    if label in _COUNTRY:
        return "国"
    if label in _PREFECTURES:
        return "都道府県"
    return next((level for pattern, level in _SUFFIXES if pattern.fullmatch(label)), "")

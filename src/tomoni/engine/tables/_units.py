"""Units of measure as headers carry them."""

import re

_WORDS = (
    "人 世帯 戸 件 円 千円 万円 百万円 億円 ％ % ‰ パーセント ポイント 歳 年 月 日 時間 分 回 台",
    "か所 カ所 箇所 施設 所 棟 室 床 校 学級 冊 点 枚 隻 頭 羽 本 組 団体 社 名 票 通",
    "km m cm mm ㎞ ｍ ㎡ m2 k㎡ km2 ㎢ ha ａ ㏊ t トン kg g L kL ℃ 度 kWh MWh μSv/h 人/k㎡ 人/km2",
)
_UNITS = frozenset(unit for words in _WORDS for unit in words.split())
_BRACKETS = "（()）[]［］【】"
_BRACKETED = re.compile(
    r"[（(\[［【]\s*(?:単位\s*[:：]?\s*)?([^（()）\[\]［］【】]+?)\s*[)）\]］】]$"
)


def is_unit(label: str) -> bool:
    """Whether the whole label is a unit, bracketed or not."""
    return bare_unit(label) in _UNITS


def bare_unit(label: str) -> str:
    """The unit without its brackets."""
    return label.strip(_BRACKETS)


def unit_of(name: str) -> str:
    """The unit that a column's name ends with in brackets, e.g. 面積（㎡）; empty without one."""
    match = _BRACKETED.search(name)
    return match.group(1) if match and match.group(1) in _UNITS else ""

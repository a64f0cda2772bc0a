"""Units of measure as headers and cells carry them."""

import re

_WORDS = (
    "人 世帯 戸 件 円 千円 万円 百万円 十億円 億円 ％ % ‰ パーセント ポイント 歳 年 月 日 時間 分",
    "回 台 か所 カ所 ヶ所 ヵ所 箇所 施設 所 棟 室 床 校 学級 冊 点 枚 隻 頭 羽 本 組 団体 社 名",
    "km m cm mm ㎞ ｍ ㎡ m2 k㎡ km2 ㎢ ha ａ ㏊ t トン kg g L kL ℃ 度 kWh MWh μSv/h µSv/h Bq/kg",
    "千人 千㎡ 千t 万人 千トン 千台 千戸 百万円 mg/L ppm dB 人/k㎡ 人/km2 人/㎢ 事業所 企業 経営体",
    "票 通",
)
_UNITS = frozenset(unit for words in _WORDS for unit in words.split())
_LABELS = frozenset(("年", "月", "日", "度", "組", "点", "所", "ａ"))
"""Units that a cell's number is rather named by than measured in: 3月, 2組."""
SUFFIX = (
    "^(?:" + "|".join(re.escape(u) for u in sorted(_UNITS - _LABELS, key=len, reverse=True)) + ")$"
)
"""What may follow a number in its cell; matches the whole of it."""
_BRACKETS = "（()）[]［］【】"
_BRACKETED = re.compile(
    r"[（(\[［【]\s*(?:単位\s*[:：]?\s*)?([^（()）\[\]［］【】]+?)\s*[)）\]］】]$"
)
_TITLED = re.compile(
    r"単位\s*[:：]?\s*([^（()）\[\]［］【】\s、，,・]+)\s*(?:[)）\]］】、，,・]|$)"
)
_SEVERAL = re.compile(r"単位[^）)\]］】]*[、，,・]")
_OTHER_NAME = re.compile(
    r"率|割合|比$|構成比|前年比|増減比|指数|偏差値|％|%|年度?$|年次|^年|月$|番号|順位|コード|^No\.?$|^列[0-9]+$"
)
PERCENT = frozenset(("％", "%", "パーセント"))


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


def title_unit(title: str) -> str:
    """The one unit that a title states for the whole table, （単位：千円）; empty without one.

    （単位：人、％） states several: which column has which is not said, so it is none.
    """
    if _SEVERAL.search(title):
        return ""
    match = _TITLED.search(title)
    return match.group(1) if match and match.group(1) in _UNITS else ""


def bears_title_unit(name: str) -> bool:
    """Whether a title's （単位：千円） is that of a column of the name: not of shares and years."""
    return _OTHER_NAME.search(name) is None

"""Units of measure as headers and cells carry them."""

import re
from collections.abc import Collection

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
_POWERS = tuple("十百千万億")
AFTER_WORDS = "|".join(
    re.escape(unit)
    for unit in sorted(_UNITS - _LABELS, key=len, reverse=True)
    if not unit.startswith(_POWERS)
)
"""What may follow a number in words; 1億2千万円 is in 円."""
_SCALES = (
    {"円": 1.0, "千円": 1e3, "万円": 1e4, "百万円": 1e6, "億円": 1e8, "十億円": 1e9},
    {"人": 1.0, "千人": 1e3, "万人": 1e4},
)
_BRACKETS = "（()）[]［］【】"
_BRACKETED = re.compile(
    r"[（(\[［【]\s*(?:単位\s*[:：]?\s*)?([^（()）\[\]［］【】]+?)\s*[)）\]］】]$"
)
_TITLED = re.compile(r"単位\s*(?:[:：]|は)?\s*([^（()）\[\]［］【】\n]+?)\s*(?:[)）\]］】\n]|$)")
_DIVIDER = re.compile(r"\s*[、，,・]\s*|\s+")
_LABELLED = re.compile(r"(?P<label>[^:：=＝]+?)\s*(?:[:：=＝]|は)\s*(?P<unit>.+)")
_OTHER_NAME = re.compile(
    r"率|割合|比$|構成比|前年比|増減比|指数|偏差値|％|%|年度?$|年次|^年|月$|番号|順位|コード|^No\.?$|^列[0-9]+$"
)
_ONE_TIME = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS])\s*(?:元|[0-9０-９]{1,2})|[0-9０-９]{4}|[本当今翌昨]|前々?)\s*年度?"
    r"(?:[（(][^（()）]*[)）])?$|[0-9０-９]{1,2}\s*月$"
)
"""A year or month that heads a column of its values, where 年 or 設立年 heads years."""
_PER = re.compile(r".*(?:当たり|当り|あたり)の?")
_SHARE_NAME = re.compile(r"率|割合|比$|構成比|前年比|増減比|シェア")
_MEASURES = (
    (
        frozenset(("円", "千円", "万円", "百万円", "十億円", "億円")),
        re.compile(r"額|[費金料税]$|予算|決算|歳入|歳出|収入|支出|価格|単価|売上"),
    ),
    (
        frozenset(("人", "千人", "万人", "名")),
        re.compile(r"人口|人数|者数?$|人員|児童|生徒|職員|定員|[男女]"),
    ),
    (frozenset(("世帯",)), re.compile(r"世帯")),
    (frozenset(("件",)), re.compile(r"件")),
    (frozenset(("㎡", "m2", "k㎡", "km2", "㎢", "ha", "ａ", "㏊", "千㎡")), re.compile(r"面積")),
)
"""Units of one kind, and the names of what is measured in them."""
PERCENT = frozenset(("％", "%", "パーセント"))
_SHARES = PERCENT | {"‰", "ポイント"}


def is_unit(label: str) -> bool:
    """Whether the whole label is a unit, bracketed or not."""
    return bare_unit(label) in _UNITS


def bare_unit(label: str) -> str:
    """The unit without its brackets."""
    return label.strip(_BRACKETS)


def one_scale(units: Collection[str]) -> dict[str, float]:
    """Of units that say the same at different scales what one of each is in the first: 万円, 円.

    Empty where they do not.
    """
    return next((scale for scale in _SCALES if set(units) <= scale.keys()), {})


def unit_of(name: str) -> str:
    """The unit that a column's name ends with in brackets, e.g. 面積（㎡）; empty without one."""
    match = _BRACKETED.search(name)
    return match.group(1) if match and match.group(1) in _UNITS else ""


def is_share(unit: str) -> bool:
    """Whether the unit says a part of something else."""
    return unit in _SHARES


def may_be_measured(name: str) -> bool:
    """Whether a column of the name is a measure: not a year, a month, a rank or a code."""
    return _is_measure(name) or _SHARE_NAME.search(name) is not None


def title_unit(context: str, *, name: str) -> str:
    """The one unit that a title states for the whole table, （単位：千円）, as that of a column.

    Empty for shares, years and what is by its name measured in something else, and where the title
    states several: `titled_units`.
    """
    if "単位" not in context:
        return ""
    stated = titled_units(context)
    if len(stated) != 1 or stated[0][0]:
        return ""
    return stated[0][1] if _is_measure(name) and fits(stated[0][1], name) else ""


def titled_units(context: str) -> list[tuple[str, str]]:
    """What the first 単位 of the context states: what it is of (mostly empty) and the unit.

    （単位：人、千円） states two; （単位：人口＝人、面積＝㎢） also says of what. Empty where a
    part of it is no unit.
    """
    stated = (_stated(match.group(1)) for match in _TITLED.finditer(context))
    return next((found for found in stated if found), [])


def _stated(words: str) -> list[tuple[str, str]]:
    found = []
    for part in _DIVIDER.split(words.strip()):
        said = _LABELLED.fullmatch(part)
        label, unit = (said["label"], said["unit"]) if said else ("", part)
        if unit not in _UNITS:
            return []
        found.append((label, unit))
    return found


def _is_measure(name: str) -> bool:
    return _ONE_TIME.search(name) is not None or _OTHER_NAME.search(name) is None


def measured_in(name: str, *, units: Collection[str]) -> str:
    """The one of the units that what the name says is measured in; empty if none or several are."""
    found = _named_units(name) & set(units)
    return found.pop() if len(found) == 1 else ""


def fits(unit: str, name: str) -> bool:
    """Whether the name does not say something that is measured in another unit than this."""
    named = _named_units(name)
    return not named or unit in named


def _named_units(name: str) -> set[str]:
    """The units that a name may go with, as its innermost level says that tells; else empty."""
    for level in reversed(name.split("_")):
        measured = _PER.sub("", level)
        if _SHARE_NAME.search(measured):
            return set(_SHARES)
        found = {unit for units, kind in _MEASURES if kind.search(measured) for unit in units}
        if "数" in measured:
            found |= {unit for unit in _UNITS if f"{unit}数" in measured}
        if found:
            return found
    return set()

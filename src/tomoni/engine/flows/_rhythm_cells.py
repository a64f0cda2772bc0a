"""Further cells of a step table: how often, how long it waits, what is wasted."""

import re
from decimal import Decimal

from tomoni.engine.flows._cells import folded, minutes, number
from tomoni.engine.flows._flow import Minutes, Often, Period, Waste

_DAY, _HOUR = 1_440, 60
_DAYS = re.compile(r"(\d+(?:\.\d+)?)\s*(日|営業日|週間|週|か月|ヶ月|カ月|ヵ月)間?")
_LONG = {"日": 1, "営業日": 1, "週間": 7, "週": 7}
_MONTH = 30
_USUAL = re.compile(r"[(]?(?:ふつう|普通|通常)\s*([^)]+)[)]?")
_NUMBER = r"\d{1,9}(?:\.\d+)?"


_EVERY = {f"毎{period.value}": period for period in Period}
_OFTEN = re.compile(rf"(?P<per>1?[年月週日]|)(?:間|に|あたり)?(?P<times>{_NUMBER})[回件]?")
_WORDS = {
    Waste.COPYING: ("転記", "書き写", "写し"),
    Waste.SEAL: ("押印", "ハンコ", "はんこ", "判子", "公印"),
    Waste.PAPER: ("紙", "印刷", "ペーパー"),
    Waste.TWICE: ("二重入力", "二度入力", "再入力", "二重"),
    Waste.SEARCH: ("探す", "探し", "検索", "さがす"),
    Waste.WAIT: ("待つ", "待ち", "手待ち"),
}
_PARTS = re.compile(r"[、，,・/／;；\s]+")


def often_of(text: str) -> Often | None:
    """How often a cell says: 300件, 月1回, 1日2回, 毎日. Raises `ValueError` for any other text."""
    plain = folded(text).replace(",", "").replace(" ", "").removeprefix("約")
    if not plain:
        return None
    if plain in _EVERY:
        return Often(times=1, per=_EVERY[plain])
    match = _OFTEN.fullmatch(plain)
    if match is None:
        raise ValueError("not how often")
    return Often(times=float(match["times"]), per=Period(match["per"].lstrip("1") or "年"))


def often_text(often: Often | None) -> str:
    """The inverse of `often_of`."""
    return "" if often is None else f"{often.per.value}{number(often.times)}回"


def wait_of(text: str) -> Minutes | None:
    """How long a cell says: 3日, 1日～5日（ふつう2日）, 30分. Raises `ValueError`.

    Days are days by day and night, a month is 30 of them.
    """
    plain = folded(text)
    usual = _USUAL.search(plain)
    span = _span(plain[: usual.start()] if usual else plain)
    if span is None:
        return None
    low, high = span
    middle = _span(usual[1]) if usual else span
    likely = (low + high) / 2 if middle is None else sum(middle) / 2
    return Minutes(low=low, likely=likely, high=high)


def wait_text(wait: Minutes | None) -> str:
    """The inverse of `wait_of`."""
    if wait is None:
        return ""
    if wait.low == wait.high:
        return _long(wait.low)
    usual = "" if wait.likely == (wait.low + wait.high) / 2 else f"（ふつう{_long(wait.likely)}）"
    return f"{_long(wait.low)}～{_long(wait.high)}{usual}"


def wastes_of(text: str) -> tuple[tuple[Waste, ...], str]:
    """The kinds of waste that a cell names, and what in it is none."""
    found, rest = [], []
    for part in _PARTS.split(folded(text)):
        kind = next((kind for kind, words in _WORDS.items() if part and part in words), None)
        kind = kind or next(
            (kind for kind, words in _WORDS.items() if any(word in part for word in words)), None
        )
        if kind is None:
            rest += [part] if part else []
        elif kind not in found:
            found.append(kind)
    return tuple(found), "、".join(rest)


def wastes_text(wastes: tuple[Waste, ...]) -> str:
    """The inverse of `wastes_of`."""
    return "、".join(waste.value for waste in wastes)


def _span(text: str) -> tuple[float, float] | None:
    days = _DAYS.search(text)
    unit = days[2] if days else ""
    if not unit:
        return minutes(text)
    size = _LONG.get(unit, _MONTH) * _DAY
    ends = [part for part in re.split(r"[~〜]|から|(?<=\d)-(?=\d)", text) if part.strip()]
    found = [_days(part, default=size) for part in ends]
    if not 1 <= len(found) <= 2 or found[0] > found[-1]:
        raise ValueError("no span of days")
    return found[0], found[-1]


def _days(text: str, *, default: int) -> float:
    plain = text.strip().removeprefix("約").removesuffix("程度")
    match = _DAYS.fullmatch(plain)
    if match:
        return float(Decimal(match[1]) * _LONG.get(match[2], _MONTH) * _DAY)
    if re.fullmatch(_NUMBER, plain):
        return float(Decimal(plain) * default)
    span = minutes(plain)
    if span is None:
        raise ValueError("no days")
    return span[0]


def _long(value: float) -> str:
    for size, unit in ((_DAY, "日"), (_HOUR, "時間")):
        if value and value % size == 0:
            return f"{number(value / size)}{unit}"
    return f"{number(value)}分"

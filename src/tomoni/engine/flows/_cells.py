"""Cells of a step table as people fill them in: minutes, how well they are known, whose lane."""

import re
import unicodedata
from decimal import Decimal

from tomoni.engine.core import Grade
from tomoni.engine.flows._flow import LaneKind

_NUMBER = r"\d{1,9}(?:\.\d+)?"
_TIME = re.compile(
    rf"(?:(?P<hours>{_NUMBER})(?:時間|h))?(?:(?P<minutes>{_NUMBER})(?:分間?|min|$))?"
    rf"(?:(?P<seconds>{_NUMBER})秒間?)?"
)
_ABOUT = re.compile(r"^(?:約|およそ|おおよそ)|(?:程度|くらい|ぐらい|前後|ほど)$")
_UNIT = re.compile(r"(?:時間|分間?|秒間?|min|h)$")
_NOTHING = re.compile(r"[-ー―−*?…]*|なし|無し|不明|未定|未計測")
_TO = re.compile(r"[~〜]|から|(?<=[\d分間秒])[-ー―−](?=\d)")

_GRADES = {
    Grade.MEASURED: ("実測", "計測", "測定"),
    Grade.REGISTER: ("台帳", "記録", "システム", "ログ"),
    Grade.INTERVIEW: ("聞き取り", "聞取", "ききとり", "ヒアリング", "インタビュー"),
    Grade.ESTIMATE: ("推定", "推計", "見込", "想定", "概算", "仮"),
    Grade.COMPUTED: ("計算", "集計", "算出"),
    Grade.EXPLORED: ("探索",),
}
_CITIZEN = re.compile(
    r"[市住町村県区国都道府]民|申[請込]者|申請人|届出[者人]|事業[者所]|利用者|保護者|来庁者|相談者|営業者"
    r"|請求者|対象者|本人|家族|世帯|[Cc]itizen|お客"
)
_OFFICE = re.compile(r"(?:課|係|室|部|局|班|窓口|センター|職員|担当|担当者)$")


def folded(text: str) -> str:
    """The text in half-width digits and signs (NFKC), without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def minutes(text: str) -> tuple[float, float] | None:
    """The cell as minutes from and to (equal for one number); None where it says nothing.

    Reads `5`, `５分`, `約5分`, `5～10`, `1時間30分`, `90秒`. Raises `ValueError` for all else.
    """
    if re.search(r"\d\s+\d", folded(text)):
        raise ValueError("two numbers side by side")
    plain = re.sub(r"[\s,]", "", folded(text))
    if _NOTHING.fullmatch(plain):
        return None
    parts = [_ABOUT.sub("", part) for part in _TO.split(plain)]
    if len(parts) > 2:
        raise ValueError("more than two numbers")
    unit = _UNIT.search(parts[-1])
    ends = [part if _UNIT.search(part) or not unit else part + unit[0] for part in parts]
    low, high = _time(ends[0]), _time(ends[-1])
    return low, high


def _time(text: str) -> float:
    match = _TIME.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError("no time")
    hours, whole, seconds = (Decimal(part or 0) for part in match.groups())
    return float(hours * 60 + whole + seconds / 60)


def grade(text: str) -> Grade | None:
    """The grade a cell names, also in other usual words; None when it names none."""
    plain = folded(text)
    if not plain:
        return Grade.ESTIMATE
    return next(
        (found for found, words in _GRADES.items() if any(word in plain for word in words)), None
    )


def lane_kind(name: str) -> LaneKind:
    """Whose time a lane of that name stands for, as far as the name says."""
    citizen = _CITIZEN.search(name) and not _OFFICE.search(folded(name))
    return LaneKind.CITIZEN if citizen else LaneKind.STAFF


def number(value: float | Decimal) -> str:
    """The number as it is typed: all its digits, no exponent."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

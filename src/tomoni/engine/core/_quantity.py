"""A number that knows its unit, its range and what it was made from."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tomoni.engine.core._values import Value

_SCALES = {"千円": ("円", 3), "万円": ("円", 4), "百万円": ("円", 6)}
_RATIOS = {"", "倍"}
"""Coefficients and ratios: their second digit matters."""
_EVERY_DIGIT = Context(prec=400)

_Finite = Annotated[float, Field(allow_inf_nan=False)]


class Grade(StrEnum):
    """How well a number is known, best first."""

    COMPUTED = "計算"
    MEASURED = "実測"
    REGISTER = "台帳"
    INTERVIEW = "聞き取り"
    ESTIMATE = "推定"
    EXPLORED = "探索"
    """Found by looking around: no claim stands behind it, and nothing made of it is better."""

    @staticmethod
    def weakest(grades: "list[Grade]") -> "Grade":
        """The worst grade of those given; `COMPUTED` when there are none."""
        order = list(Grade)
        return max(grades, key=order.index, default=Grade.COMPUTED)


class Quantity(Value):
    """A value with unit, range, grade and the quantities it was made from.

    Units are written as users write them: 件, 人, 分, 時間, 円, 日, 回, and 割合 (0 to 1, shown as
    ％), ポイント (difference of two 割合 in percentage points). `made_from` names quantities as
    `artifact.quantity`.
    """

    value: _Finite
    unit: str = ""
    low: _Finite | None = None
    high: _Finite | None = None
    label: str = ""
    grade: Grade = Grade.COMPUTED
    made_from: tuple[str, ...] = ()


def show(quantity: Quantity, display: str = "") -> str:
    """The quantity as Japanese offices write it.

    `display` is empty (the unit's own habit), 千円 / 万円 / 百万円 for yen, `幅` to add the range,
    `整数` for no decimals; several are parted by a blank. Halves round up (四捨五入).
    """
    words = display.split()
    scale = next((word for word in words if word in _SCALES), "")
    shown = _one(quantity.value, quantity.unit, scale=scale, whole="整数" in words)
    ends = range_text(quantity, display) if "幅" in words else ""
    return f"{shown}（{ends}）" if ends else shown


def range_text(quantity: Quantity, display: str = "") -> str:
    """The range from low to high in the same manner as `show`; empty when there is none."""
    if quantity.low is None or quantity.high is None:
        return ""
    words = display.split()
    scale = next((word for word in words if word in _SCALES), "")
    return "～".join(
        _one(end, quantity.unit, scale=scale, whole="整数" in words)
        for end in (quantity.low, quantity.high)
    )


def _one(value: float, unit: str, *, scale: str, whole: bool) -> str:
    if unit == "割合":
        return f"{_digits(value, 0 if whole else 1, shift=2)}％"
    if scale and unit == _SCALES[scale][0]:
        return f"{_digits(value, 0, shift=-_SCALES[scale][1])}{scale}"
    return f"{_digits(value, 0 if whole else _places(value, unit))}{unit}"


def _places(value: float, unit: str) -> int:
    if unit == "ポイント":
        return 1
    if unit in {"円", "件", "人", "回"} and abs(value) >= 100:
        return 0
    if math.isclose(value, round(value), abs_tol=1e-9) or abs(value) >= 100:
        return 0
    return 2 if unit in _RATIOS and abs(value) < 10 else 1


def _digits(value: float, places: int, *, shift: int = 0) -> str:
    """The value × 10^shift. Decimal: in binary 0.5745 × 100 falls short of its half."""
    exact = Decimal(repr(float(value))).scaleb(shift, _EVERY_DIGIT)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EVERY_DIGIT)
    text = f"{rounded.copy_abs():,f}"
    return f"▲{text}" if rounded < 0 else text

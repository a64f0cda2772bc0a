"""Values as quantities, and how what was measured stands to what was planned."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.academy.proposals.followup.models import ConfirmedLine, Indicator, Value
from tomoni.engine import effects
from tomoni.engine.core import Grade, Quantity, show

EFFECTS: Mapping[str, tuple[str | Promise, str]] = {
    "staff_hours": (_("職員の時間"), "時間"),
    "yen": (_("円"), "円"),
    "citizen_hours": (_("市民の時間"), "時間"),
}
"""Label and unit of the effects of a year; they are never added up."""
GRADES = (
    Grade.MEASURED.value,
    Grade.REGISTER.value,
    Grade.INTERVIEW.value,
    Grade.ESTIMATE.value,
)
"""What a person can say of a number that is typed in."""
_WORDS: Mapping[str, str | Promise] = {
    "INSIDE": _("見込みの範囲の中"),
    "BELOW": _("見込みを下回った"),
    "ABOVE": _("見込みを上回った"),
    "UNDECIDED": _("幅が重なり、言い切れない"),
    "OPEN": _("まだ測れない"),
}
_TURNED: Mapping[str, str | Promise] = {
    "BELOW": _("見込みより減った"),
    "ABOVE": _("見込みまで減っていない"),
}


def of_value(value: Value, *, indicator: Indicator) -> Quantity:
    return Quantity(
        value=value.value, unit=indicator.unit, low=value.low, high=value.high,
        grade=Grade(value.grade), label=indicator.name,
    )  # fmt: skip


def attained(planned: Quantity, measured: Quantity | None) -> str:
    """The name of how the measured stands to the range of the planned: `INSIDE`, `BELOW`, …"""
    line = effects.PlannedLine(indicator="", planned="", planned_version=1)
    found = effects.review_line(line, planned=planned, actual=measured, measured=None)
    return found.attained.name


def attained_words(name: str, *, turned: bool = False) -> str:
    return str((turned and _TURNED.get(name)) or _WORDS[name])


def falls_short(name: str, *, turned: bool = False) -> bool:
    """Whether it came out worse than was planned."""
    return name == ("ABOVE" if turned else "BELOW")


def tone(name: str, *, turned: bool = False) -> str:
    """The tone of its chip; the words say which."""
    if falls_short(name, turned=turned):
        return "warn"
    return "good" if name in {"INSIDE", "ABOVE", "BELOW"} else ""


def words(given: Mapping[str, Any] | Quantity | None) -> str:
    """A quantity with its range, as it is written; a dash for none."""
    if given is None:
        return "―"
    return show(Quantity.model_validate(given), "幅")


def line_falls_short(line: ConfirmedLine) -> bool:
    return falls_short(line.attained, turned=line.turned)


def typed(said: Mapping[str, Any], *, unit: str, prefix: str = "") -> Quantity:
    """What was written into the fields of an amount."""
    low, high = said.get(f"{prefix}low"), said.get(f"{prefix}high")
    return Quantity(
        value=said[f"{prefix}value"], unit=unit, low=low, high=high,
        grade=Grade(said[f"{prefix}grade"]),
    )  # fmt: skip

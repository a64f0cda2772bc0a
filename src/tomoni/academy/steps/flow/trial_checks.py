"""What is wrong in the form of a trial."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView

Values = Mapping[str, Any]
Wrong = dict[tuple[int, str], tuple[str, ...]]

OFFICE, ALWAYS = "office", "always"
MEASURED = "measured"
_LIMITS = {
    "cases": (2, 100_000),
    "replications": (2, 1_000),
    "seed": (0, 2**31),
    "warmup": (0, 100_000),
    "urgent": (0, 100),
    "deadline": (0, 3_650),
}
_YEARS = (2000, 2100)
_MOST_IN_ALL = 3_000_000
"""Cases times replications: a minute or two, then others have their turn."""
_WHOLE = {"cases", "replications", "seed", "warmup"}
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def checked(found: dict[str, FieldView]) -> dict[str, FieldView]:
    """The fields by name, each with what is wrong in it and with what does not go together."""
    found = {name: _limited(each) for name, each in found.items()}
    found["start"] = _in_our_time(found["start"])
    for name, wrong in (("lanes", _wrong_people), ("steps", _wrong_steps)):
        known = found[name].cell_errors or {}
        found[name] = replace(found[name], cell_errors={**known, **wrong(found[name].value)})
    return _together(_not_too_many(found))


def times_of(text: str) -> list[int] | None:
    """Minutes of the day: 「9:30、15:00」; None where it is not understood."""
    parts = [part for part in re.split(r"[、,，\s]+", text.strip()) if part]
    matches = [_TIME.fullmatch(part) for part in parts]
    if not all(matches):
        return None
    return sorted({int(match[1]) * 60 + int(match[2]) for match in matches if match})


def _limited(field: FieldView) -> FieldView:
    if field.name not in _LIMITS or field.errors or field.value is None:
        return field
    least, most = _LIMITS[field.name]
    whole = field.name not in _WHOLE or isinstance(field.value, int)
    if whole and least <= field.value <= most:
        return field
    sentence = _("「%(label)s」は、%(least)s から %(most)s までの数にしてください。")
    if field.name in _WHOLE:
        sentence = _("「%(label)s」は、%(least)s から %(most)s までの整数にしてください。")
    words = {"label": field.label, "least": f"{least:,}", "most": f"{most:,}"}
    return replace(field, errors=(sentence % words,))


def _in_our_time(start: FieldView) -> FieldView:
    """Holidays are known for these years only."""
    least, most = _YEARS
    if start.errors or least <= int(start.value[:4]) <= most:
        return start
    sentence = _("「%(label)s」は、%(least)s年から%(most)s年までの日にしてください。")
    return replace(start, errors=(sentence % {"label": start.label, "least": least, "most": most},))


def _wrong_people(rows: Any) -> Wrong:
    return {
        (place, "people"): (_("「人数」は、1以上の整数か、空にしてください。"),)
        for place, row in enumerate(rows or ())
        if isinstance(row.get("people"), int | float)
        and (not isinstance(row["people"], int) or not 1 <= row["people"] <= 10_000)
    }


def _wrong_steps(rows: Any) -> Wrong:
    found: Wrong = {}
    for place, row in enumerate(rows or ()):
        for name, sentence in _wrong_step(row):
            found[place, name] = (sentence,)
    return found


def _wrong_step(row: Values) -> list[tuple[str, str]]:
    wrong = []
    spread = row.get("spread")
    if not row.get("step"):
        wrong.append(("step", _("作業を選んでください。")))
    needed = {"fixed": ("mean",), "exponential": ("mean",), "lognormal": ("mean", "deviation")}
    labels = {"mean": _("平均"), "deviation": _("標準偏差")}
    for name in needed.get(spread or "", ()):
        if not isinstance(row.get(name), int | float) or row[name] <= 0:
            sentence = _("「%(label)s」は、0より大きい数にしてください。")
            wrong.append((name, sentence % {"label": labels[name]}))
    if spread == MEASURED and not row.get("column"):
        wrong.append(("column", _("データの列を選んでください。")))
    if isinstance(row.get("wait"), int | float) and not 0 <= row["wait"] <= 3_650:
        wrong.append(("wait", _("「返事を待つ日数」は、0 から 3,650 までの数にしてください。")))
    if row.get("at") and times_of(row["at"]) is None:
        wrong.append(("at", _("時刻は「15:00」や「9:30、15:00」のように書いてください。")))
    if isinstance(row.get("priority"), float):
        wrong.append(("priority", _("「先にする順」は、整数にしてください。")))
    return wrong


def _not_too_many(found: dict[str, FieldView]) -> dict[str, FieldView]:
    cases, replications = found["cases"], found["replications"]
    if cases.invalid or replications.invalid or cases.value * replications.value <= _MOST_IN_ALL:
        return found
    sentence = _("「1回に試す件数」×「くり返し」は、%(most)s件までにしてください。")
    error = sentence % {"most": f"{_MOST_IN_ALL:,}"}
    return found | {"cases": replace(cases, errors=(error,))}


def _together(found: dict[str, FieldView]) -> dict[str, FieldView]:
    """What does not go together."""
    if found["hours"].value != ALWAYS:
        return found
    timed = any(row.get("at") for row in found["steps"].value or ())
    needs = {
        "month_column": bool(found["month_column"].value),
        "months": bool(found["months"].value),
        "deadline_unit": found["deadline_unit"].value == "office-days",
        "steps": timed,
    }
    sentence = _("「いつ仕事をするか」を開庁時間にするか、ここを空にしてください。")
    for name, needed in needs.items():
        if needed:
            found[name] = replace(found[name], errors=(*found[name].errors, sentence))
    return found

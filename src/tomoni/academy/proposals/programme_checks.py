"""What no type says of a programme: real days, names that stand once, places that are known."""

from collections.abc import Iterable, Mapping
from datetime import date
from string import Formatter
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

NOTICES = {
    "accepted": ("title", "number"),
    "refused": ("title", "ground", "reason"),
    "decided": ("title", "number", "verdict", "reason"),
}
"""Texts to proposers, and what each may name in { }."""
_COMMON_YEAR = 2025


def a_day(text: str) -> str:
    """Of every year: there is no 30 February, and 29 February is not there each year."""
    month, day = map(int, text.split("-"))
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError as error:
        raise PydanticCustomError("no-such-day", "no such day") from error
    return text


def refuse(code: str, *, part: str, **params: Any) -> NoReturn:
    raise PydanticCustomError(code, "{code}", {"code": code, "part": part, **params})


def refuse_unknown_places(
    notices: Mapping[str, str], name: str, *, allowed: tuple[str, ...]
) -> None:
    """A notice is there, and names in { } only what is known where it is sent."""
    if name not in notices:
        refuse("notice-missing", part="notices", name=name)
    try:
        parts = list(Formatter().parse(notices[name]))
    except ValueError:
        refuse("notice-braces", part="notices", name=name)
    for _text, place, form, conversion in parts:
        if place is not None and (place not in allowed or form or conversion):
            refuse(
                "notice-place", part="notices", name=name, place=place, allowed="、".join(allowed)
            )


def refuse_twins(names: Iterable[str], *, part: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            refuse("stands-twice", part=part, name=name)
        seen.add(name)

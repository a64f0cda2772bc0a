"""Examples that show what was found without saying it."""

import re

_CITY = re.compile(r"^(?:.{2,3}[都道府県])?[^0-9]{1,6}?[市区町村]")
_DAY = re.compile(
    r"([12][0-9]{3}|[MTSHR明大昭平令][治正和成]?[0-9元]{1,2})([-/.年])[0-9]{1,2}([-/.月])[0-9]{1,2}(日?)"
)


def masked(value: str, *, how: str) -> str:
    """The value with most of it hidden: 山*太*, 12**********, 1975-**-**, ともに市***.

    `how` is a kind's `mask`. At least half of the letters are hidden, all of a single one.
    """
    return _MASKS[how](" ".join(value.split()))


def _name(value: str) -> str:
    letters = value.replace(" ", "")
    kept = range(0, len(letters) // 2 * 2, 2)
    return "".join(letter if number in kept else "*" for number, letter in enumerate(letters))


def _number(value: str) -> str:
    kept = min(2, len(value) // 3)
    return value[:kept] + "*" * (len(value) - kept)


def _date(value: str) -> str:
    found = _DAY.fullmatch(value)
    return found.expand(r"\1\2**\3**\4") if found else _number(value)


def _mail(value: str) -> str:
    kept = 1 if len(value) > 2 else 0
    return f"{value[:kept]}***@***"


def _address(value: str) -> str:
    found = _CITY.match(value)
    kept = found.end() if found else min(2, len(value) // 3)
    return f"{value[: min(kept, len(value) // 2)]}***"


def _word(value: str) -> str:
    return value[:1] + "*" * (len(value) - 1) if len(value) > 2 else "*" * len(value)


_MASKS = {
    "name": _name,
    "number": _number,
    "date": _date,
    "mail": _mail,
    "address": _address,
    "word": _word,
}

"""Names and codes of a table matched to areas; what is left is a worklist."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tomoni.engine.core import Value
from tomoni.engine.maps._boundaries import Boundaries
from tomoni.engine.maps._spelling import name_forms, plain_code, plain_name

LEFT_OUT = ""
"""What a key is matched to that a person has said is no area of this map."""
_MOST_CANDIDATES = 3
_ALIKE = 0.5
_MOST_KEYS = 100
"""So many of the keys that match nothing are compared with every area."""
_PREFECTURE, _MUNICIPALITY = 2, 5


class Unmatched(Value):
    """A key that fits no area, or several: the codes of the likeliest ones, the likeliest first."""

    key: str
    candidates: tuple[str, ...] = ()


class Matched(Value):
    """Which area each key is of. `codes` has an entry for every key that fits one area."""

    codes: dict[str, str]
    unmatched: tuple[Unmatched, ...] = ()
    left_out: tuple[str, ...] = ()
    """Keys that a person has said are no areas, e.g. 市外."""
    areas_without: tuple[str, ...] = ()
    """Codes of the areas that no key is of."""


@dataclass(frozen=True)
class _Index:
    codes: Mapping[str, str]
    whole: Mapping[str, set[str]]
    forms: Mapping[str, set[str]]
    names: Mapping[str, str]
    """Plain name → the first area that bears it."""
    width: int
    """Figures of every code; 0 where they differ or are none."""


def match(
    boundaries: Boundaries,
    keys: Iterable[str],
    *,
    chosen: Mapping[str, str] | None = None,
    candidates: bool = True,
) -> Matched:
    """Each key (a code or a name, as a table writes it) held against the areas.

    Codes: five or six figures of a municipality (JIS X 0402 with or without its check digit), two
    of a prefecture, a zero that a spreadsheet has eaten. Names: see `plain_name`; then without the
    city before them, then without 市, 町, 校区 behind. A key is matched only where one area fits.
    `chosen`: what a person has said, key → code, or `LEFT_OUT`; it goes before all. `candidates`:
    look for the likeliest areas of what fits none, of up to 100 keys.
    """
    said = chosen or {}
    index = _index(boundaries)
    known = {area.code for area in boundaries.areas}
    most = _MOST_KEYS if candidates else 0
    codes: dict[str, str] = {}
    unmatched: list[Unmatched] = []
    left_out: list[str] = []
    for key in dict.fromkeys(keys):
        if key in said and said[key] in known:
            codes[key] = said[key]
        elif key in said and said[key] == LEFT_OUT:
            left_out.append(key)
        elif len(found := _found(key, index=index)) == 1:
            codes[key] = next(iter(found))
        else:
            near = sorted(found) or (_near(key, names=index.names) if len(unmatched) < most else [])
            unmatched.append(Unmatched(key=key, candidates=tuple(near[:_MOST_CANDIDATES])))
    reached = set(codes.values())
    without = tuple(area.code for area in boundaries.areas if area.code not in reached)
    return Matched(
        codes=codes, unmatched=tuple(unmatched), left_out=tuple(left_out), areas_without=without
    )


def _index(boundaries: Boundaries) -> _Index:
    codes: dict[str, str] = {}
    whole: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for area in boundaries.areas:
        codes[plain_code(area.code) or area.code] = area.code
        for place, form in enumerate(name_forms(area.name)):
            forms.setdefault(form, set()).add(area.code)
            if place == 0:
                whole.setdefault(form, set()).add(area.code)
    names = {form: min(found) for form, found in whole.items()}
    widths = {len(code) if code.isdecimal() else 0 for code in codes}
    return _Index(codes, whole, forms, names, widths.pop() if len(widths) == 1 else 0)


def _found(key: str, *, index: _Index) -> set[str]:
    if code := plain_code(key):
        return {
            index.codes[each] for each in _codes(code, width=index.width) if each in index.codes
        }
    if key in index.codes:
        return {index.codes[key]}
    for form in name_forms(key):
        for names in (index.whole, index.forms):
            if form in names:
                return names[form]
    return set()


def _codes(code: str, *, width: int) -> Sequence[str]:
    """The code, else what it may stand for among codes of that many figures."""
    if len(code) == width - 1:
        return [code.zfill(width)]
    if width == _PREFECTURE and len(code) == _MUNICIPALITY and code.endswith("000"):
        return [code[:_PREFECTURE]]
    return [code]


def _near(key: str, *, names: Mapping[str, str]) -> list[str]:
    near = difflib.get_close_matches(plain_name(key), names, n=_MOST_CANDIDATES, cutoff=_ALIKE)
    return [names[name] for name in near]

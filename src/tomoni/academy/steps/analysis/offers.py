"""What the questions of a claim offer to choose from, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import choices, claims, kinds
from tomoni.academy.steps.analysis.conditions import Pairs
from tomoni.academy.steps.analysis.reading import Desk

_CHARTS = {
    "bar": gettext_lazy("棒グラフ"),
    "pie": gettext_lazy("円グラフ"),
    "dot": gettext_lazy("点と幅の図"),
}


@dataclass(frozen=True)
class Offers:
    """What a claim's questions offer, by their name.

    `choices`: what can be chosen; None: too much, it is typed. `types`: of questions whose type
    hangs on what was chosen. `units`: in what a number is typed. `margin`: how the smallest
    difference is. `needless`: what needs no asking.
    """

    kind: str
    choices: Mapping[str, Pairs | None]
    types: Mapping[str, str]
    units: Mapping[str, str]
    margin: kinds.Margin
    needless: frozenset[str]


def of(desk: Desk) -> Offers:
    """What can be chosen for the claim on the desk."""
    values, table = desk.values, desk.table
    kind = values["kind"]
    chosen = {name: choices.column_of(values[name], table=table) for name in claims.COLUMNS}
    found: dict[str, Pairs | None] = {
        "table": desk.tables,
        "kind": _kinds(),
        "direction": _ways(kind),
        "chart": tuple((name, str(_CHARTS[name])) for name in kinds.charts(kind)),
    }
    for name in claims.COLUMNS:
        offered = choices.columns(table, types=kinds.types(kind, name))
        found[name] = choices.named(offered)
    for part, column in (("part", "column"), ("group_part", "group_column")):
        parts = choices.parts(chosen[column])
        found[part] = tuple((each.value, str(choices.PARTS[each])) for each in parts)
    found |= _values(desk)
    found["conditions"] = choices.named(choices.columns(table))
    moment = chosen["time_column"]
    own = choices.column_of(values["column"], table=table)
    margin = kinds.margin(values)
    unit = str(margin.unit) or (values["unit"] or (own.unit if own else ""))
    return Offers(
        kind=kind,
        choices=found,
        types={"changed_at": "date" if moment and moment.type in kinds.DAYS else "number"},
        units={"smallest": "" if margin is kinds.RANK else unit},
        margin=margin,
        needless=_needless(desk, found, with_moment=moment is not None),
    )


@dataclass(frozen=True)
class KindOffer:
    """A kind of claim as it is offered."""

    value: str
    said: str
    example: str
    chosen: bool


def kinds_by_group(chosen: str) -> list[tuple[str, list[KindOffer]]]:
    """The kinds with what they have in common as headings."""
    found: dict[str, list[KindOffer]] = {}
    for kind, each in kinds.KINDS.items():
        offer = KindOffer(kind.value, str(each.said), str(each.example), kind.value == chosen)
        found.setdefault(str(each.group), []).append(offer)
    return list(found.items())


def _kinds() -> Pairs:
    return tuple((kind.value, str(each.said)) for kind, each in kinds.KINDS.items())


def _ways(kind: str) -> Pairs:
    found = kinds.kind_of(kind)
    names = ("higher", "lower", "differs")
    return tuple(zip(names, map(str, found.ways), strict=True)) if found else ()


def _values(desk: Desk) -> dict[str, Pairs | None]:
    found: dict[str, Pairs | None] = {
        name: None if each is None else tuple(each)
        for name, each in claims.offers(desk.values, table=desk.table).items()
    }
    second = found["group_b"]
    if second:
        found["group_b"] = ((kinds.REST, _("それ以外のすべて")), *second)
    return found


def _needless(
    desk: Desk, found: Mapping[str, Pairs | None], *, with_moment: bool
) -> frozenset[str]:
    asked = {
        "part": len(found["part"] or ()) > 1,
        "group_part": len(found["group_part"] or ()) > 1,
        "categories": found["categories"] != (),
        "group_a": found["group_a"] != (),
        "group_b": found["group_b"] != (),
        "changed_at": with_moment,
        "standard": bool(desk.values["strata_column"]),
        "unit": bool(desk.values["column"]) and _has_unit(desk.values),
        "chart": len(found["chart"] or ()) > 1,
    }
    return frozenset(name for name, needed in asked.items() if not needed)


def _has_unit(values: Mapping[str, Any]) -> bool:
    """Of a rate in a series the claim is a share: what its numbers count does not matter."""
    by_population = kinds.margin(values) is kinds.PERCENT
    return not by_population or "population_column" in kinds.needs(values["kind"])

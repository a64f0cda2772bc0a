"""A claim as it is typed, and as the engine knows it.

Typed values are named as the claim's parts, but `smallest` (times the kind's scale), `expected`
(％), `season` (yes or no), and `conditions` and `standard`, which are rows. A claim takes from
them what its kind asks; the others stay where they are, in case the kind is chosen again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tomoni.academy.steps.analysis import choices, conditions, kinds
from tomoni.academy.steps.analysis.choices import Given
from tomoni.academy.steps.analysis.kinds import REST
from tomoni.engine import evidence
from tomoni.engine.core import Table
from tomoni.engine.evidence import Change, ChartKind, Claim, Coverage, Direction
from tomoni.engine.tables import Part

Values = Mapping[str, Any]
BLANK = "＿＿"
"""Where the growing sentence still lacks a part."""
COLUMNS = (
    "column", "group_column", "other_column", "population_column", "strata_column", "time_column",
    "unit_column",
)  # fmt: skip
_WORDS: Mapping[str, tuple[str, ...]] = {
    "direction": tuple(Direction),
    "coverage": tuple(Coverage),
    "change": tuple(Change),
    "season": ("yes", "no"),
}
_TEXTS = (
    *COLUMNS, "direction", "coverage", "change", "expected_reason", "subject", "period", "reason",
    "refuted_if", "sketch",
)  # fmt: skip
_PARTS = {"part": "column", "group_part": "group_column"}
_LISTS = ("categories", "conditions", "standard")
_NUMBERS = ("expected", "smallest", "changed_at")
_SOURCES = {
    "categories": ("column", "part"),
    "group_a": ("group_column", "group_part"),
    "group_b": ("group_column", "group_part"),
    "changed_at": ("time_column", ""),
}
_OFFERED = ("categories", "group_a", "group_b")


@dataclass(frozen=True)
class Typed:
    """One part of a claim that is typed otherwise than it is kept."""

    part: str
    read: Callable[[Values, Table | None], Any]
    write: Callable[[Claim], Any]


def source(values: Values, name: str) -> tuple[str, Part]:
    """The column whose values are asked for, and the part of it.

    Without a column of groups the one group is a value of what tells places or people apart.
    """
    column, part = _SOURCES[name]
    if column not in kinds.asked(values["kind"]):
        column, part = "unit_column", ""
    return values[column], Part(values[part] or Part.VALUE) if part else Part.VALUE


def _given(text: str, *, values: Values, name: str, table: Table | None) -> Given:
    column, part = source(values, name)
    return choices.category(text, column=choices.column_of(column, table=table), part=part)


def _one(values: Values, table: Table | None, *, name: str) -> Given | None:
    if values[name] in (None, "", REST):
        return None
    return _given(choices.text(values[name]), values=values, name=name, table=table)


def _categories(values: Values, table: Table | None) -> list[Given]:
    given = partial(_given, values=values, name="categories", table=table)
    return [given(each) for each in values["categories"]]


def _smallest(values: Values, _table: Table | None) -> float:
    return _divided(values["smallest"], by=kinds.margin(values).scale)


def _smallest_typed(claim: Claim) -> float:
    values = {"kind": claim.kind.value, "population_column": claim.population_column}
    return _tidy(claim.smallest_difference * kinds.margin(values).scale)


def _unit(values: Values, table: Table | None) -> str:
    """What is typed, else what the table says of the column that it is about."""
    per_population = "population_column" in kinds.needs(values["kind"])
    name = values["population_column" if per_population else "column"]
    column = choices.column_of(name, table=table)
    return values["unit"] or (column.unit if column else "")


def _standard(values: Values, _table: Table | None) -> dict[str, float]:
    return {row["stratum"]: row["persons"] for row in values["standard"] if row["stratum"]}


def _filters(values: Values, table: Table | None) -> list[dict[str, Any]]:
    return conditions.filters_of(values["conditions"], table=table) if table else []


def _expected(values: Values, _table: Table | None) -> float | None:
    percent = values["expected"]
    return None if percent is None else _divided(percent, by=100)


def _divided(number: float, *, by: float) -> float:
    """33.3 % as 0.333: without the dust that dividing in binary leaves."""
    return float(f"{number / by:.12g}")


def _tidy(number: float) -> float:
    rounded = float(f"{number:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


def _text(value: Given | None, *, without: str = "") -> str:
    return without if value is None else choices.text(value)


_TYPED: Mapping[str, Typed] = {
    "part": Typed("part", lambda v, _t: v["part"] or Part.VALUE, lambda c: c.part.value),
    "group_part": Typed(
        "group_part", lambda v, _t: v["group_part"] or Part.VALUE, lambda c: c.group_part.value
    ),
    "categories": Typed("categories", _categories, lambda c: [*map(choices.text, c.categories)]),
    "group_a": Typed("group_a", partial(_one, name="group_a"), lambda c: _text(c.group_a)),
    "group_b": Typed(
        "group_b", partial(_one, name="group_b"), lambda c: _text(c.group_b, without=REST)
    ),
    "changed_at": Typed(
        "changed_at", partial(_one, name="changed_at"), lambda c: c.changed_at
    ),
    "expected": Typed(
        "expected", _expected, lambda c: None if c.expected is None else _tidy(c.expected * 100)
    ),
    "smallest": Typed("smallest_difference", _smallest, _smallest_typed),
    "unit": Typed("unit", _unit, lambda c: c.unit),
    "season": Typed(
        "season", lambda v, _t: v["season"] == "yes", lambda c: "yes" if c.season else "no"
    ),
    "standard": Typed(
        "standard", _standard,
        lambda c: [{"stratum": each, "persons": _tidy(n)} for each, n in c.standard.items()],
    ),
    "conditions": Typed(
        "filters", _filters,
        lambda c: conditions.rows_of(each.model_dump(mode="json") for each in c.filters),
    ),
    "chart": Typed(
        "chart", lambda v, _t: ChartKind(v["chart"]) if v["chart"] else None,
        lambda c: c.chart.value if c.chart else "",
    ),
}  # fmt: skip


def empty(*, table: str) -> dict[str, Any]:
    """What a claim begins with: no kind yet."""
    blank = ("title", "kind", *_TEXTS, *_PARTS, "group_a", "unit", "chart")
    return {
        **dict.fromkeys(blank, ""),
        **{name: words[0] for name, words in _WORDS.items()},
        **{name: [] for name in _LISTS},
        **dict.fromkeys(_NUMBERS),
        "table": table,
        "group_b": REST,
    }


def values_of(claim: Claim, *, table: str, title: str) -> dict[str, Any]:
    """A claim as it would be typed."""
    return empty(table=table) | {
        "title": title,
        "kind": claim.kind.value,
        **{name: str(getattr(claim, name)) for name in _TEXTS},
        **{name: typed.write(claim) for name, typed in _TYPED.items()},
    }


def claim_of(values: Values, *, table: Table | None) -> Claim:
    """The claim, not locked. The values must hold numbers where they hold any."""
    asked = kinds.asked(values["kind"])
    given = {name: values[name] for name in _TEXTS if name in asked}
    typed = {one.part: one.read(values, table) for name, one in _TYPED.items() if name in asked}
    return Claim.model_validate({"kind": values["kind"], **given, **typed})


def sentence(values: Values, *, table: Table | None) -> str:
    """The sentence that grows with the claim: blanks stand for what it still lacks."""
    if not values["kind"]:
        return ""
    number, most = values["smallest"], kinds.margin(values).most
    measured = isinstance(number, int | float) and 0 < number <= (most or number)
    lacking = _lacking(values)
    filled = {**values, **dict.fromkeys(lacking, BLANK), "expected": _percent(values)}
    filled["conditions"] = [row for row in values["conditions"] if row["column"]]
    filled["standard"] = []
    if "categories" in lacking:
        filled |= {"categories": [BLANK], "part": ""}
    if not measured:
        filled["smallest"] = 1
    claim = claim_of(filled, table=table)
    if measured:
        return claim.sentence
    before, _margin, after = claim.sentence.rpartition(evidence.margin_words(claim))
    return f"{before}{BLANK}{after}"


def _lacking(values: Values) -> list[str]:
    """The parts of the sentence that are still empty."""
    needed = {"column", "categories", "group_column", "group_a", *kinds.needs(values["kind"])}
    return [
        name for name in kinds.asked(values["kind"])
        if name in needed and values[name] in ("", None, [])
    ]  # fmt: skip


def _percent(values: Values) -> float | None:
    number = values["expected"]
    return number if isinstance(number, int | float) and 0 <= number <= 100 else None


def settled(values: Values, *, table: Table | None) -> dict[str, Any]:
    """The values with what the table or the kind of claim no longer offers taken out."""
    found: dict[str, Any] = {**empty(table=""), **values}
    if kinds.kind_of(found["kind"]) is None:
        found["kind"] = ""
    for name, words in _WORDS.items():
        found[name] = found[name] if found[name] in words else words[0]
    for name in COLUMNS:
        offered = choices.columns(table, types=kinds.types(found["kind"], name))
        found[name] = found[name] if found[name] in {each.name for each in offered} else ""
    for part, name in _PARTS.items():
        known = choices.parts(choices.column_of(found[name], table=table))
        found[part] = found[part] if found[part] in known else next(iter(known), "")
    for name, values_offered in offers(found, table=table).items():
        found[name] = _still(found[name], values_offered)
    found["group_b"] = found["group_b"] or REST
    if found["chart"] not in kinds.charts(found["kind"]):
        found["chart"] = ""
    return found


def offers(values: Values, *, table: Table | None) -> dict[str, list[tuple[str, str]] | None]:
    """The values that each question about values offers; None: too many, they are typed."""
    found = {name: source(values, name) for name in _OFFERED}
    known = {each: choices.values(table, column=each[0], part=each[1]) for each in found.values()}
    return {name: known[each] for name, each in found.items()}


def _still(chosen: Any, offered: Iterable[tuple[str, str]] | None) -> Any:
    if offered is None:
        return chosen
    known = {REST, *(value for value, _label in offered)}
    if isinstance(chosen, list):
        return [each for each in chosen if each in known]
    return chosen if chosen in known else ""

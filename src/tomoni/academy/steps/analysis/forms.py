"""The form of a claim: its fields, what was posted, what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.steps.analysis import conditions, kinds, questions
from tomoni.academy.steps.analysis.offers import Offers
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

Values = Mapping[str, Any]
Fields = Mapping[str, FieldView]
SHOWN = "shown"
"""The hidden entry that names the fields that were on the page: not all that is empty is posted."""
CHANGES = {
    "table", "column", "part", "group_column", "group_part", "population_column",
    "strata_column", "time_column", "unit_column",
}  # fmt: skip
"""What can be chosen elsewhere depends on these."""
_LINES = ("categories",)
LONGEST = {"short_text": 100, "long_text": 2000}
_APART = (("other_column", "column"), ("population_column", "column"))
"""Columns that cannot be the same one."""
_COLUMN_OF = {
    "categories": "column", "part": "column", "expected": "column", "expected_reason": "column",
    "group_a": "group_column", "group_b": "group_column", "group_part": "group_column",
    "changed_at": "time_column", "standard": "strata_column",
}  # fmt: skip
_VALUES = ("categories", "group_a", "changed_at", "conditions")
_PLACES: Mapping[str, tuple[str, ...]] = {
    "categories-missing": ("categories",),
    "categories-repeated": ("categories",),
    "no-such-category": _VALUES,
    "category-impossible": _VALUES,
    "filter-values": ("conditions",),
    "expected-missing": ("expected",),
    "expected-impossible": ("categories",),
    "expected-unexplained": ("expected_reason",),
    "groups-missing": ("group_a",),
    "groups-same": ("group_b",),
    "groups-too-many": ("group_column",),
    "chart-impossible": ("chart",),
    "unknown-column": ("column", "conditions"),
    "wrong-type": ("part", "group_part", "time_column", "conditions"),
    "not-a-number": ("column", "other_column", "population_column"),
    "not-counts": ("column",),
    "no-spread": ("column", "other_column"),
    "population-missing": ("population_column",),
    "standard-incomplete": ("standard", "strata_column"),
    "periods-repeated": ("time_column",),
    "periods-few": ("changed_at",),
    "events-few": ("changed_at",),
    "unit-in-both": ("unit_column",),
    "no-rows": ("column", "group_column"),
}
"""Where the errors of the engine are shown; of several places the one of the column named."""


@dataclass(frozen=True)
class Section:
    """Fields that belong together, each with whether it changes what others offer."""

    title: str
    fields: tuple[tuple[FieldView, bool], ...]

    @property
    def changes(self) -> bool:
        return any(changes for _field, changes in self.fields)


def fields(values: Values, *, offers: Offers) -> dict[str, FieldView]:
    """The fields that the kind of claim asks for, by name, holding the values."""
    return {
        name: _filled(questions.field(name, offers=offers), values)
        for name in kinds.asked(offers.kind)
        if name not in offers.needless
    }


def _filled(field: FieldView, values: Values) -> FieldView:
    value = values.get(field.name)
    if field.name in _LINES and not field.many:
        value = "\n".join(value or ())
    if value == kinds.REST and not field.choices:
        value = ""
    return replace(field, value=value)


def sections(fields: Fields) -> tuple[Section, ...]:
    """The fields in the order in which one thinks."""
    titles = {
        _("どのデータで見ますか"): (
            "table", "title", "subject", "other_column", "column", "part", "categories", "unit",
            "population_column", "unit_column", "coverage", "period",
        ),
        _("どのグループをくらべますか"): (
            "group_column", "group_part", "group_a", "group_b", "strata_column", "standard",
        ),
        _("いつ変わりましたか"): (
            "time_column", "changed_at", "change", "season",
        ),
        _("どの行を見ますか"): ("conditions",),
        _("どれだけ違うと考えますか"): ("direction", "expected", "expected_reason", "smallest"),
        _("見る前に書いておくこと"): ("reason", "refuted_if", "sketch", "chart"),
    }  # fmt: skip
    found = (
        Section(title, tuple((fields[name], name in CHANGES) for name in names if name in fields))
        for title, names in titles.items()
    )
    return tuple(each for each in found if each.fields)


def read(post: QueryDict, *, fields: Fields) -> dict[str, FieldView]:
    """The same fields holding what was posted; one that was not shown stays as it is."""
    shown = {*post.get(SHOWN, "").split(), *(name.partition("-")[0] for name in post)}
    known = {each.name: each for each in read_fields(post, fields=tuple(fields.values()))}
    return {name: known[name] if name in shown else each for name, each in fields.items()}


def typed(fields: Fields) -> dict[str, Any]:
    """The values of the fields, lists of lines as lists."""
    return {
        name: _lines(each.value) if name in _LINES and not each.many else each.value
        for name, each in fields.items()
    }


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def checked(fields: Fields, *, offers: Offers) -> dict[str, FieldView]:
    """The fields, each with what it still lacks before the claim can be locked."""
    found = {
        name: fitting(require(_number(each)), longest={} if name in _LINES else LONGEST)
        for name, each in fields.items()
    }
    found |= {
        name: _within(found[name], most=most)
        for name, most in (("smallest", offers.margin.most), ("expected", 100))
        if name in found
    }
    if "conditions" in found:
        found["conditions"] = conditions.checked(found["conditions"])
    if "standard" in found:
        found["standard"] = _persons(found["standard"])
    for name, other in _APART:
        if name in found and found[name].text and found[name].text == found[other].text:
            sentence = _("「%(label)s」には、「%(other)s」とは別の列を選んでください。")
            words = {"label": found[name].label, "other": found[other].label}
            found[name] = replace(found[name], errors=(sentence % words,))
    return found


def _within(field: FieldView, *, most: float | None) -> FieldView:
    number = field.value
    if not isinstance(number, int | float):
        return field
    if number <= 0 and field.name == "smallest":
        sentence = _("「%(label)s」は0より大きい数にしてください。")
    elif number < 0:
        sentence = _("「%(label)s」は0以上の数にしてください。")
    elif most is not None and number > most:
        sentence = _("「%(label)s」は%(most)sまでの数にしてください。")
    else:
        return field
    words = {"label": field.label, "most": f"{most or 0:,}"}
    return replace(field, errors=(sentence % words,))


def _persons(field: FieldView) -> FieldView:
    wrong = {
        (place, name): (_("区分と人数の両方を書いてください。"),)
        for place, row in enumerate(field.value or ())
        for name in ("stratum", "persons")
        if row[name] in ("", None) or (name == "persons" and not _is_count(row[name]))
    }
    return replace(field, cell_errors={**(field.cell_errors or {}), **wrong})


def _is_count(number: Any) -> bool:
    return isinstance(number, int | float) and number >= 0


def _number(field: FieldView) -> FieldView:
    if field.type != "number" or not isinstance(field.value, str) or not field.value:
        return field
    sentence = _("「%(label)s」は数字で書いてください（例：10）")
    return replace(field, errors=(sentence % {"label": field.label},))


def place_of(code: str, params: Mapping[str, Any], *, values: Values) -> str:
    """The field that an error of the engine is about; empty when it is about none."""
    if code in ("claim-incomplete", "part-missing"):
        return str(params.get("field", ""))
    if code == "no-rows" and values["conditions"]:
        return "conditions"
    places = _PLACES.get(code, ())
    column = str(params.get("column", ""))
    named = (name for name in places if column in _columns(name, values))
    asked = kinds.asked(values["kind"])
    return next((name for name in named if name in asked), next(iter(places), ""))


def _columns(name: str, values: Values) -> Iterable[str]:
    if name == "conditions":
        return [row["column"] for row in values["conditions"]]
    return [values[_COLUMN_OF.get(name, name)]]


def with_error(fields: Fields, *, name: str, sentence: str) -> dict[str, FieldView]:
    """The fields with one more error beside the field of that name."""
    return {
        each.name: replace(each, errors=(*each.errors, sentence)) if each.name == name else each
        for each in fields.values()
    }

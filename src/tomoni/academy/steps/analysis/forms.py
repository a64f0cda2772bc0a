"""The form of a claim: its fields, what was posted, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.steps.analysis import questions
from tomoni.academy.steps.analysis.questions import SHARE, TWO, Offers
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields, require

Values = Mapping[str, Any]
_ASKED_OF = {SHARE: ("expected", "expected_reason"), TWO: (
    "group_column", "group_part", "group_a", "group_b",
)}  # fmt: skip
CHANGES = {"kind", "table", "column", "part", "group_column", "group_part"}
"""What can be chosen elsewhere depends on these."""
_LINES = ("categories",)
_FIELD_OF = {
    "categories-missing": "categories",
    "categories-repeated": "categories",
    "no-such-category": "categories",
    "category-impossible": "categories",
    "expected-missing": "expected",
    "expected-impossible": "categories",
    "expected-unexplained": "expected_reason",
    "groups-missing": "group_a",
    "groups-same": "group_b",
    "chart-impossible": "chart",
    "unknown-column": "column",
    "wrong-type": "part",
    "no-rows": "table",
}
_IN_GROUP = {"categories": "group_a", "column": "group_column", "part": "group_part"}


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
    found = {each.name: each for each in questions.every(offers)}
    other = TWO if values["kind"] == SHARE else SHARE
    needless = {
        name
        for name, needed in (
            ("part", len(offers.parts) > 1),
            ("categories", offers.values != ()),
            ("group_part", len(offers.group_parts) > 1),
            ("group_a", offers.group_values != ()),
            ("group_b", offers.group_values != ()),
        )
        if not needed
    }
    return {
        name: _filled(each, values)
        for name, each in found.items()
        if name not in needless and name not in _ASKED_OF[other]
    }


def _filled(field: FieldView, values: Values) -> FieldView:
    value = values.get(field.name)
    if field.name in _LINES and not field.many:
        value = "\n".join(value or ())
    return replace(field, value=value)


def sections(fields: Mapping[str, FieldView]) -> tuple[Section, ...]:
    """The fields in the order in which one thinks."""
    titles = {
        _("何をくらべますか"): ("title", "kind"),
        _("どのデータで見ますか"): (
            "table", "column", "part", "categories", "subject", "coverage",
        ),
        _("2つのグループ"): ("group_column", "group_part", "group_a", "group_b"),
        _("どれだけ違うと考えますか"): ("direction", "expected", "expected_reason", "smallest"),
        _("見る前に書いておくこと"): ("reason", "refuted_if", "sketch", "chart"),
    }  # fmt: skip
    found = (
        Section(title, tuple((fields[name], name in CHANGES) for name in names if name in fields))
        for title, names in titles.items()
    )
    return tuple(each for each in found if each.fields)


def read(post: QueryDict, *, fields: Mapping[str, FieldView]) -> dict[str, FieldView]:
    """The same fields holding what was posted."""
    return {each.name: each for each in read_fields(post, fields=tuple(fields.values()))}


def typed(fields: Mapping[str, FieldView]) -> dict[str, Any]:
    """The values of the fields, lists of lines as lists."""
    return {
        name: _lines(each.value) if name in _LINES and not each.many else each.value
        for name, each in fields.items()
    }


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def checked(fields: Mapping[str, FieldView]) -> dict[str, FieldView]:
    """The fields, each with what it still lacks before the claim can be locked."""
    found = {name: require(_number(each)) for name, each in fields.items()}
    for name, low in (("smallest", 0.01), ("expected", 0)):
        each = found.get(name)
        if each and isinstance(each.value, int | float) and not low <= each.value <= 100:
            sentence = _("「%(label)s」は0から100までの数にしてください。")
            found[name] = replace(each, errors=(sentence % {"label": each.label},))
    title = found["title"]
    if len(title.text) > 100:
        sentence = _("「短い名前」は100字までにしてください。")
        found["title"] = replace(title, errors=(sentence,))
    return found


def _number(field: FieldView) -> FieldView:
    if field.type != "number" or not isinstance(field.value, str):
        return field
    sentence = _("「%(label)s」は数字で書いてください（例：10）")
    return replace(field, errors=(sentence % {"label": field.label},))


def place_of(code: str, params: Mapping[str, Any], *, values: Values) -> str:
    """The field that an error of the engine is about; empty when it is about none."""
    if code == "claim-incomplete":
        return str(params.get("field", ""))
    name = _FIELD_OF.get(code, "")
    about_group = values["kind"] == TWO and params.get("column") == values["group_column"]
    if about_group and values["group_column"] != values["column"]:
        return _IN_GROUP.get(name, name)
    return name


def with_error(
    fields: Mapping[str, FieldView], *, name: str, sentence: str
) -> dict[str, FieldView]:
    """The fields with one more error beside the field of that name."""
    return {
        each.name: replace(each, errors=(*each.errors, sentence)) if each.name == name else each
        for each in fields.values()
    }

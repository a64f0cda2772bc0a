"""The form of a question to tables: its parts, each a row or two."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import exploring_offers
from tomoni.academy.steps.analysis.conditions import checked as checked_conditions
from tomoni.academy.steps.analysis.conditions import field as conditions_field
from tomoni.academy.steps.analysis.exploring_offers import Offers
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require, with_error

Fields = tuple[FieldView, ...]
_LONGEST = {"short_text": 100}
_ROWS = {"joins": 6, "groups": 3, "measures": 6}
PLACES: Mapping[str, str] = {
    "joined-twice": "joins",
    "join-repeats": "joins",
    "key-order": "joins",
    "key-type": "joins",
    "group-twice": "groups",
    "groups-many": "groups",
    "groups-too-many": "groups",
    "pivot-too-wide": "groups",
    "rate-inside": "groups",
    "not-a-number": "measures",
    "no-rows": "conditions",
    "filter-values": "conditions",
    "category-impossible": "conditions",
}
"""Where each thing that cannot be asked is shown; others where the column that they name is."""
_NEEDS = {
    "sum": ("column",),
    "mean": ("column",),
    "median": ("column",),
    "share": ("column", "values"),
    "share_least": ("column", "values"),
    "share_most": ("column", "values"),
    "rate_1000": ("population",),
    "rate_100000": ("population",),
}
"""Of a row of measures: what each kind cannot do without."""
_LACKING = gettext_lazy("「%(label)s」が要ります。")


def fields(values: Mapping[str, Any], *, offers: Offers) -> Fields:
    """All questions of the form, holding the values."""
    return (
        FieldView(
            name="table",
            label=_("どの表にたずねますか"),
            type="choice",
            required=True,
            choices=offers.tables,
            value=values["table"],
        ),
        _joins(values, offers),
        conditions_field(
            columns=offers.columns,
            label=_("どの行を見ますか"),
            help=_("すべてに当てはまる行だけを見ます。書かなければ、すべての行を見ます。"),
            value=values["conditions"],
        ),
        _groups(values, offers),
        _measures(values, offers),
        *_compare(values, offers),
        FieldView(
            name="title",
            label=_("この問いの名前"),
            good=_("町ごとの許可の件数"),
            help=_("保存するときに付けます。"),
            value=values["title"],
        ),
    )


def _joins(values: Mapping[str, Any], offers: Offers) -> FieldView:
    return FieldView(
        name="joins",
        label=_("ほかの表をつなぐ"),
        type="rows",
        columns=(
            FieldView(name="left", label=_("この列"), type="choice", choices=offers.columns),
            FieldView(
                name="form",
                label=_("そろえ方"),
                type="choice",
                choices=exploring_offers.named(exploring_offers.FORMS),
            ),
            FieldView(name="right", label=_("つなぐ表の列"), type="choice", choices=offers.others),
        ),
        rows_most=_ROWS["joins"],
        help=_(
            "同じものを指す列どうしを選びます。つなぐ表は、1つの値に1行である必要があります。"
            "鍵の列が2つあるときは、2行に分けて書きます。"
        ),
        value=values["joins"],
    )


def _groups(values: Mapping[str, Any], offers: Offers) -> FieldView:
    return FieldView(
        name="groups",
        label=_("何で分けますか"),
        type="rows",
        columns=(
            FieldView(name="column", label=_("列"), type="choice", choices=offers.columns),
            FieldView(name="part", label=_("見るところ"), type="choice", choices=offers.parts),
            FieldView(
                name="place",
                label=_("並べ方"),
                type="choice",
                choices=exploring_offers.named(exploring_offers.DIRECTIONS),
            ),
        ),
        rows_most=_ROWS["groups"],
        help=_("分けなければ、全体を1つの数で答えます。"),
        value=values["groups"],
    )


def _measures(values: Mapping[str, Any], offers: Offers) -> FieldView:
    return FieldView(
        name="measures",
        label=_("何を計算しますか"),
        type="rows",
        columns=(
            FieldView(
                name="kind",
                label=_("計算"),
                type="choice",
                choices=exploring_offers.named(exploring_offers.MEASURES),
            ),
            FieldView(name="column", label=_("列"), type="choice", choices=offers.columns),
            FieldView(name="values", label=_("割合の値")),
            FieldView(
                name="population", label=_("人口の列"), type="choice", choices=offers.columns
            ),
        ),
        rows_most=_ROWS["measures"],
        help=_(
            "「割合の値」は割合のときに、「人口の列」は人口あたりのときに書きます。"
            "何も書かなければ、件数を数えます。"
        ),
        value=values["measures"],
    )


def _compare(values: Mapping[str, Any], offers: Offers) -> Fields:
    return (
        FieldView(
            name="compare_column",
            label=_("二つの時期を分ける列"),
            type="choice",
            choices=offers.columns,
            value=values["compare_column"],
        ),
        FieldView(
            name="compare_part",
            label=_("見るところ"),
            type="choice",
            choices=offers.parts,
            value=values["compare_part"],
        ),
        FieldView(name="before", label=_("前"), good=_("2022年度"), value=values["before"]),
        FieldView(name="after", label=_("あと"), good=_("2023年度"), value=values["after"]),
    )


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields holding what was posted."""
    return read_fields(post, fields=fields)


def typed(fields: Fields) -> dict[str, Any]:
    """What the fields hold, by name."""
    return {field.name: field.value for field in fields}


def checked(fields: Fields) -> Fields:
    """The fields with what is lacking or too much."""
    values = typed(fields)
    found = tuple(_checked(field, values) for field in fields)
    return tuple(fitting(require(field), longest=_LONGEST) for field in found)


def _checked(field: FieldView, values: Mapping[str, Any]) -> FieldView:
    if field.name == "conditions":
        return checked_conditions(field)
    if field.name in _ROWS:
        labels = {column.name: column.label for column in field.columns}
        lacking = {
            (place, name): (_LACKING % {"label": labels[name]},)
            for place, row in enumerate(field.value or ())
            for name in _needed(field.name, row)
            if not row[name]
        }
        return replace(field, cell_errors={**(field.cell_errors or {}), **lacking})
    if field.name in {"before", "after"} and values["compare_column"] and not field.text:
        return replace(field, errors=(_LACKING % {"label": field.label},))
    return field


def _needed(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """What a row cannot do without."""
    if name == "measures":
        return ("kind", *_NEEDS.get(row["kind"], ()))
    return ("left", "right") if name == "joins" else ("column",)


def refused(fields: Fields, *, code: str, column: str, sentence: str) -> Fields:
    """The fields when the question cannot be asked; `column`: the one that the error names."""
    holding = (field.name for field in fields if column and _holds(field, column))
    name = PLACES.get(code) or next(holding, "table")
    return with_error(fields, name=name, sentence=sentence)


def _holds(field: FieldView, column: str) -> bool:
    """Whether the column, be it a joined table's, is chosen in the field."""
    rows = field.value if field.type == "rows" else [{"": field.value}]
    chosen = (cell for row in rows or () for cell in row.values())
    return any(cell == column or str(cell).endswith(f".{column}") for cell in chosen)

"""The questions about a table for the public."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.steps.data.releasing import OfferView
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require, with_error

MOST_SIDES = 3
_LONGEST = {"short_text": 100}
_ROWS = "="
"""Rows are counted; no column is called so."""


def fields(
    *, by: Sequence[str], sums: Sequence[str], rules: Sequence[tuple[str, str]], rule: str
) -> tuple[FieldView, ...]:
    """What the table is called, what it counts by what, and by which rule it hides."""
    return (
        FieldView("title", _("表の名前"), required=True, good=_("学校区ごとの申請の件数")),
        *_sides(by),
        FieldView(
            "value", _("何を数えるか"), "choice", required=True, value=_ROWS,
            choices=((_ROWS, _("行の数（件数）")), *((each, _sum_of(each)) for each in sums)),
        ),
        FieldView(
            "rule", _("出さない数のきまり"), "choice", required=True, value=rule,
            choices=tuple(rules),
            help=_("このきまりより少ない数と、引き算でそれが分かる数を■にします。"),
        ),
        *_more(by),
    )  # fmt: skip


def _sides(by: Sequence[str]) -> tuple[FieldView, ...]:
    return tuple(
        FieldView(
            name=f"side_{number}",
            label=_("分け方 %(number)s") % {"number": number},
            type="choice",
            required=number == 1,
            choices=tuple(by),
            help=_("この列の値ごとに数えます。") if number == 1 else "",
        )
        for number in range(1, MOST_SIDES + 1)
    )


def _more(by: Sequence[str]) -> tuple[FieldView, ...]:
    """What is seldom needed."""
    return (
        FieldView(
            "joined", _("合わせる区分（合算）"), "rows",
            help=_("小さい区分を合わせると、■を減らせます。"),
            columns=(
                FieldView("column", _("列"), "choice", choices=tuple(by)),
                FieldView("labels", _("合わせる値（「、」で区切る）")),
            ),
        ),
        FieldView(
            "people", _("地域ごとの人口"), "rows",
            help=_("「介護DB準拠」のときだけ書きます。「分け方 1」の地域の人口です。"),
            columns=(
                FieldView("area", _("地域")), FieldView("count", _("人口"), "number", unit=_("人")),
            ),
        ),
    )  # fmt: skip


def read(post: QueryDict, *, fields: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    """The fields with what was posted, and what is wrong with it."""
    found = tuple(
        fitting(require(each), longest=_LONGEST) for each in read_fields(post, fields=fields)
    )
    sides = [each.text for each in found if each.name.startswith("side_") and each.text]
    if len(set(sides)) == len(sides):
        return found
    sentence = _("同じ列を2回選んでいます。ほかの列を選んでください。")
    return with_error(found, name=f"side_{len(sides)}", sentence=sentence)


def said(fields: tuple[FieldView, ...]) -> dict[str, Any]:
    """What the engine is told."""
    values = {each.name: each.text for each in fields}
    rows = {each.name: each.value or [] for each in fields if each.type == "rows"}
    joined: dict[str, list[list[str]]] = {}
    for row in rows["joined"]:
        labels = [label.strip() for label in (row["labels"] or "").split("、") if label.strip()]
        if row["column"] and len(labels) > 1:
            joined.setdefault(row["column"], []).append(labels)
    people = {row["area"]: int(row["count"]) for row in rows["people"] if row["count"] is not None}
    sides = (values[f"side_{number}"] for number in range(1, MOST_SIDES + 1))
    return {
        "by": [side for side in sides if side],
        "value": "" if values["value"] == _ROWS else values["value"],
        "rule": values["rule"],
        "layout": {
            "title": values["title"],
            "joined": joined,
            "populations": {values["side_1"]: people} if people else None,
        },
    }


def joining(fields: tuple[FieldView, ...], *, offer: OfferView) -> tuple[FieldView, ...]:
    """The fields with an offer of 合算 taken up."""
    rows = [{"column": offer.column, "labels": "、".join(labels)} for labels in offer.joined]
    return tuple(replace(each, value=rows) if each.name == "joined" else each for each in fields)


def _sum_of(column: str) -> str:
    return _("「%(column)s」の合計") % {"column": column}

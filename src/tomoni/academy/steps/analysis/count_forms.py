"""The form of a count."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.steps.analysis import conditions
from tomoni.academy.steps.analysis.conditions import Pairs
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields, require


def fields(*, columns: Pairs, values: Mapping[str, Any]) -> tuple[FieldView, ...]:
    """The name of the number and the conditions on the rows."""
    return (
        FieldView(
            name="label",
            label=_("数の名前"),
            required=True,
            good=_("1年に更新する許可の件数"),
            help=_("提案書や業務フローで、この数を呼ぶ名前です。"),
            value=values["label"],
        ),
        conditions.field(
            columns=columns,
            label=_("数える行の条件"),
            help=_(
                "条件は、すべてに当てはまる行だけを数えます。値がいくつもあるときは「、」で"
                "区切ります。条件を書かなければ、すべての行を数えます。"
            ),
            value=values["conditions"],
        ),
    )


def read(post: QueryDict, *, fields: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    """The fields with what was posted and what is wrong with it."""
    label, rows = read_fields(post, fields=fields)
    if len(label.text) > 100:
        label = replace(label, errors=(_("「数の名前」は100字までにしてください。"),))
    return require(label), conditions.checked(rows)


def refused(fields: tuple[FieldView, ...], *, sentence: str) -> tuple[FieldView, ...]:
    """The fields when the conditions do not fit the table."""
    return tuple(
        replace(each, errors=(sentence,)) if each.name == "conditions" else each for each in fields
    )

"""A worksheet of a curriculum as fields to fill in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from tomoni.academy.ui.fields import FieldView
from tomoni.engine import cases

ROWS_SHOWN = 3
Offered = tuple[str | tuple[str, str], ...]


def own_choices(field: cases.Field) -> Offered:
    """The choices that the curriculum itself offers."""
    return field.choices


def field_view(
    field: cases.Field,
    *,
    value: Any = None,
    disabled: bool = False,
    offered: Callable[[cases.Field], Offered] = own_choices,
) -> FieldView:
    """The field holding the value; `offered`: what can be chosen in a field or a column."""
    return FieldView(
        name=field.name,
        label=field.label,
        type=field.type.value,
        required=field.required,
        help=field.help,
        good=field.good,
        bad=field.bad,
        value=value,
        unit=field.unit,
        choices=offered(field),
        columns=tuple(
            field_view(column, disabled=disabled, offered=offered) for column in field.columns
        ),
        many=field.many,
        rows_shown=ROWS_SHOWN,
        max_bytes=settings.MAX_UPLOAD_BYTES,
        disabled=disabled,
    )

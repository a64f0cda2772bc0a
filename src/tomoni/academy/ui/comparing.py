"""Two forms beside each other: what stands in the one and not in the other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView

Fields = tuple[FieldView, ...]


def conflict(mine: Fields, theirs: Fields) -> list[ChangeView]:
    """What somebody else has saved beside what one has written, which would take its place."""
    return [
        ChangeView(label=own.label, left=text_of(other), right=text_of(own))
        for own, other in zip(mine, theirs, strict=True)
        if text_of(own) != text_of(other)
    ]


def text_of(field: FieldView) -> str:
    """What stands in a field of a form, as one text."""
    if field.type == "rows":
        rows = field.value or ()
        return "\n".join(_row_text(field.columns, row) for row in rows)
    if field.choices:
        return "、".join(option.label for option in field.options if option.chosen)
    return field.text


def _row_text(columns: Fields, row: Mapping[str, Any]) -> str:
    cells = (replace(column, value=row.get(column.name)) for column in columns)
    return "／".join(text for cell in cells if (text := text_of(cell)))

"""A worksheet of the curriculum as fields to fill in, and as words to read."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView
from tomoni.academy.workspaces.merging import Clash
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases

ROWS_SHOWN = 3


def field_views(
    opened: Opened, key: str, *, values: Mapping[str, Any], disabled: bool = False
) -> tuple[FieldView, ...]:
    """The fields of a worksheet, holding the values."""
    worksheet = opened.curriculum.worksheet(key)
    return tuple(
        _view(opened, field, value=values.get(field.name), disabled=disabled)
        for field in worksheet.fields
    )


def values_of(opened: Opened, key: str) -> dict[str, Any]:
    """What the newest version of the worksheet holds."""
    content = opened.content(key)
    return dict(content["values"]) if content else {}


def _view(opened: Opened, field: cases.Field, *, value: Any, disabled: bool) -> FieldView:
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
        choices=_choices(opened, field),
        columns=tuple(
            _view(opened, column, value=None, disabled=disabled) for column in field.columns
        ),
        many=field.many,
        rows_shown=ROWS_SHOWN,
        max_bytes=settings.MAX_UPLOAD_BYTES,
        disabled=disabled,
    )


def _choices(opened: Opened, field: cases.Field) -> tuple[str | tuple[str, str], ...]:
    if field.type is not cases.FieldType.REFERENCE:
        return field.choices
    artifacts = opened.case.artifacts.values()
    return tuple(
        (artifact.id, artifact.title or artifact.id)
        for artifact in artifacts
        if not field.kinds or artifact.kind in field.kinds
    )


def lines(opened: Opened, kind: str, content: Any) -> list[tuple[str, str]]:
    """A content as pairs of label and text, in the order of its fields."""
    if kind != "worksheet":
        return list(_plain_lines(content))
    worksheet = opened.curriculum.worksheet(content["worksheet"])
    values = content["values"]
    return [
        (field.label, words(opened, field, values.get(field.name))) for field in worksheet.fields
    ]


def words(opened: Opened, field: cases.Field, value: Any) -> str:
    """The value of a field as one text."""
    if value in (None, "", [], {}):
        return ""
    if field.type is cases.FieldType.ROWS:
        return "\n".join(_row_words(opened, field, row) for row in value)
    if field.type is cases.FieldType.REFERENCE:
        keys = value if isinstance(value, list) else [value]
        return "、".join(opened.titles(keys))
    if isinstance(value, list):
        return "、".join(map(str, value))
    return f"{value:,}{field.unit}" if isinstance(value, int | float) else str(value)


def _row_words(opened: Opened, field: cases.Field, row: Mapping[str, Any]) -> str:
    named = (
        (column.label, words(opened, column, row.get(column.name))) for column in field.columns
    )
    return "／".join(f"{label}：{text}" for label, text in named if text)


def _plain_lines(content: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _plain_lines(value, (*path, name))
    elif isinstance(content, list):
        for number, value in enumerate(content, start=1):
            yield from _plain_lines(value, (*path, str(number)))
    elif content not in (None, ""):
        yield " › ".join(path), str(content)


def changes(
    opened: Opened,
    kind: str,
    *,
    left: Any,
    right: Any,
) -> list[ChangeView]:
    """What differs between two contents, worded."""
    before, after = dict(lines(opened, kind, left)), dict(lines(opened, kind, right))
    return [
        ChangeView(label=label, left=before.get(label, ""), right=after.get(label, ""))
        for label in dict.fromkeys((*before, *after))
        if before.get(label, "") != after.get(label, "")
    ]


def clash_views(opened: Opened, key: str, clashes: tuple[Clash, ...]) -> list[ChangeView]:
    """The fields that both people changed, to choose from: left is one's own."""
    fields = {field.name: field for field in opened.curriculum.worksheet(key).fields}
    return [
        ChangeView(
            label=fields[clash.name].label,
            left=words(opened, fields[clash.name], clash.mine),
            right=words(opened, fields[clash.name], clash.theirs),
            name=clash.name,
        )
        for clash in clashes
        if clash.name in fields
    ]

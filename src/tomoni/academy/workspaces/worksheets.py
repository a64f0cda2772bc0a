"""A worksheet of the curriculum as fields to fill in, and as words to read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.worksheets import field_view
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView
from tomoni.academy.workspaces.merging import Clash
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases
from tomoni.engine.core import Quantity


class Titled(Protocol):
    """What knows the titles of artifacts: an opened case, or less."""

    def titles(self, keys: Iterable[str]) -> list[str]: ...


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
    return field_view(
        field, value=value, disabled=disabled, offered=lambda each: _choices(opened, each)
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
    return [(label, text) for _name, label, text in _named_lines(opened, content)]


def named_lines(opened: Opened, key: str) -> list[tuple[str, str, str]]:
    """Name, label and text of every field of a worksheet as it is now."""
    lines = _named_lines(opened, opened.content(key))
    return [(name, label, read_out(opened, text)) for name, label, text in lines]


def read_out(opened: Opened, text: str) -> str:
    """The text with the newest numbers in place of their quotes, and figures by their titles."""
    if "{{" not in text:
        return text
    numbers = {
        f"{key}.{name}": quantity
        for key in opened.case.artifacts
        if (head := opened.case.head(key)) is not None
        for name, quantity in head.quantities.items()
    }
    return "\n".join(_line_read_out(opened, line, numbers) for line in text.split("\n"))


def _line_read_out(opened: Opened, line: str, numbers: Mapping[str, Quantity]) -> str:
    figure = cases.figure_line(line)
    if figure is not None and figure.artifact in opened.case.artifacts:
        return _("［図：%(title)s］") % {"title": opened.title(figure.artifact)}
    return "".join(span.text for span in cases.resolve(line, quantities=numbers))


def _named_lines(opened: Opened, content: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    values = content["values"]
    return [
        (field.name, field.label, words(opened, field, values.get(field.name)))
        for field in opened.curriculum.worksheet(content["worksheet"]).fields
    ]


def words(opened: Titled, field: cases.Field, value: Any) -> str:
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


def _row_words(opened: Titled, field: cases.Field, row: Mapping[str, Any]) -> str:
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

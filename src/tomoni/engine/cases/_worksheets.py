"""What a filled-in worksheet holds, and what it still lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

from tomoni.engine.cases._curriculum import Curriculum, Field, FieldType, Worksheet
from tomoni.engine.cases._graph import Case, Reference
from tomoni.engine.core import Grade, Quantity, Value


class WorksheetContent(Value):
    """The values of one worksheet by field: text, number, a list of rows, or a name of a file."""

    worksheet: str
    values: dict[str, Any] = {}


def quantities_of(kind: str, content: Any, *, curriculum: Curriculum) -> dict[str, Quantity]:
    """The numbers with a unit that a worksheet offers to be quoted: its own estimates (推定)."""
    if kind != "worksheet":
        return {}
    fields = curriculum.worksheet(content["worksheet"]).fields
    return {
        field.name: Quantity(
            value=content["values"][field.name],
            unit=field.unit,
            label=field.label,
            grade=Grade.ESTIMATE,
        )
        for field in fields
        if field.type is FieldType.NUMBER and is_number(content["values"].get(field.name))
    }


def missing_fields(content: WorksheetContent, *, curriculum: Curriculum) -> tuple[Field, ...]:
    """The required fields that are still empty, in the order of the worksheet.

    A list of rows counts when a required column is empty in one of its rows, required or not.
    """
    fields = curriculum.worksheet(content.worksheet).fields
    return tuple(field for field in fields if _lacks(field, content.values.get(field.name)))


def _lacks(field: Field, value: object) -> bool:
    if value is None or value in ([], {}) or (isinstance(value, str) and not value.strip()):
        return field.required
    rows = value if field.type is FieldType.ROWS and isinstance(value, list) else []
    return any(
        _lacks(column, row.get(column.name))
        for row in rows
        if isinstance(row, Mapping)
        for column in field.columns
    )


def is_number(value: object) -> bool:
    """Whether the value is a number (True and False are not)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def references_of(
    worksheet: Worksheet, values: Mapping[str, Any], *, case: Case
) -> dict[str, Reference]:
    """The newest versions of what the reference fields of a worksheet name, by place."""
    named = dict(_named(worksheet.fields, values))
    return {
        place: Reference(artifact=key, version=len(case.versions[key]))
        for place, key in named.items()
        if case.versions.get(key)
    }


def _named(fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = values.get(field.name)
        if field.type is FieldType.REFERENCE and value:
            keys = value if isinstance(value, list) else [value]
            for key in keys:
                yield f"{field.name}.{key}", key
        elif field.type is FieldType.ROWS:
            for number, row in enumerate(value or ()):
                for place, key in _named(field.columns, row):
                    yield f"{field.name}.{number}.{place}", key

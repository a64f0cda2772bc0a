"""What became of the fields of a form while it was filled."""

from collections.abc import Mapping
from typing import Any

from tomoni.engine.core import Value
from tomoni.engine.documents._form_fields import FormField
from tomoni.engine.documents._form_values import FormPicture, field_text, form_text, is_number


class FilledForm(Value):
    """A filled form. Full names of fields: `known` were given a value, `unfilled` have none now
    and were left empty, `unknown` name nothing and still stand in the file.
    """

    data: bytes
    known: tuple[str, ...]
    unfilled: tuple[str, ...]
    unknown: tuple[str, ...]


class Filler:
    """Finds the value of each field and keeps count."""

    def __init__(
        self, values: Mapping[str, Any], *, pictures: Mapping[str, FormPicture | None]
    ) -> None:
        self.values, self.pictures = values, pictures
        self._became: dict[str, str] = {}

    def value(self, field: FormField, *, row: Mapping[str, Any] | None = None) -> tuple[bool, Any]:
        """Whether there is such a field, and its value."""
        given, name = (row, field.item) if field.item else (self.values, field.name)
        if field.picture:
            given = self.pictures
        if given is None or (name not in given and not (field.item and not given)):
            self._became[field.full_name] = "unknown"
            return False, None
        value = given.get(name)
        empty = value is None or (not field.box and not field.picture and form_text(value) == "")
        if self._became.get(field.full_name) != "known":
            self._became[field.full_name] = "unfilled" if empty else "known"
        return True, value

    def text(self, field: FormField, *, row: Mapping[str, Any] | None = None) -> str | None:
        """What a field becomes; None for one that names nothing."""
        there, value = self.value(field, row=row)
        return field_text(field, value=value) if there else None

    def is_number(self, field: FormField, *, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a number stands there."""
        given, name = (row, field.item) if field.item else (self.values, field.name)
        return not field.box and is_number((given or {}).get(name))

    def filled(self, data: bytes) -> FilledForm:
        """The file with what became of its fields."""
        by = {
            state: tuple(name for name, became in self._became.items() if became == state)
            for state in ("known", "unfilled", "unknown")
        }
        return FilledForm(data=data, **by)

"""A field of a form as a plain value: its words, its type, what is in it, what is wrong with it.

`value` by type: text, choice, date and file hold a string; number a number, or the text as typed
while it is none; rows a list of mappings by column; with `many` a list of strings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

TYPES = ("short_text", "long_text", "choice", "number", "date", "rows", "reference", "file")
MOST_RADIOS = 6
LONGEST_WORD = 16
MOST_ROWS = 500
NEW_ROW = "__index__"


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a list: its place and one field a column."""

    number: int
    cells: tuple["FieldView", ...]


@dataclass(frozen=True)
class FieldView:
    """One question. Rendered by `{% field view %}`, read back by `reading.read_field`."""

    name: str
    label: str
    type: str = "short_text"
    required: bool = False
    help: str = ""
    good: str = ""
    bad: str = ""
    value: Any = None
    errors: tuple[str, ...] = ()
    unit: str = ""
    hint: str = ""
    """Of a column of a row list: a short example below its heading."""
    choices: tuple[str | tuple[str, str], ...] = ()
    columns: tuple["FieldView", ...] = ()
    cell_errors: Mapping[tuple[int, str], tuple[str, ...]] | None = None
    many: bool = False
    rows_shown: int = 1
    """How many rows an empty list offers."""
    rows_most: int = MOST_ROWS
    accept: str = ""
    max_bytes: int = 0
    disabled: bool = False
    cell_label: str = ""
    """Only in a row list: the accessible name of the cell."""
    id_prefix: str = "field"

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(self.type)

    @property
    def id(self) -> str:
        return f"{self.id_prefix}-{self.name}"

    @property
    def in_row(self) -> bool:
        return bool(self.cell_label)

    @property
    def invalid(self) -> bool:
        return bool(self.errors or self.cell_errors)

    @property
    def template(self) -> str:
        return f"ui/_input_{self.type}.html"

    @property
    def grouped(self) -> bool:
        """Whether the field is a group of controls: a legend names it, not a label."""
        return self.type == "rows" or self.as_checkboxes or self.as_radios

    @property
    def as_checkboxes(self) -> bool:
        return self.many and self.type in {"choice", "reference"}

    @property
    def as_radios(self) -> bool:
        few = self.type == "choice" and len(self.choices) <= MOST_RADIOS
        return few and not self.many and not self.in_row

    @property
    def as_lines(self) -> bool:
        """Whether each answer is a sentence and stands in a line of its own."""
        return any(len(option.label) > LONGEST_WORD for option in self.options)

    @property
    def described_by(self) -> str:
        """Ids of the help and of the errors, for `aria-describedby`."""
        parts = ((self.help, "help"), (self.errors, "errors"))
        return " ".join(f"{self.id}-{part}" for shown, part in parts if shown)

    @property
    def text(self) -> str:
        """The value as it stands in a text control."""
        if isinstance(self.value, float):
            whole = self.value.is_integer()
            return str(int(self.value)) if whole else f"{Decimal(repr(self.value)):f}"
        return "" if self.value is None else str(self.value)

    @property
    def options(self) -> tuple[Choice, ...]:
        """The answers; a chosen one that is no longer offered stays, so that nothing is lost."""
        chosen = self.value if isinstance(self.value, list | tuple) else [self.text]
        pairs = [
            choice if isinstance(choice, tuple) else (choice, choice) for choice in self.choices
        ]
        known = {value for value, _label in pairs}
        pairs += [(each, each) for each in chosen if each and each not in known]
        return tuple(Choice(value, label, value in chosen) for value, label in pairs)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are there, or as many empty ones as `rows_shown`."""
        values = self.value or [{}] * self.rows_shown
        return tuple(self._row(place, values=row) for place, row in enumerate(values))

    @property
    def new_row(self) -> Row:
        """The row that the page copies when one is added."""
        return self._row(NEW_ROW, values={})

    def _row(self, place: int | str, *, values: Mapping[str, Any]) -> Row:
        number = place + 1 if isinstance(place, int) else 0
        cells = (
            replace(
                column,
                name=f"{self.name}-{place}-{column.name}",
                value=values.get(column.name),
                errors=(self.cell_errors or {}).get((number - 1, column.name), ()),
                cell_label=_("%(number)s行目 %(label)s")
                % {"number": number, "label": column.label},
                disabled=self.disabled,
                id_prefix=self.id_prefix,
                help="",
            )
            for column in self.columns
        )
        return Row(number=number, cells=tuple(cells))

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """Pairs of the control's id and what is wrong there, for the summary of errors."""
        own = tuple((self.id, error) for error in self.errors)
        cells = (
            (f"{self.id}-{place}-{column}", error)
            for (place, column), errors in (self.cell_errors or {}).items()
            for error in errors
        )
        return (*own, *cells)

"""Corrections that a person saved with a dataset."""

import re

from pydantic import Field, field_validator

from tomoni.engine.core import ColumnType, Value

_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


class ColumnRecipe(Value):
    """What a column is, where the reader's own understanding is to be overruled."""

    name: str = ""
    """New name; empty keeps the name in the file."""
    type: ColumnType | None = None
    unit: str = ""


class Recipe(Value):
    """How to read a file; an empty recipe leaves everything to the reader.

    Plain values only, so that `model_dump(mode="json")` goes into YAML and back.
    """

    sheet: str = ""
    """Only this sheet, hidden or not; empty reads every visible sheet."""
    range: str = ""
    """The table with its header as a spreadsheet writes it, e.g. `A3:F120`."""
    header_rows: tuple[int, ...] = ()
    """Rows of the header as the spreadsheet counts them, from 1, rising; levels join with `_`."""
    columns: dict[str, ColumnRecipe] = Field(default_factory=dict)
    """By the column's name in the file."""

    @field_validator("range")
    @classmethod
    def _is_range(cls, value: str) -> str:
        if value and _corners(value) is None:
            raise ValueError("range must look like A3:F120")
        return value

    @field_validator("header_rows")
    @classmethod
    def _are_rising(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(row < 1 for row in value) or list(value) != sorted(set(value)):
            raise ValueError("header_rows must be rising row numbers from 1")
        return value

    def corners(self) -> tuple[int, int, int, int] | None:
        """First row, first column, last row, last column of `range`, from 1; None when not set."""
        return _corners(self.range) if self.range else None


def _corners(text: str) -> tuple[int, int, int, int] | None:
    match = _RANGE.fullmatch(text.upper())
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    corners = int(top), _number(left), int(bottom), _number(right)
    return corners if corners[0] <= corners[2] and corners[1] <= corners[3] else None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

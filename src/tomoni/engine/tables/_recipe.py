"""Corrections that a person saved with a dataset."""

import re

import yaml
from pydantic import Field, ValidationError, field_validator

from tomoni.engine.core import ColumnType, Value
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._kinds import RowKind

_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


class ColumnRecipe(Value):
    """What a column is, where the reader's own understanding is to be overruled."""

    name: str = ""
    """New name; empty keeps the name in the file."""
    type: ColumnType | None = None
    unit: str = ""
    reasons: dict[str, str] = Field(default_factory=dict)
    """Spelling of a cell → why it holds no value; an empty reason makes it a value."""


class ExpectedColumn(Value):
    """A column as it was when the recipe was saved: next month's file is held against it."""

    name: str
    type: ColumnType
    unit: str = ""
    code: bool = False
    """Whether it holds codes, which lose their zeros when they become numbers."""


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
    row_kinds: dict[str, str] = Field(default_factory=dict)
    """Label of a row → its kind (`data`, `total`, `subtotal`, `part`, …), whatever it seems."""
    expected: tuple[ExpectedColumn, ...] = ()
    """The tidy table's columns when the recipe was saved; see `learn`."""
    below: bool = False
    """Whether rows right below the range were left out on purpose when the recipe was saved."""

    @field_validator("range")
    @classmethod
    def _is_range(cls, value: str) -> str:
        if value and _corners(value) is None:
            raise ValueError("range must look like A3:F120")
        return value

    @field_validator("row_kinds")
    @classmethod
    def _are_kinds(cls, value: dict[str, str]) -> dict[str, str]:
        if not set(value.values()) <= {kind.value for kind in RowKind}:
            raise ValueError("row_kinds must be " + ", ".join(kind.value for kind in RowKind))
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


def write_recipe(recipe: Recipe) -> str:
    """The recipe as YAML that a person can read and change; what says nothing is left out."""
    said = recipe.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def read_recipe(text: str) -> Recipe:
    """The recipe in a YAML text. Raises `TablesError` (`bad-recipe`) with the entry in question."""
    try:
        return Recipe.model_validate(yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "-"
        raise TablesError("bad-recipe", where=where) from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise TablesError("bad-recipe", where=where or "-") from error
    except RecursionError as error:
        raise TablesError("bad-recipe", where="-") from error


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

"""A question as a value: made of parts, written as JSON or YAML, asked of tables by name."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from tomoni.engine.core import Value
from tomoni.engine.tables import Filter, Part


class KeyForm(StrEnum):
    """How two cells are written before they are held to be the same key.

    `municipality`: 団体コード of six digits, or of five without the check digit, also where a
    spreadsheet ate the first zero. `town`: a town's name whatever its widths, blanks, 大字 and way
    to write a 丁目. `mesh_1km`, `mesh_500m`: the area mesh code (JIS X 0410) up to that mesh.
    `fiscal_year`, `month`: a day, or a number or text that begins with it (2024, 2024-05).
    """

    AS_IS = "as_is"
    MUNICIPALITY = "municipality"
    TOWN = "town"
    MESH_1KM = "mesh_1km"
    MESH_500M = "mesh_500m"
    FISCAL_YEAR = "fiscal_year"
    MONTH = "month"


class KeyPair(Value):
    """A column of what is there already (`left`) and one of the joined table (`right`)."""

    left: str
    right: str
    form: KeyForm = KeyForm.AS_IS


class Join(Value):
    """Another table beside each row; every row stays, matched or not.

    Its columns are then called `table.column`. It must have one row for each key.
    """

    table: str
    keys: tuple[KeyPair, ...] = Field(min_length=1)


class Group(Value):
    """One group for each value of a column, or of a part of its day."""

    column: str
    part: Part = Part.VALUE


class Rows(Value):
    """How many rows there are."""

    kind: Literal["rows"] = "rows"
    name: str = ""
    """What the column of the answer is called; empty: the usual name."""


class Figure(Value):
    """The sum, mean or median of a column of numbers; empty cells are left out."""

    kind: Literal["sum", "mean", "median"]
    column: str
    name: str = ""


class Share(Value):
    """The share of rows that fit all filters, of those in which none of their cells is empty."""

    kind: Literal["share"] = "share"
    filters: tuple[Filter, ...] = Field(min_length=1)
    name: str = ""


class Rate(Value):
    """Rows, or the sum of `column`, for each `per` of the sum of `population`.

    Where the population stands in a joined table every row of that table counts once, also those
    of areas in which nothing happened.
    """

    kind: Literal["rate"] = "rate"
    population: str
    column: str = ""
    per: int = Field(default=1000, ge=1)
    name: str = ""


Measure = Annotated[Rows | Figure | Share | Rate, Field(discriminator="kind")]


class Compare(Value):
    """Two periods (or any two sets of rows) side by side, with difference and ratio."""

    before: Filter
    after: Filter


class Question(Value):
    """Which rows, joined with what, grouped by what, measured how.

    `pivot` is one more group, the values of which stand side by side when the answer is shown.
    """

    table: str
    joins: tuple[Join, ...] = ()
    filters: tuple[Filter, ...] = ()
    groups: tuple[Group, ...] = ()
    measures: tuple[Measure, ...] = Field(default=(Rows(),), min_length=1)
    pivot: Group | None = None
    compare: Compare | None = None

    @property
    def all_groups(self) -> tuple[Group, ...]:
        """The groups and, last, the one that is spread over columns."""
        return self.groups if self.pivot is None else (*self.groups, self.pivot)

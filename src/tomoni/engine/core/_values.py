"""Values that travel between rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import polars as pl
from pydantic import BaseModel, ConfigDict

ROW_KIND, DATA_ROW = "row_kind", "data"
"""The column that says what a row is, where a table holds totals, and what it says of data."""


class Value(BaseModel):
    """A frozen, typed value with a JSON Schema; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Severity(StrEnum):
    """How much a finding matters: `error` blocks, `warning` wants a look, `info` was put right."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Place(Value):
    """Where something stands: rows and columns are the spreadsheet's own, from 1."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str:
        """The place as a spreadsheet writes it, e.g. `C12`; empty when it is no cell."""
        if self.row is None or self.column is None:
            return ""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{letters}{self.row}"


class Finding(Value):
    """Trouble (or a repair) in people's data: a code with parameters; the academy words it.

    `seen` quotes what stood there and is for the data's owner only, never for a log.
    """

    code: str
    severity: Severity
    place: Place = Place()
    seen: str = ""
    params: dict[str, str | int | float] = {}


class Source(Value):
    """Where a file came from and why it may be used."""

    file_name: str
    sha256: str
    size: int
    """Bytes."""
    owner: str = ""
    """The division or body that holds the data."""
    purpose: str = ""
    """Lawful purpose of use (利用目的)."""
    licence: str = ""
    attribution: str = ""
    retrieved_date: str = ""
    """ISO 8601 day; empty when not known."""


class ColumnType(StrEnum):
    """The type of a tidy column; codes (telephone, postcode, municipality) stay text."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"


class Column(Value):
    """One tidy column: its name, type, unit and how many cells are empty for which reason."""

    name: str
    type: ColumnType
    unit: str = ""
    reasons: dict[str, int] = {}
    qualifiers: dict[str, int] = {}
    """How many values say more than a number: `approximate`, `at_least`, `revised` and so on."""
    marks: dict[str, str] = {}
    """Spelling → the reason it was taken for, so that a person can see and overrule it."""
    period: str = ""
    """What a date of the column begins: `year`, `fiscal_year`, `half`, `quarter`, `month` or
    `ten_days`; empty for days."""


class Proof(Value):
    """Whether a total that a table states is the sum of the rows it stands for (検算)."""

    column: str
    """The column's name."""
    kind: str
    """The row's kind, e.g. `total`, `subtotal`."""
    label: str = ""
    """What the row calls itself."""
    place: Place = Place()
    """The cell that states the total."""
    of_rows: int
    """How many rows were added up."""
    expected: float
    """What the table states."""
    found: float
    """The sum of the rows."""
    agrees: bool


@dataclass(frozen=True)
class Table:
    """A tidy table: one row a case, one column a variable.

    `frame` has exactly the columns of `columns`, in order; shape (rows, len(columns)).
    `said` has the same rows and, under their names, those of the columns of which something is
    said cell by cell: the reason where there is no value (behind it, after a blank, what bounds
    the number: `below_limit <1.3`, `range 12～34`), the qualifier where there is one.
    """

    name: str
    columns: tuple[Column, ...]
    frame: pl.DataFrame
    sheet: str = ""
    range: str = ""
    row_kinds: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    said: pl.DataFrame | None = None
    proofs: tuple[Proof, ...] = ()
    row_numbers: pl.Series | None = None
    """Of each row the spreadsheet's number, from 1, of the row it was read from; None: unknown."""

    def data_rows(self) -> "Table":
        """The table without its totals, subtotals and parts: what may be counted and added up."""
        if self.column(ROW_KIND) is None:
            return self
        kept = self.frame[ROW_KIND] == DATA_ROW
        return replace(
            self,
            frame=self.frame.filter(kept),
            said=None if self.said is None else self.said.filter(kept),
            row_numbers=None if self.row_numbers is None else self.row_numbers.filter(kept),
        )

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

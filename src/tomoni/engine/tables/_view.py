"""A sheet as its owner sees it: every cell with what it is, merged areas, objects.

The reader wants values; who checks how a sheet is written wants to know more: whether a number is
a number or a text, where a formula stands, what floats over the cells.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Position = tuple[int, int]
"""Row and column as the spreadsheet counts them, from 1."""


class Kind(StrEnum):
    """What a cell holds."""

    NUMBER = "number"
    """A number, a day or a truth value."""
    TEXT = "text"
    ERROR = "error"


@dataclass(frozen=True)
class Cell:
    """One cell that is not blank; `text` is as stored, blanks at its ends too."""

    text: str
    kind: Kind
    formula: bool = False


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, its ends included, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Position) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    def places(self) -> Iterator[Position]:
        """Every place in it, row by row."""
        return ((row, column) for row in self.rows for column in self.columns)


@dataclass(frozen=True)
class SheetView:
    """One visible sheet, or a text file (then `name` is empty and every cell is a text)."""

    name: str
    cells: dict[Position, Cell] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    objects: tuple[tuple[Position | None, str], ...] = ()
    """Where an object is anchored, when known, and its kind: `shape`, `picture`, `chart`,
    `comment`."""

    @property
    def typed(self) -> bool:
        """Whether cells say what they are; a text file's do not."""
        return bool(self.name)

    @cached_property
    def merged(self) -> dict[Position, Area]:
        """The merged area of every place in one, as far as the sheet's cells reach."""
        deepest = max((row for row, _ in self.cells), default=0)
        widest = max((column for _, column in self.cells), default=0)
        return {
            place: area
            for area in self.merges
            for place in Area(
                area.top, area.left, min(area.bottom, deepest), min(area.right, widest)
            ).places()
        }

    def text(self, row: int, column: int) -> str:
        """The text of the cell, an empty one where there is none."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

"""The plain values that components are given, besides `fields.FieldView`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tomoni.academy.ui.words import Piece, pieces


@dataclass(frozen=True)
class StepView:
    """One step of the method. `state`: todo, doing, review or done; no `url`: not to be opened."""

    title: str
    url: str = ""
    state: str = "todo"
    current: bool = False


@dataclass(frozen=True)
class CommentView:
    """One comment and the answers to it. `role` is shown beside the name, e.g. 講師."""

    author: str
    body: str
    at: datetime
    role: str = ""
    lecturer: bool = False
    anchor: str = ""
    replies: tuple["CommentView", ...] = ()

    @property
    def initial(self) -> str:
        return self.author[:1]


@dataclass(frozen=True)
class ChangeView:
    """A field in two versions. In a merge the person picks one: posted as `name` = left | right."""

    label: str
    left: str
    right: str
    name: str = ""
    chosen: str = "left"

    @property
    def left_pieces(self) -> list[Piece]:
        return [piece for piece in pieces(self.left, self.right) if piece.kind != "added"]

    @property
    def right_pieces(self) -> list[Piece]:
        return [piece for piece in pieces(self.left, self.right) if piece.kind != "removed"]


@dataclass(frozen=True)
class Column:
    """A column of a shown table; numbers stand to the right."""

    label: str
    number: bool = False


@dataclass(frozen=True)
class TableView:
    """A table to be read: the cells of a row are texts in the order of the columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    note: str = ""
    tight: bool = False

    @property
    def cells(self) -> list[list[tuple[Column, str]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

"""What a document is made of, before it is a file of any format."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from tomoni.engine.core import Value


class Text(Value):
    """Words."""

    type: Literal["text"] = "text"
    text: str


class Number(Value):
    """A number that has a trace: `name` is its entry in the appendix, e.g. `effect.staff_hours`."""

    type: Literal["number"] = "number"
    text: str
    """The number as it is shown, with its unit."""
    name: str
    grade: str = ""


class Orphan(Value):
    """A typed-in number without a trace; it is marked in every format."""

    type: Literal["orphan"] = "orphan"
    text: str


Span = Annotated[Text | Number | Orphan, Field(discriminator="type")]


class Heading(Value):
    """A heading; 1 is a chapter."""

    type: Literal["heading"] = "heading"
    level: Literal[1, 2, 3] = 1
    text: str


class Paragraph(Value):
    """One paragraph of running text."""

    type: Literal["paragraph"] = "paragraph"
    spans: tuple[Span, ...]


class Bullets(Value):
    """A list without order."""

    type: Literal["bullets"] = "bullets"
    items: tuple[tuple[Span, ...], ...]


class Figure(Value):
    """A picture. `file` names an SVG among the files given to `render`."""

    type: Literal["figure"] = "figure"
    file: str
    alt: str
    caption: str
    wide: bool = False
    """Use the full width of the page instead of the usual width of a chart."""


class ColumnHead(Value):
    """The head of a table column; numbers stand on the right."""

    text: str
    align: Literal["left", "center", "right"] = "left"


class DataTable(Value):
    """A table; every row has as many cells as there are columns."""

    type: Literal["table"] = "table"
    caption: str
    columns: tuple[ColumnHead, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


Block = Annotated[Heading | Paragraph | Bullets | Figure | DataTable, Field(discriminator="type")]


class TraceStep(Value):
    """One version on the way from a number to its source, nearest to the number first."""

    title: str
    kind: str
    version: int
    how: str
    made_by: str
    made_at: str
    detail: str = ""


class SourceLine(Value):
    """A source file at the end of a trace."""

    file_name: str
    sha256: str
    rows: int | None = None
    owner: str = ""
    purpose: str = ""
    """Lawful purpose of use (利用目的)."""
    licence: str = ""
    attribution: str = ""


class TraceEntry(Value):
    """Where one number of the document comes from."""

    name: str
    label: str
    shown: str
    range: str = ""
    unit: str = ""
    grade: str = ""
    steps: tuple[TraceStep, ...] = ()
    sources: tuple[SourceLine, ...] = ()


class Document(Value):
    """A whole document; `date` is written as the reader reads it, e.g. 令和8年9月30日."""

    title: str
    subtitle: str = ""
    division: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    blocks: tuple[Block, ...] = ()
    traces: tuple[TraceEntry, ...] = ()
    notes: tuple[str, ...] = ()


def spans(blocks: Iterable[Block]) -> Iterator[Span]:
    """Every span of the blocks in reading order: paragraphs, lists, cells."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from block.spans
            case Bullets():
                for item in block.items:
                    yield from item
            case DataTable():
                for row in block.rows:
                    for cell in row:
                        yield from cell

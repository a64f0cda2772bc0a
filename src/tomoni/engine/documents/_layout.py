"""The document ready to be set: checked, cleaned, numbered; the same for every format.

The writers of the formats know only these values: what a number looks like, which label a table
has and how the appendix is built is decided here, once.
"""

from typing import Annotated, Literal

from pydantic import Field

from tomoni.engine.core import Value
from tomoni.engine.documents._figures import Drawing

TEXT_WIDTH_MM = 170.0
"""A4 portrait with margins of 20 mm."""

SHEET_WIDTH_MM, SHEET_HEIGHT_MM = 257.0, 145.0
"""Room for a figure on A4 landscape with the same margins, less its caption."""

ENLARGED = "（大きな図は本文のあと）"
"""Said beside a figure that stands again on a sheet."""


class Run(Value):
    """A stretch of text of one look."""

    text: str
    mark: str = ""
    """Set small beside the text: how weakly a number is known."""
    entry: int | None = None
    """The number of the appendix entry this refers to."""
    link: str = ""
    """Anchor in this document the text leads to."""
    anchor: str = ""
    """Anchor set at this text."""
    strong: bool = False


class LaidHeading(Value):
    """A heading; levels never skip one downwards."""

    type: Literal["heading"] = "heading"
    level: int
    text: str
    anchor: str = ""
    new_page: bool = False


class LaidParagraph(Value):
    """A paragraph; `keep` holds it on the page of what follows."""

    type: Literal["paragraph"] = "paragraph"
    runs: tuple[Run, ...]
    keep: bool = False


class LaidBullets(Value):
    """A list without order."""

    type: Literal["bullets"] = "bullets"
    items: tuple[tuple[Run, ...], ...]


class LaidFigure(Value):
    """A drawing at the size it is printed.

    One that would be too small to read is `enlarged`: it stands again on a `sheet`, a landscape
    page of its own after the text. A web page has no sheets, there one can zoom in.
    """

    type: Literal["figure"] = "figure"
    label: str
    caption: str
    alt: str
    drawing: Drawing
    width_mm: float
    height_mm: float
    enlarged: bool = False
    sheet: bool = False


class LaidColumn(Value):
    """The head of a column and its share of the table's width (all shares together are 1)."""

    text: str
    align: Literal["left", "center", "right"] = "left"
    share: float


class LaidTable(Value):
    """A table; a quiet one is set small and shows no caption (it is still told to readers)."""

    type: Literal["table"] = "table"
    label: str = ""
    caption: str
    columns: tuple[LaidColumn, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    quiet: bool = False


LaidBlock = Annotated[
    LaidHeading | LaidParagraph | LaidBullets | LaidFigure | LaidTable, Field(discriminator="type")
]


class Layout(Value):
    """A document ready to be set."""

    title: str
    subtitle: str
    byline: tuple[str, ...]
    authors: tuple[str, ...]
    blocks: tuple[LaidBlock, ...]

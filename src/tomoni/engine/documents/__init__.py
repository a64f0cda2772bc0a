"""A composed document → a file that a city can print, send and check.

Comes in: a `Document` (headings, paragraphs, lists, figures, tables, and the traces of its numbers)
and the SVG pictures it names. Goes out: the bytes of one .docx, .pdf or .html file, equal bytes for
equal input. Every format shows the same numbers, marks those without a source, and ends with
数値の根拠: each number's way back to its source file.
"""

from tomoni.engine.documents._document import (
    Block,
    Bullets,
    ColumnHead,
    DataTable,
    Document,
    Figure,
    Heading,
    Number,
    Orphan,
    Paragraph,
    SourceLine,
    Span,
    Text,
    TraceEntry,
    TraceStep,
    spans,
)
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._rendering import Format, render

__all__ = [
    "Block",
    "Bullets",
    "ColumnHead",
    "DataTable",
    "Document",
    "DocumentsError",
    "Figure",
    "Format",
    "Heading",
    "Number",
    "Orphan",
    "Paragraph",
    "SourceLine",
    "Span",
    "Text",
    "TraceEntry",
    "TraceStep",
    "render",
    "spans",
]

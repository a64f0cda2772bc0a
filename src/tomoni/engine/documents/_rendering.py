"""From a document to the bytes of a file."""

from collections.abc import Callable, Mapping
from typing import Literal

from tomoni.engine.documents import _page, _pdf, _word
from tomoni.engine.documents._composition import compose
from tomoni.engine.documents._document import Document
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._layout import Layout

Format = Literal["docx", "pdf", "html"]

_WRITERS: dict[str, Callable[[Layout], bytes]] = {
    "docx": _word.write,
    "html": _page.write,
    "pdf": _pdf.write,
}


def render(document: Document, *, format: Format, files: Mapping[str, bytes]) -> bytes:  # noqa: A002
    """The document as one file: Word (.docx), PDF/UA-1 (.pdf) or one web page (.html).

    `files` holds the SVG pictures that the document's figures name. Equal input gives equal bytes.

    Raises `DocumentsError`: `unknown-format`, `missing-file` (a figure names what is not given),
    `bad-figure` (no SVG, or one that reaches outside itself), `ragged-table`, `too-large`,
    `not-set` (the PDF could not be set).
    """
    if format not in _WRITERS:
        raise DocumentsError("unknown-format", format=format)
    return _WRITERS[format](compose(document, files=files))

"""A realistic proposal as a case hands it to the room, and what a reader reads of a file."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import docx
import pypdf
import pytest
import vl_convert
from docx.oxml.ns import qn
from lxml import html

from tomoni.engine.documents import Document, Format, render

_FOLDER = Path(__file__).parent
_KINDS: tuple[Format, ...] = ("docx", "pdf", "html")


class Read(Protocol):
    """The text of a rendered document without blanks."""

    def __call__(self, document: Document, *, kind: Format, plain: bool = True) -> str: ...


@pytest.fixture(params=_KINDS)
def kind(request: pytest.FixtureRequest) -> Format:
    """Each format in turn."""
    found: Format = request.param
    return found


@pytest.fixture
def proposal() -> Document:
    """Eight traced numbers, three typed-in ones, two figures, two tables."""
    return Document.model_validate_json((_FOLDER / "proposal.json").read_bytes())


@pytest.fixture
def numbers(proposal: Document) -> tuple[str, ...]:
    """Each traced number as it is shown."""
    return tuple(trace.shown for trace in proposal.traces)


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """A chart as the evidence room makes it, and a wide flow."""
    chart = vl_convert.vegalite_to_svg((_FOLDER / "months.json").read_text(encoding="utf-8"))
    return {"months.svg": chart.encode(), "flow.svg": (_FOLDER / "flow.svg").read_bytes()}


@pytest.fixture
def simple() -> Callable[..., Document]:
    """A document of one paragraph, or of the blocks given."""

    def make(text: str = "本文", **fields: object) -> Document:
        spans = [{"type": "text", "text": text}]
        blocks = fields.pop("blocks", [{"type": "paragraph", "spans": spans}])
        return Document.model_validate({"title": "題名", "blocks": blocks, **fields})

    return make


@pytest.fixture
def long_table() -> dict[str, Any]:
    """A table of 200 rows, as JSON."""
    rows = [
        [[{"type": "text", "text": f"{row}行目"}], [{"type": "text", "text": f"{row * 1000:,}円"}]]
        for row in range(1, 201)
    ]
    columns = [{"text": "項目"}, {"text": "金額", "align": "right"}]
    return {"type": "table", "caption": "長い表", "columns": columns, "rows": rows}


@pytest.fixture
def read(files: dict[str, bytes]) -> Read:
    """Renders a document and reads it as another program would."""
    readers = {"docx": _word_text, "pdf": _pdf_text, "html": _page_text}

    def reader(document: Document, *, kind: Format, plain: bool = True) -> str:
        text = readers[kind](render(document, format=kind, files=files))
        return re.sub(r"[\s\u2060\u200b]", "", text) if plain else text

    return reader


def _word_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join(
        "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in _words(paragraph))
        for paragraph in body.iter(qn("w:p"))
    )


def _words(paragraph: Any) -> Any:
    return paragraph.iter(qn("w:t"), qn("w:br"))


def _pdf_text(data: bytes) -> str:
    return "■".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _page_text(data: bytes) -> str:
    (body,) = html.document_fromstring(data.decode()).findall("body")
    return "".join(str(text) for text in body.itertext())

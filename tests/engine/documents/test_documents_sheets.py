"""A figure too wide to be read in the text stands again on a landscape page."""

import io
from collections.abc import Callable

import docx
import pypdf
import pytest
from docx.enum.section import WD_ORIENTATION

from tomoni.engine.documents import Document, render

Make = Callable[..., Document]

WIDE = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><path d="M0 0h9v9"/></svg>'
LINE = {"type": "paragraph", "spans": [{"type": "text", "text": "本文の続き"}]}


def figure(name: str) -> dict[str, object]:
    return {"type": "figure", "file": name, "alt": name, "caption": name, "wide": True}


def files(*sizes: tuple[int, int]) -> dict[str, bytes]:
    return {f"{place}.svg": WIDE % size for place, size in enumerate(sizes)}


def landscape_pages(data: bytes) -> list[bool]:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return [page.mediabox.width > page.mediabox.height for page in pages]


def test_a_pdf_has_one_landscape_page_for_each_such_figure(simple: Make) -> None:
    pictures = files((1800, 500), (1900, 600), (1200, 400))
    document = simple(blocks=[*map(figure, pictures), LINE])
    data = render(document, files=pictures, format="pdf")
    assert landscape_pages(data) == [False, True, True]
    texts = [
        page.extract_text().replace(" ", "") for page in pypdf.PdfReader(io.BytesIO(data)).pages
    ]
    assert texts[0].count("大きな図は本文のあと") == 2
    assert "本文の続き" in texts[0]
    assert "図1" in texts[1]
    assert "図2" in texts[2]


def test_a_word_file_turns_the_page_and_holds_the_picture_once(simple: Make) -> None:
    pictures = files((1800, 500), (1900, 600))
    document = simple(blocks=[*map(figure, pictures), LINE])
    file = docx.Document(io.BytesIO(render(document, files=pictures, format="docx")))
    turned = [one.orientation is WD_ORIENTATION.LANDSCAPE for one in file.sections]
    assert turned == [False, True]
    first, second, *sheets = file.inline_shapes
    assert [round(one.width.mm) for one in (first, second, *sheets)] == [170, 170, 257, 257]
    pictured = [
        one._inline.graphic.graphicData.pic.blipFill.blip.embed for one in file.inline_shapes
    ]
    assert pictured[:2] == pictured[2:]
    for section in file.sections:
        assert "PAGE" in section.footer._element.xml


def test_a_web_page_shows_each_figure_once(simple: Make) -> None:
    pictures = files((1800, 500))
    page = render(simple(blocks=[figure("0.svg")]), files=pictures, format="html").decode()
    assert page.count("<figure>") == 1
    assert "大きな図" not in page


def test_a_sheet_is_no_larger_than_its_page(simple: Make) -> None:
    pictures = files((1290, 900))
    data = render(simple(blocks=[figure("0.svg")]), files=pictures, format="docx")
    small, large = docx.Document(io.BytesIO(data)).inline_shapes
    assert small.width.mm <= 170.01
    assert large.width.mm > small.width.mm
    assert large.height.mm <= 145.01


@pytest.mark.parametrize("size", [(1280, 100), (1800, 6000)])
def test_a_figure_that_can_be_read_or_would_not_grow_has_no_sheet(
    simple: Make, size: tuple[int, int]
) -> None:
    pictures = files(size)
    data = render(simple(blocks=[figure("0.svg")]), files=pictures, format="docx")
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 1

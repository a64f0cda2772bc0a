"""What only one of the formats promises."""

import io
import itertools
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import etree, html

from tomoni.engine.core import FONT_FAMILY
from tomoni.engine.documents import Document, Figure, render

Make = Callable[..., Document]
Read = Callable[..., str]
Files = Mapping[str, bytes]


def _pdf(document: Document, *, files: Files) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render(document, format="pdf", files=files)))


def _word(document: Document, *, files: Files) -> Any:
    return docx.Document(io.BytesIO(render(document, format="docx", files=files)))


def _parts(document: Document, *, files: Files) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(render(document, format="docx", files=files)))
    return {name: archive.read(name) for name in archive.namelist()}


def _ends(reader: pypdf.PdfReader) -> Iterator[float]:
    """Where the texts of a PDF begin, in points from the left edge."""
    for page in reader.pages:
        places: list[float] = []

        def visit(text: str, cm: Any, tm: Any, *_: Any, found: list[float] = places) -> None:
            if text.strip():
                found.append(tm[4] * cm[0] + cm[4])

        page.extract_text(visitor_text=visit)
        yield from places


def _fonts(reader: pypdf.PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            for child in font.get_object()["/DescendantFonts"]:
                yield child.get_object()["/FontDescriptor"]


def test_the_pdf_is_accessible_and_embeds_its_fonts(proposal: Document, files: Files) -> None:
    reader = _pdf(proposal, files=files)
    root: Any = reader.trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("ja")
    assert reader.metadata is not None
    assert reader.metadata.title == proposal.title
    assert reader.metadata.creation_date is None
    fonts = list(_fonts(reader))
    assert fonts
    for font in fonts:
        assert "NotoSansJP" in str(font["/FontName"])
        assert "/FontFile2" in font or "/FontFile3" in font


def test_the_pdf_draws_figures_as_vectors_and_links_numbers(
    proposal: Document, files: Files, read: Read
) -> None:
    reader = _pdf(proposal, files=files)
    assert not [image for page in reader.pages for image in page.images]
    notes: Any = reader.pages[0]["/Annots"]
    assert len([note for note in notes if note.get_object()["/Subtype"] == "/Link"]) >= 5
    assert "許可証を受け取る" in read(proposal, kind="pdf")


def test_the_head_of_a_long_table_stands_on_each_pdf_page(
    simple: Make, long_table: dict[str, Any]
) -> None:
    pages = [page.extract_text() for page in _pdf(simple(blocks=[long_table]), files={}).pages]
    assert len(pages) > 3
    assert all("項目" in page for page in pages)


def test_long_unbroken_text_stays_on_the_pdf_page(simple: Make, read: Read) -> None:
    cells = [[{"type": "text", "text": text}] for text in ("x" * 400, "あ" * 100, "1,000円")]
    table = {
        "type": "table",
        "caption": "表",
        "columns": [{"text": "列"}, {"text": "値"}, {"text": "額", "align": "right"}],
        "rows": [cells],
    }
    spans = [{"type": "text", "text": "A" * 2000}]
    document = simple(blocks=[{"type": "paragraph", "spans": spans}, table], title="T" * 300)
    text = read(document, kind="pdf")
    assert (text.count("A"), text.count("x")) == (2000, 400)
    assert "1,000円" in text
    assert max(_ends(_pdf(document, files={}))) < 550


def test_the_word_file_has_real_styles_and_properties(proposal: Document, files: Files) -> None:
    file = _word(proposal, files=files)
    styles = {paragraph.style.name for paragraph in file.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= styles
    properties = file.core_properties
    assert (properties.title, properties.author) == (proposal.title, "山田 花子、髙﨑 次郎")
    assert properties.language == "ja-JP"
    assert (properties.created, properties.modified) == (None, None)
    page = file.sections[0]
    assert (page.page_width.mm, page.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert "PAGE" in etree.tostring(page.footer._element, encoding="unicode")
    assert file.styles.element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == FONT_FAMILY


def test_the_word_file_carries_nothing_of_its_maker(proposal: Document, files: Files) -> None:
    parts = _parts(proposal.model_copy(update={"authors": ()}), files=files)
    assert not [name for name in parts if "thumbnail" in name or "custom" in name.lower()]
    assert b"python" not in parts["docProps/core.xml"].lower()
    assert b"BIZ UDGothic" in parts["word/fontTable.xml"]


def test_word_tables_repeat_their_head_and_align_numbers(proposal: Document, files: Files) -> None:
    tables = _word(proposal, files=files).tables
    for table in tables:
        assert table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None
    cell = tables[0].cell(1, 1)._tc
    assert cell.find(f".//{qn('w:jc')}").get(qn("w:val")) == "right"


def test_word_pictures_are_sharp_fit_the_page_and_have_alternative_texts(
    proposal: Document, files: Files
) -> None:
    shapes = _word(proposal, files=files).inline_shapes
    parts = _parts(proposal, files=files)
    alts = [block.alt for block in proposal.blocks if isinstance(block, Figure)]
    assert [shape._inline.docPr.get("descr") for shape in shapes] == alts
    for index, shape in enumerate(shapes, start=1):
        (pixels,) = struct.unpack(">I", parts[f"word/media/image{index}.png"][16:20])
        assert pixels / (shape.width.mm / 25.4) >= 300
        assert shape.width.mm <= 170.01


def test_word_references_lead_to_bookmarks_of_their_own(proposal: Document, files: Files) -> None:
    body = _word(proposal, files=files).element.body
    marks = list(body.iter(qn("w:bookmarkStart")))
    names = [mark.get(qn("w:name")) for mark in marks]
    assert len(names) == len(set(names)) == len({mark.get(qn("w:id")) for mark in marks})
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} == set(names)


def test_the_page_is_accessible_and_needs_nothing_but_itself(
    proposal: Document, files: Files
) -> None:
    page = html.document_fromstring(render(proposal, format="html", files=files).decode())
    assert page.get("lang") == "ja"
    assert page.findtext(".//title") == proposal.title
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(table.findtext("caption") for table in page.iter("table"))
    assert all(head.get("scope") == "col" for head in page.iter("th"))
    images = list(page.iter("img"))
    assert len(images) == 2
    assert all(image.get("alt") for image in images)
    assert all(image.get("src", "").startswith("data:image/svg+xml;base64,") for image in images)
    assert not list(page.iter("link", "script"))
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {link.get("href", "")[1:] for link in page.iter("a")} == set(ids)


def test_headings_of_the_page_never_skip_a_level(simple: Make) -> None:
    blocks = [{"type": "heading", "level": level, "text": "見出し"} for level in (3, 3, 1, 3, 2)]
    data = render(simple(blocks=blocks), format="html", files={})
    found = [node.tag for node in html.document_fromstring(data.decode()).iter("h2", "h3", "h4")]
    assert found == ["h2", "h3", "h2", "h3", "h3"]

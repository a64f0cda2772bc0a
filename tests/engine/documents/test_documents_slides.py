"""Slides and texts written in Markdown: parted, set as PDF, and never read as markup."""

import io

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.engine.documents import DocumentsError, slides_of, slides_pdf, text_pdf

TWO = (
    "# 一枚め\n- あ\n\n???\nひと息おく\n---\n# 二枚め\n| 月 | 件数 |\n|---|--:|\n| 2月 | 1,892 |\n"
)


def pages(data: bytes) -> list[str]:
    return [page.extract_text().replace(" ", "") for page in reader(data).pages]


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def targets(data: bytes) -> list[str]:
    """Where the links of a PDF lead."""
    notes = [note.get_object() for page in reader(data).pages for note in page.get("/Annots", ())]
    return [str(note["/A"]["/URI"]) for note in notes if "/A" in note]


@pytest.mark.parametrize(
    ("text", "slides"),
    [
        ("a\n---\nb", [("a", ""), ("b", "")]),
        ("a\n  ---  \n\nb\n---\n\n---\n", [("a", ""), ("b", "")]),
        ("a\n???\nn\n---\nb\n???\n", [("a", "n"), ("b", "")]),
        ("```\na\n---\nb\n```", [("```\na\n---\nb\n```", "")]),
        ("````\n```\n---\n````\n---\nc", [("````\n```\n---\n````", ""), ("c", "")]),
        ("a ---\n----\nb", [("a ---\n----\nb", "")]),
        ("???\nn", []),
        ("", []),
    ],
)
def test_slides_are_parted_by_their_lines_and_notes_kept_apart(
    text: str, slides: list[tuple[str, str]]
) -> None:
    assert [(slide.text, slide.notes) for slide in slides_of(text)] == slides


def test_a_slide_is_a_page_of_16_to_9_without_its_notes() -> None:
    data = slides_pdf(TWO, title="第1回")
    first, second = pages(data)
    assert "一枚め" in first
    assert "1,892" in second
    assert "ひと息" not in first + second
    box = reader(data).pages[0].mediabox
    assert float(box.width / box.height) == pytest.approx(16 / 9, rel=0.001)


def test_equal_slides_give_equal_bytes_that_carry_their_font_and_their_title() -> None:
    data = slides_pdf(TWO, title="第1回")
    assert data == slides_pdf(TWO, title="第1回")
    found = reader(data)
    assert found.metadata is not None
    assert found.metadata.title == "第1回"
    fonts = found.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    assert {font.get_object()["/BaseFont"].partition("+")[2][:10] for font in fonts} == {
        "NotoSansJP"
    }


def test_a_slide_with_much_on_it_still_is_one_page_and_one_with_too_much_goes_on() -> None:
    much = "# 題\n\n" + "\n".join(f"- {place}番めの行です" for place in range(20))
    assert len(pages(slides_pdf(much, title="t"))) == 1
    too_much = "# 題\n\n" + "\n".join(f"- {place}番めの行です" for place in range(80))
    found = pages(slides_pdf(too_much, title="t"))
    assert len(found) > 1
    assert "79番め" in found[-1]


def test_words_are_never_markup_of_the_setter() -> None:
    text = "`#set page(fill: red)` #let x = 1 $x^2$ *a* _b_ @c <d> // e /* f */ \\u{41} ~ -- ---"
    [page] = pages(text_pdf(text, title="#t"))
    for word in ("#setpage(fill:red)", "#letx=1", "$x^2$", "@c", "<d>", "//e", "/*f*/", "#t"):
        assert word in page


def test_links_lead_out_only_by_http() -> None:
    text = "[a](https://example.com/) [b](javascript:alert(1)) [c](file:///etc/passwd) [d](/x/)"
    assert targets(text_pdf(text, title="t")) == ["https://example.com/"]


def test_a_text_is_set_on_a4_with_whose_it_is() -> None:
    data = text_pdf("## 見出し\n本文\n次の行", title="講師のメモ", byline="第1期　第2版")
    [page] = pages(data)
    for words in ("講師のメモ", "第1期", "見出し", "次の行"):
        assert words in page
    assert [round(float(side) / 72 * 25.4) for side in reader(data).pages[0].mediabox[2:]] == [
        210, 297,
    ]  # fmt: skip


def test_a_text_too_large_to_set_is_refused() -> None:
    with pytest.raises(DocumentsError) as refused:
        text_pdf("あ" * 200_001, title="t")
    assert refused.value.code == "too-large"


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="#*_`~[]()|>-+1. \n\\$@<あ漢😀", max_size=60))
def test_whatever_is_written_can_be_set(text: str) -> None:
    assert slides_pdf(text, title=text).startswith(b"%PDF-")
    assert text_pdf(text, title="t").startswith(b"%PDF-")

"""The glyphs that a picture brings along."""

import re
from base64 import b64decode

import pytest
import uharfbuzz
from lxml import etree

from tomoni.engine.core import FONT_FAMILY, svg_text

SVG = "http://www.w3.org/2000/svg"


def picture(*texts: tuple[str, str]) -> etree._Element:
    root = etree.Element(f"{{{SVG}}}svg")
    for said, weight in texts:
        etree.SubElement(root, f"{{{SVG}}}text", {"font-weight": weight}).text = said
    return root


def letters(svg: str) -> dict[int, set[str]]:
    """What each embedded font can show, by weight."""
    found = re.findall(r"font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)\)", svg)
    return {
        int(weight): {
            chr(code) for code in uharfbuzz.Face(uharfbuzz.Blob(b64decode(font))).unicodes
        }
        for weight, font in found
    }


def test_a_picture_brings_the_glyphs_of_its_letters_in_their_weight() -> None:
    svg = svg_text(picture(("髙﨑㈱の件数", "normal"), ("題名 12％", "bold")))
    shown = letters(svg)
    assert set("髙﨑㈱の件数題名12％") <= shown[400]
    assert shown[700] == set("題名 12％")
    assert f"font-family:'{FONT_FAMILY}'" in svg


def test_a_picture_without_bold_letters_brings_no_bold_font() -> None:
    assert set(letters(svg_text(picture(("細い", "normal"))))) == {400}


def test_a_picture_without_letters_brings_no_font() -> None:
    assert "style" not in svg_text(picture())


@pytest.mark.parametrize("odd", ["\n\t", "\u200b", "😀", "𠮷"])
def test_a_letter_that_the_font_lacks_is_no_reason_to_fail(odd: str) -> None:
    assert "あ" in letters(svg_text(picture((f"あ{odd}", "normal"))))[400]


def test_equal_pictures_give_equal_text() -> None:
    once, again = (svg_text(picture(("順番", "bold"), ("窓口", "normal"))) for _ in range(2))
    assert once == again

"""The Japanese font that every picture and document embeds."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from types import ModuleType

import uharfbuzz
import vl_convert
from lxml import etree

FONT_FAMILY = "Noto Sans JP"
_SVG = "http://www.w3.org/2000/svg"
_BOLD = ("bold", "600", "700")


def font_folder() -> Path:
    """Folder of the built-in TrueType files (Noto Sans JP, OFL), filled by the front-end build."""
    return Path(__file__).parent / "fonts"


@cache
def renderer() -> ModuleType:
    """What draws charts and SVG as dots (vl-convert), knowing the built-in font."""
    if any(font_folder().glob("*.ttf")):
        vl_convert.register_font_directory(str(font_folder()))
    return vl_convert


def svg_text(root: etree._Element) -> str:
    """The SVG picture as text, with the glyphs that it shows: it looks alike on every machine.

    Equal pictures give equal text. Without the built-in font the picture names the font only.
    """
    bold = {
        letter for one in root.iter() if one.get("font-weight") in _BOLD for letter in _said(one)
    }
    faces = [_face("Regular", 400, _said(root)), _face("Bold", 700, bold)]
    if any(faces):
        style = etree.SubElement(root, f"{{{_SVG}}}style")
        style.text = "".join(faces)
    return etree.tostring(root, encoding="unicode")


def _said(element: etree._Element) -> set[str]:
    return {letter for text in element.itertext() for letter in str(text) if letter.isprintable()}


def _face(name: str, weight: int, letters: set[str]) -> str:
    """The rule that brings a font with just these letters along."""
    file = font_folder() / f"NotoSansJP-{name}.ttf"
    if not letters or not file.is_file():
        return ""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, sorted(letters)))
    font = b64encode(uharfbuzz.subset(_whole(file), wanted).blob.data).decode()
    source = f"url(data:font/ttf;base64,{font})"
    return f"@font-face{{font-family:'{FONT_FAMILY}';font-weight:{weight};src:{source}}}"


@cache
def _whole(file: Path) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))

"""The layout as PDF, set by Typst from a template of this package.

The text reaches the template as JSON data and is never read as markup.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from tomoni.engine.core import FONT_FAMILY, canonical_json, font_folder
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._layout import ENLARGED, Layout


def write(layout: Layout) -> bytes:
    """PDF/UA-1 (ISO 14289-1) with embedded fonts and vector figures, without a date of making.

    Text with signs that the built-in font lacks borrows the machine's fonts; when these lack them
    too, the PDF is tagged but claims no standard. Raises `DocumentsError("not-set")`.
    """
    for fonts in (_built_in, _all):
        try:
            return _compile(layout, fonts=fonts(), standard="ua-1")
        except typst.TypstError:
            continue
    try:
        return _compile(layout, fonts=_all(), standard=None)
    except typst.TypstError as error:
        raise DocumentsError("not-set") from error


def _compile(layout: Layout, *, fonts: typst.Fonts, standard: Literal["ua-1"] | None) -> bytes:
    data = {
        "layout": layout.model_dump(mode="json"),
        "font": FONT_FAMILY,
        "enlarged": ENLARGED,
    }
    return typst.compile(
        _template(),
        format="pdf",
        font_paths=fonts,
        sys_inputs={"data": canonical_json(data).decode()},
        pdf_standards=standard,
    )


@cache
def _template() -> bytes:
    return files("tomoni.engine.documents").joinpath("templates/document.typ").read_bytes()


@cache
def _built_in() -> typst.Fonts:
    if not any(font_folder().glob("*.ttf")):
        return _all()
    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])


@cache
def _all() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, font_paths=[str(font_folder())])

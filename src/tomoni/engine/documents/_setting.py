"""Typst: a template of this package and data → the bytes of a PDF.

The words reach the template as JSON data and are never read as markup.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typst

from tomoni.engine.core import FONT_FAMILY, canonical_json, font_folder
from tomoni.engine.documents._errors import DocumentsError


def set_pdf(*templates: str, data: Mapping[str, Any]) -> bytes:
    """PDF/UA-1 (ISO 14289-1) with embedded fonts, without a date of making.

    The templates are read one after the other. Text with signs that the built-in font lacks borrows
    the machine's fonts; when these lack them too, the PDF is tagged but claims no standard. Raises
    `DocumentsError("not-set")`.
    """
    for fonts in (_built_in, _all):
        try:
            return _compile(templates, data=data, fonts=fonts(), standard="ua-1")
        except typst.TypstError:
            continue
    try:
        return _compile(templates, data=data, fonts=_all(), standard=None)
    except typst.TypstError as error:
        raise DocumentsError("not-set") from error


def _compile(
    templates: tuple[str, ...],
    *,
    data: Mapping[str, Any],
    fonts: typst.Fonts,
    standard: Literal["ua-1"] | None,
) -> bytes:
    given = {**data, "font": FONT_FAMILY}
    return typst.compile(
        b"\n".join(_template(name) for name in templates),
        format="pdf",
        font_paths=fonts,
        sys_inputs={"data": canonical_json(given).decode()},
        pdf_standards=standard,
    )


@cache
def _template(name: str) -> bytes:
    return files("tomoni.engine.documents").joinpath(f"templates/{name}.typ").read_bytes()


@cache
def _built_in() -> typst.Fonts:
    if not any(font_folder().glob("*.ttf")):
        return _all()
    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])


@cache
def _all() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, font_paths=[str(font_folder())])

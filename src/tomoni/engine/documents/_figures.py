"""Pictures: an SVG that can safely stand in a document, and the same as PNG."""

import re
from math import ceil

from lxml import etree

from tomoni.engine.core import FONT_FAMILY, Value, renderer
from tomoni.engine.documents._errors import DocumentsError

DOTS_PER_INCH = 300
MM_PER_INCH = 25.4
_PIXELS_PER_INCH = 96
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
_FONT = re.compile(r"(?<![\w-])font-family\s*:\s*")
_REFUSED = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler"}
_SVG = "{http://www.w3.org/2000/svg}svg"


class Drawing(Value):
    """An SVG of known size."""

    svg: str
    width_mm: float
    height_mm: float


def read(data: bytes, *, file: str) -> Drawing:
    """The SVG set in the built-in font, with its size in mm (CSS pixels: 96 to the inch).

    Raises `DocumentsError("bad-figure")` with a `reason`: `not-svg`, `no-size`, `active` (scripts,
    foreign content) or `outside` (a reference to another file).
    """
    root = _parse(data, file=file)
    _refuse_reaching_out(root, file=file)
    width, height = _size(root, file=file)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    _set_font(root)
    to_mm = MM_PER_INCH / _PIXELS_PER_INCH
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    return Drawing(svg=text, width_mm=width * to_mm, height_mm=height * to_mm)


def to_png(drawing: Drawing, *, width_mm: float) -> bytes:
    """The drawing as PNG with at least 300 dots to the inch when it is printed `width_mm` wide."""
    pixels = drawing.width_mm / MM_PER_INCH * _PIXELS_PER_INCH
    wanted = ceil(width_mm / MM_PER_INCH * DOTS_PER_INCH) + 1
    drawn: bytes = renderer().svg_to_png(drawing.svg, scale=wanted / pixels, ppi=72)
    return drawn


def _parse(data: bytes, *, file: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentsError("bad-figure", file=file, reason="not-svg") from error
    if root.tag != _SVG or next(root.iter(etree.Entity), None) is not None:
        raise DocumentsError("bad-figure", file=file, reason="not-svg")
    return root


def _refuse_reaching_out(root: etree._Element, *, file: str) -> None:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        attributes = {
            etree.QName(key).localname.lower(): str(text) for key, text in element.items()
        }
        if name in _REFUSED or any(key.startswith("on") for key in attributes):
            raise DocumentsError("bad-figure", file=file, reason="active")
        target = attributes.get("href", "").strip()
        if name != "a" and target and not target.startswith(("#", "data:image/")):
            raise DocumentsError("bad-figure", file=file, reason="outside")


def _set_font(root: etree._Element) -> None:
    """Put the built-in font first everywhere: a machine may have no other."""
    root.set("font-family", root.get("font-family", "sans-serif"))
    for element in root.iter(etree.Element):
        for name in ("font-family", "style"):
            if text := element.get(name):
                prefix = "font-family:" if name == "font-family" else ""
                element.set(name, _with_font(f"{prefix}{text}").removeprefix(prefix))
        if etree.QName(element).localname == "style" and "@font-face" not in (element.text or ""):
            element.text = _with_font(element.text or "")


def _with_font(style: str) -> str:
    return _FONT.sub(f"font-family:'{FONT_FAMILY}',", style)


def _size(root: etree._Element, *, file: str) -> tuple[float, float]:
    width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
    box = [_pixels(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    if not width or not height:
        raise DocumentsError("bad-figure", file=file, reason="no-size")
    return width, height


def _pixels(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0

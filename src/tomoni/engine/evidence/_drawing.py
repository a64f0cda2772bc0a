"""A specification drawn as a picture, in process and without network."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from tomoni.engine.core import renderer, svg_text
from tomoni.engine.evidence._errors import EvidenceError

_SVG = "http://www.w3.org/2000/svg"
_VEGA_LITE = "6.4"


def chart_svg(spec: dict[str, Any]) -> str:
    """The specification as SVG with title, description and role; equal ones give equal text.

    Raises `EvidenceError`: `chart-from-outside` when it names data or pictures by address,
    `chart-not-drawn` when it is no Vega-Lite 6 specification.
    """
    drawn: str = _drawn(renderer().vegalite_to_svg, spec)
    root = etree.fromstring(drawn.encode())
    title = _title(spec)
    for place, (name, text) in enumerate(
        (("title", title), ("desc", str(spec.get("description", ""))))
    ):
        element = etree.Element(f"{{{_SVG}}}{name}")
        element.text = text
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-label", title)
    return svg_text(root)


def chart_png(spec: dict[str, Any], *, scale: float = 2.0) -> bytes:
    """The specification as PNG; `scale` 1 is 72 pixels an inch. Raises as `chart_svg` does."""
    drawn: bytes = _drawn(renderer().vegalite_to_png, spec, scale=scale)
    return drawn


def _drawn(draw: Callable[..., Any], spec: dict[str, Any], **more: float) -> Any:
    # The renderer also reads addresses of local files: a specification brings all it shows.
    if _names_address(spec):
        raise EvidenceError("chart-from-outside")
    try:
        return draw(spec, vl_version=_VEGA_LITE, allowed_base_urls=[], **more)
    except ValueError as error:
        raise EvidenceError("chart-not-drawn") from error


def _names_address(part: Any) -> bool:
    if isinstance(part, dict):
        return "url" in part or any(_names_address(one) for one in part.values())
    return isinstance(part, list | tuple) and any(_names_address(one) for one in part)


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    return str(title.get("text", "") if isinstance(title, dict) else title)

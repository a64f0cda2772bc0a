"""A picture as dots."""

from functools import cache

import vl_convert

from tomoni.engine.core import font_folder


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """A picture that `draw_svg` made, as PNG; `scale` 1 is one dot for each unit of the SVG."""
    _register_fonts()
    drawn: bytes = vl_convert.svg_to_png(svg, scale=scale, ppi=72)
    return drawn


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(font_folder()))

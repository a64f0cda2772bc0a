"""A picture as dots."""

from tomoni.engine.core import renderer


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """A picture that `draw_svg` made, as PNG; `scale` 1 is one dot for each unit of the SVG."""
    drawn: bytes = renderer().svg_to_png(svg, scale=scale, ppi=72)
    return drawn

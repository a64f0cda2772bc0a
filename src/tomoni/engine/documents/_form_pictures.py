"""Pictures for a form: 300 dots to the inch at the size they are printed, in the box they get."""

from typing import Any

from tomoni.engine.documents import _figures
from tomoni.engine.documents._form_values import FormPicture

EMU_PER_MM = 36_000
_TALLEST_MM = 190.0


def fitted(
    picture: FormPicture, *, name: str, width_mm: float, height_mm: float = _TALLEST_MM
) -> tuple[bytes, float, float]:
    """The picture as PNG, and its width and height in mm: as large as the box allows.

    Raises `DocumentsError("bad-figure")`.
    """
    drawing = _figures.read(picture.svg, file=name)
    scale = min(width_mm / drawing.width_mm, height_mm / drawing.height_mm)
    width, height = drawing.width_mm * scale, drawing.height_mm * scale
    return _figures.to_png(drawing, width_mm=width), width, height


def describe(properties: Any, *, name: str, alt: str) -> None:
    """Name and words of a picture in Word or PowerPoint."""
    properties.set("name", name)
    properties.set("descr", alt or name)

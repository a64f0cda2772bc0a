"""A city's PowerPoint form: its fields, and the same file filled."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pptx
from pptx.presentation import Presentation

from tomoni.engine.documents import _form_pictures, _form_rows
from tomoni.engine.documents._form_fields import FormField, FormPlace, fields_in
from tomoni.engine.documents._form_report import Filler
from tomoni.engine.documents._form_runs import SLIDE, Line, lines


def opened(data: bytes) -> Presentation:
    """The file as python-pptx knows it."""
    return pptx.Presentation(BytesIO(data))


def fields(data: bytes) -> Iterator[FormField]:
    """The fields slide by slide, those of alternative texts after those of texts."""
    for place, slide in _slides(opened(data)):
        for line in lines(slide._element, dialect=SLIDE):
            yield from line.fields(place=place)
        for shape in slide.shapes:
            yield from _asked_by_alt(shape, place=place)


def fill(data: bytes, *, filler: Filler) -> bytes:
    """The form with its fields filled; shapes, themes and notes stay as they are."""
    file = opened(data)
    for place, slide in _slides(file):
        for shape in list(slide.shapes):
            _draw(slide, shape, filler=filler, place=place)
        root = slide._element
        copies = _form_rows.repeated(root, dialect=SLIDE, values=filler.values, place=place)
        for copy in list(copies):
            for element in copy.elements:
                for line in _lines(element):
                    _fill(line, filler=filler, place=place, row=copy.row)
        for line in lines(root, dialect=SLIDE):
            _fill(line, filler=filler, place=place, row=None)
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _slides(file: Presentation) -> Iterator[tuple[FormPlace, Any]]:
    for number, slide in enumerate(file.slides, start=1):
        yield FormPlace(part="slide", number=number), slide


def _lines(element: Any) -> list[Line]:
    below = list(lines(element, dialect=SLIDE))
    return below if element.tag != SLIDE.tag("p") else [
        line for line in lines(element.getparent(), dialect=SLIDE) if line.element is element
    ]  # fmt: skip


def _fill(line: Line, *, filler: Filler, place: FormPlace, row: Mapping[str, Any] | None) -> None:
    asked = line.fields(place=place)
    if not any(row is None or field.item for field in asked):
        return
    in_cell = next(line.element.iterancestors(SLIDE.tag("tc")), None) is not None
    alone = len(asked) == 1 and filler.is_number(asked[0], row=row)

    def become(field: FormField) -> str | None:
        is_other = row is not None and not field.item
        return None if field.picture or is_other else filler.text(field, row=row)

    line.fill(become, place=place)
    if in_cell and alone:
        properties = line.element.get_or_add_pPr()
        if properties.get("algn") is None:
            properties.set("algn", "r")


def _asked_by_alt(shape: Any, *, place: FormPlace) -> Iterator[FormField]:
    said = shape._element.xpath("./*/p:cNvPr/@descr")
    for _found, field in fields_in(said[0] if said else "", place=place):
        yield field


def _draw(slide: Any, shape: Any, *, filler: Filler, place: FormPlace) -> None:
    """A picture in the place of a shape whose text or alternative text asks for one."""
    asked = list(_asked_by_alt(shape, place=place))
    if shape.has_text_frame:
        asked += [field for _f, field in fields_in(shape.text_frame.text, place=place)]
    field = next((each for each in asked if each.picture), None)
    if field is None:
        return
    there, picture = filler.value(field)
    if not there:
        return
    box = (shape.left, shape.top, shape.width, shape.height)
    element = shape._element
    if picture is not None:
        _add(slide, picture, field=field, box=box, before=element)
    element.getparent().remove(element)


def _add(slide: Any, picture: Any, *, field: FormField, box: Any, before: Any) -> None:
    per_mm = _form_pictures.EMU_PER_MM
    left, top, most_wide, most_high = box
    png, width, height = _form_pictures.fitted(
        picture, name=field.name, width_mm=most_wide / per_mm, height_mm=most_high / per_mm
    )
    wide, high = int(width * per_mm), int(height * per_mm)
    drawn = slide.shapes.add_picture(
        BytesIO(png), left + (most_wide - wide) // 2, top + (most_high - high) // 2, wide, high
    )
    _form_pictures.describe(drawn._element.nvPicPr.cNvPr, name=field.name, alt=picture.alt)
    before.addprevious(drawn._element)

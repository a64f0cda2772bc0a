"""A city's Word form: its fields, and the same file filled."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph

from tomoni.engine.documents import _form_pictures, _form_rows
from tomoni.engine.documents._form_fields import FormField, FormPlace
from tomoni.engine.documents._form_report import Filler
from tomoni.engine.documents._form_runs import WORD, Line, line_of, lines

_TWIPS_PER_MM = 1440 / 25.4
_PARTS: Mapping[str, Any] = {"header": "header", "footer": "footer", "document": "body"}


def opened(data: bytes) -> WordFile:
    """The file as python-docx knows it."""
    return docx.Document(BytesIO(data))


def fields(data: bytes) -> Iterator[FormField]:
    """The fields in reading order, headers and footers after the body."""
    for part in _parts(opened(data)):
        for line in lines(part.element, dialect=WORD):
            yield from line.fields(place=_place(part))


def fill(data: bytes, *, filler: Filler) -> bytes:
    """The form with its fields filled; tables, borders and seal boxes stay as they are."""
    file = opened(data)
    for part in _parts(file):
        place = _place(part)
        copies = _form_rows.repeated(part.element, dialect=WORD, values=filler.values, place=place)
        for copy in list(copies):
            for element in copy.elements:
                for line in _lines(element):
                    _fill(line, filler=filler, place=place, row=copy.row, part=part)
        for line in lines(part.element, dialect=WORD):
            _fill(line, filler=filler, place=place, row=None, part=part)
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _parts(file: WordFile) -> list[Any]:
    """The body, and each header and footer once."""
    around = [
        relation.target_part
        for relation in file.part.rels.values()
        if relation.reltype.rpartition("/")[2] in _PARTS and not relation.is_external
    ]
    return [file.part, *around]


def _place(part: Any) -> FormPlace:
    name = str(part.partname).rpartition("/")[2]
    kind = next((said for word, said in _PARTS.items() if name.startswith(word)), "body")
    return FormPlace(part=kind)


def _lines(element: Any) -> list[Line]:
    if element.tag == WORD.tag("p"):
        return [line_of(element, dialect=WORD)]
    return list(lines(element, dialect=WORD))


def _fill(
    line: Line, *, filler: Filler, place: FormPlace, row: Mapping[str, Any] | None, part: Any
) -> None:
    asked = line.fields(place=place)
    wanted = [field for field in asked if row is None or field.item]
    if not wanted:
        return
    pictures = [field for field in wanted if field.picture]

    def become(field: FormField) -> str | None:
        if field.picture:
            return _keep_unless_known(field, filler=filler)
        return None if row is not None and not field.item else filler.text(field, row=row)

    in_cell = next(line.element.iterancestors(WORD.tag("tc")), None) is not None
    alone = len(asked) == 1 and line.text.strip()[:1] in "{｛" and line.text.strip()[-1:] in "}｝"
    line.fill(become, place=place)
    for field in pictures:
        _draw(line.element, field=field, filler=filler, part=part)
    if in_cell and alone and filler.is_number(wanted[0], row=row):
        _to_the_right(line.element)


def _keep_unless_known(field: FormField, *, filler: Filler) -> str | None:
    there, _picture = filler.value(field)
    return "" if there else None


def _to_the_right(paragraph: Any) -> None:
    """Numbers stand on the right where the form says nothing of it."""
    properties = paragraph.get_or_add_pPr()
    if properties.find(WORD.tag("jc")) is None and properties.jc is None:
        properties.get_or_add_jc().set(WORD.tag("val"), "right")


def _draw(paragraph: Any, *, field: FormField, filler: Filler, part: Any) -> None:
    picture = filler.pictures.get(field.name)
    if picture is None:
        return
    png, width, height = _form_pictures.fitted(
        picture, name=field.name, width_mm=_width_mm(paragraph, part=part)
    )
    run = Paragraph(paragraph, part).add_run()
    shape = run.add_picture(
        BytesIO(png),
        width=int(width * _form_pictures.EMU_PER_MM),
        height=int(height * _form_pictures.EMU_PER_MM),
    )
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    _form_pictures.describe(shape._inline.docPr, name=field.name, alt=picture.alt)


def _width_mm(paragraph: Any, *, part: Any) -> float:
    """Of the cell that the paragraph stands in, else of the page's text."""
    cell = next(paragraph.iterancestors(WORD.tag("tc")), None)
    if cell is not None and cell.width:
        return max(float(cell.width) / _form_pictures.EMU_PER_MM - 4, 10)
    sections = getattr(part, "document", None)
    if sections is None:
        return 60
    page = sections.sections[0]
    text = page.page_width - page.left_margin - page.right_margin
    return float(text) / _form_pictures.EMU_PER_MM

"""A city's Excel form: its fields, and the same file filled."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tomoni.engine.core import Quantity
from tomoni.engine.documents import _form_pictures, _form_rows, _form_sheet_rows
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._form_fields import FIELD, FormField, FormPlace, fields_in
from tomoni.engine.documents._form_report import Filler
from tomoni.engine.documents._form_values import field_text

_SCALED = {"千円": '#,##0,"千円";"▲"#,##0,"千円"', "百万円": '#,##0,,"百万円";"▲"#,##0,,"百万円"'}
_MM_PER_CHARACTER, _MM_PER_POINT, _PIXELS_PER_MM = 1.9, 25.4 / 72, 96 / 25.4
_LOST = ("xl/charts/", "xl/diagrams/", "xl/ctrlProps/")
"""What openpyxl does not write again; shapes in a drawing are looked for by their tag."""
_SHAPES = (b"<xdr:sp", b"<xdr:cxnSp", b"<xdr:grpSp")


def opened(data: bytes) -> Workbook:
    """The file as openpyxl knows it. Raises `DocumentsError("form-would-lose")`.

    Nothing of a form is lost in silence: one with charts or drawn shapes is refused.
    """
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            is_drawing = name.startswith("xl/drawings/drawing")
            drawn = is_drawing and any(sign in package.read(name) for sign in _SHAPES)
            if drawn or name.startswith(_LOST):
                raise DocumentsError("form-would-lose")
    book = openpyxl.load_workbook(BytesIO(data), rich_text=True)
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, CellRichText) and FIELD.search(str(cell.value)):
            cell.value = str(cell.value)
    return book


def fields(data: bytes) -> Iterator[FormField]:
    """The fields sheet by sheet, row by row."""
    for sheet in opened(data).worksheets:
        for cell in _cells(sheet):
            yield from _asked(cell)


def fill(data: bytes, *, filler: Filler) -> bytes:
    """The form with its fields filled; merged cells, widths and print settings stay."""
    book = opened(data)
    for sheet in book.worksheets:
        for row_of in _repeat(book, sheet, filler=filler):
            for cell, row in row_of:
                _fill(cell, filler=filler, row=row)
        for cell in _cells(sheet):
            _fill(cell, filler=filler, row=None)
    book.calculation.fullCalcOnLoad = True
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _cells(sheet: Worksheet) -> Iterator[Any]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in {"s", "inlineStr"} and isinstance(cell.value, str):
                yield cell


def _asked(cell: Any) -> list[FormField]:
    place = FormPlace(part="sheet", name=cell.parent.title, cell=cell.coordinate)
    return [field for _found, field in fields_in(cell.value, place=place)]


_Filled = list[tuple[Any, Mapping[str, Any]]]


def _repeat(book: Workbook, sheet: Worksheet, *, filler: Filler) -> Iterator[_Filled]:
    """Repeat the rows that name a row's columns, the lowest first."""
    named: dict[int, str] = {}
    for cell in _cells(sheet):
        for field in _asked(cell):
            if field.item:
                named.setdefault(cell.row, field.name)
    for name, first, last in reversed(list(_blocks(sheet, named))):
        rows = _form_rows.rows_of(filler.values, name)
        if rows is None:
            continue
        height = last - first + 1
        _form_sheet_rows.repeat(book, sheet, first=first, last=last, times=max(len(rows), 1))
        yield [
            (cell, row)
            for number, row in enumerate(rows or [{}])
            for line in sheet.iter_rows(
                min_row=first + height * number, max_row=last + height * number
            )
            for cell in line
            if cell.data_type == "s" and isinstance(cell.value, str)
        ]


def _blocks(sheet: Worksheet, named: Mapping[int, str]) -> Iterator[tuple[str, int, int]]:
    """Neighbouring rows of one list belong together, with the rows that they are merged with."""
    starts = [row for row in named if named.get(row - 1) != named[row]]
    ends = [row for row in named if named.get(row + 1) != named[row]]
    following = [*starts[1:], sheet.max_row + 1]
    for first, last, limit in zip(starts, ends, following, strict=False):
        reach = max(
            (
                merge.max_row
                for merge in sheet.merged_cells.ranges
                if first <= merge.min_row <= last
                and any(field.item for field in _asked_at(sheet, merge))
            ),
            default=last,
        )
        yield named[first], first, min(max(last, reach), limit - 1)


def _asked_at(sheet: Worksheet, merge: Any) -> list[FormField]:
    cell = sheet.cell(merge.min_row, merge.min_col)
    return _asked(cell) if isinstance(cell.value, str) and cell.data_type == "s" else []


def _fill(cell: Any, *, filler: Filler, row: Mapping[str, Any] | None) -> None:
    asked = list(fields_in(cell.value, place=FormPlace(part="sheet")))
    wanted = [field for _found, field in asked if row is None or field.item]
    if not wanted:
        return
    field = wanted[0]
    if len(asked) == 1 and asked[0][0].group() == cell.value.strip():
        there, value = filler.value(field, row=row)
        if there:
            _write(cell, field=field, value=value)
        return
    text = cell.value
    for found, each in reversed(asked):
        if row is None or each.item:
            said = filler.text(each, row=row)
            text = text if said is None else text[: found.start()] + said + text[found.end() :]
    _write_text(cell, text)


def _write(cell: Any, *, field: FormField, value: Any) -> None:
    """A whole cell: numbers stay numbers, so that the form's formulas reckon with them."""
    if field.picture:
        cell.value = None
        if value is not None:
            _draw(cell, picture=value, name=field.name)
        return
    number = value.value if isinstance(value, Quantity) else value
    is_number = isinstance(number, int | float) and not isinstance(number, bool)
    scales = [word for word in field.display.split() if word not in {"整数", "数字"}]
    if field.box or not is_number or any(word not in _SCALED for word in scales):
        _write_text(cell, field_text(field, value=value), right=is_number and not field.box)
        return
    cell.value = number
    if cell.number_format == "General":
        cell.number_format = _format(field, value=value, scales=scales)


def _format(field: FormField, *, value: Any, scales: list[str]) -> str:
    """The unit behind the number as `core.show` writes it."""
    if scales:
        return _SCALED[scales[0]]
    text = field_text(field, value=value).rstrip()
    digits = text.lstrip("▲")
    unit = digits.lstrip("0123456789,.")
    decimals = len(digits.removesuffix(unit).partition(".")[2])
    plain = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    if unit == "％":
        return f"{plain}%"
    said = f'{plain}"{unit}"' if unit else plain
    return f'{said};"▲"{said}'


def _write_text(cell: Any, text: str, *, right: bool = False) -> None:
    """Text stays text: what begins like a formula is none."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
    alignment = cell.alignment
    wraps = bool(alignment.wrap_text) or "\n" in text
    horizontal = "right" if right and alignment.horizontal is None else alignment.horizontal
    if (wraps, horizontal) != (bool(alignment.wrap_text), alignment.horizontal):
        cell.alignment = Alignment(
            horizontal=horizontal, vertical=alignment.vertical, wrap_text=wraps,
            shrink_to_fit=alignment.shrink_to_fit, indent=alignment.indent,
        )  # fmt: skip


def _draw(cell: Any, *, picture: Any, name: str) -> None:
    width, height = _box_mm(cell)
    png, wide, high = _form_pictures.fitted(picture, name=name, width_mm=width, height_mm=height)
    image = Image(BytesIO(png))
    image.width, image.height = round(wide * _PIXELS_PER_MM), round(high * _PIXELS_PER_MM)
    cell.parent.add_image(image, cell.coordinate)


def _box_mm(cell: Any) -> tuple[float, float]:
    """Of the cell, or of the merged cells that it stands for."""
    sheet = cell.parent
    merge = next((each for each in sheet.merged_cells.ranges if cell.coordinate in each), None)
    right, bottom = (merge.max_col, merge.max_row) if merge else (cell.column, cell.row)
    columns = [
        sheet.column_dimensions[get_column_letter(column)].width
        for column in range(cell.column, right + 1)
    ]
    heights = [sheet.row_dimensions[row].height or 15.0 for row in range(cell.row, bottom + 1)]
    return sum(columns) * _MM_PER_CHARACTER, max(sum(heights) * _MM_PER_POINT, 5)

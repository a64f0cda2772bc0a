"""Rows put into a sheet of Excel with all that hangs on rows: styles, heights, merges, formulas."""

from copy import copy
from functools import partial
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from tomoni.engine.documents import _form_formulas
from tomoni.engine.documents._form_formulas import Move


def repeat(book: Workbook, sheet: Worksheet, *, first: int, last: int, times: int) -> None:
    """Let rows `first` to `last` stand `times` times; what is below goes down.

    References of all sheets, names, print areas, page breaks, conditional formats, rules of input
    and pictures go with their rows.
    """
    height, count = last - first + 1, (last - first + 1) * (times - 1)
    if count <= 0:
        return
    move = _form_formulas.inserted(first, last, count=count)
    merges = [copy(each) for each in sheet.merged_cells.ranges]
    for each in merges:
        sheet.unmerge_cells(each.coord)
    _move_heights(sheet, after=last, count=count)
    sheet.move_range(_below(sheet, last), rows=count) if sheet.max_row > last else None
    _move_references(book, sheet, move=move)
    for time in range(1, times):
        _copy_rows(sheet, first=first, last=last, down=height * time)
    for each in merges:
        _merge_again(sheet, each, first=first, last=last, times=times, move=move)
    _move_pictures(sheet, after=last, count=count)


def _below(sheet: Worksheet, row: int) -> str:
    corner = sheet.cell(row=max(sheet.max_row, row + 1), column=sheet.max_column).coordinate
    return f"A{row + 1}:{corner}"


def _move_heights(sheet: Worksheet, *, after: int, count: int) -> None:
    lower = sorted((row for row in sheet.row_dimensions if row > after), reverse=True)
    for row in lower:
        moved = sheet.row_dimensions.pop(row)
        moved.index = row + count
        sheet.row_dimensions[row + count] = moved
    for each in sheet.row_breaks.brk:
        each.id = each.id + count if each.id > after else each.id


def _move_references(book: Workbook, sheet: Worksheet, *, move: Move) -> None:
    """Formulas of all sheets, names, print areas, filters, conditional formats, rules of input."""
    for each in book.worksheets:
        for cell in (cell for row in each.iter_rows() for cell in row):
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = _form_formulas.moved(
                    cell.value, move=move, sheet=sheet.title, here=each.title
                )
    for name in (*book.defined_names.values(), *sheet.defined_names.values()):
        name.value = _form_formulas.moved(
            f"={name.value}", move=move, sheet=sheet.title, here=""
        ).removeprefix("=")
    _move_print_settings(sheet, move=move)
    shifted = partial(_shifted, move=move)
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = shifted(rule.sqref)
    old: Any = sheet.conditional_formatting
    sheet.conditional_formatting = ConditionalFormattingList()
    for formats in old:
        for rule in formats.rules:
            sheet.conditional_formatting.add(str(shifted(formats.sqref)), rule)


def _move_print_settings(sheet: Worksheet, *, move: Move) -> None:
    def there(text: str) -> str:
        return _form_formulas.reference(text.replace("$", ""), move=move, sheet="", here="")

    areas = [part.rpartition("!")[2] for part in (sheet.print_area or "").split(",") if part]
    if areas:
        sheet.print_area = ",".join(there(area) for area in areas)
    if sheet.print_title_rows:
        sheet.print_title_rows = there(sheet.print_title_rows)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = there(sheet.auto_filter.ref)


def _shifted(ranges: MultiCellRange, *, move: Move) -> MultiCellRange:
    return MultiCellRange(
        [
            CellRange(_form_formulas.reference(each.coord, move=move, sheet="", here=""))
            for each in ranges.ranges
        ]
    )


def _copy_rows(sheet: Any, *, first: int, last: int, down: int) -> None:
    move = _form_formulas.copied(first, last, down=down)
    for row in range(first, last + 1):
        if row in sheet.row_dimensions:
            height = sheet.row_dimensions[row].height
            sheet.row_dimensions[row + down].height = height
        for column in range(1, sheet.max_column + 1):
            old, new = sheet.cell(row, column), sheet.cell(row + down, column)
            new._style = copy(old._style)
            new.value = old.value
            if old.data_type == "f" and isinstance(old.value, str):
                title = sheet.title
                new.value = _form_formulas.moved(old.value, move=move, sheet=title, here=title)


def _merge_again(
    sheet: Worksheet, merge: CellRange, *, first: int, last: int, times: int, move: Move
) -> None:
    if first <= merge.min_row and merge.max_row <= last:
        height = last - first + 1
        for time in range(times):
            again = CellRange(merge.coord)
            again.shift(row_shift=height * time)
            _merge(sheet, again)
        return
    _merge(sheet, CellRange(_form_formulas.reference(merge.coord, move=move, sheet="", here="")))


def _merge(sheet: Worksheet, merge: CellRange) -> None:
    """Merged with the borders that each of the cells has: Excel draws the frame from them."""
    styles = {cell.coordinate: copy(cell._style) for row in sheet[merge.coord] for cell in row}
    sheet.merge_cells(merge.coord)
    for place, style in styles.items():
        sheet[place]._style = style


def _move_pictures(sheet: Any, *, after: int, count: int) -> None:
    for picture in sheet._images:
        for name in ("_from", "to"):
            corner = getattr(picture.anchor, name, None)
            if corner is not None and corner.row + 1 > after:
                corner.row += count

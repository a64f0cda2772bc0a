"""A marked copy of a file, to hand back to the division that keeps it.

Cells with findings are coloured and a sheet lists the findings; nothing else changes. An .xlsx is
edited part by part: drawings, charts, formulas and formats stay byte for byte as they were.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._format import Format, detect
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._marked_parts import Styles, colour_cells, findings_sheet
from tomoni.engine.tables._package import open_package, packed
from tomoni.engine.tables._view import Kind, Position, SheetView
from tomoni.engine.tables._view_workbook import Book
from tomoni.engine.tables._views import views

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PART = "xl/worksheets/tomoni-findings.xml"
_SHEET_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_SHEET_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TYPES = "[Content_Types].xml"
_BOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BAD_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Remark:
    """A finding and what the sheet of findings says of it: one text for each heading."""

    finding: Finding
    texts: tuple[str, ...]


def write_marked(
    data: bytes,
    *,
    file_name: str,
    remarks: Sequence[Remark],
    name: str,
    headings: Sequence[str],
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> bytes:
    """An .xlsx: the file with its findings coloured (errors red, warnings yellow) and listed.

    `name` and `headings`: of the sheet that lists them; the first text of a remark is linked to
    its cell. A text file or an .xls becomes an .xlsx with the same texts in the same cells.
    Raises `TablesError` as `read` does for a file that is refused.
    """
    kind = detect(data, limits=limits)
    if kind is not Format.XLSX:
        shown = views(data, kind=kind, file_name=file_name, limits=limits)
        data = _as_workbook(shown, file_name=file_name)
        only = _sheet_name(file_name)
        remarks = [_renamed(remark, sheet=only) for remark in remarks]
    package = open_package(data, limits=limits)
    book = Book(package.contents)
    try:
        changed = _changed(book, remarks=remarks, name=name, headings=headings)
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError) as error:
        raise TablesError("damaged-workbook") from error
    return packed({**package.contents, **changed})


def _changed(
    book: Book, *, remarks: Sequence[Remark], name: str, headings: Sequence[str]
) -> dict[str, bytes]:
    """The parts that differ from the original, and the new one."""
    styles = Styles(book.root(_STYLES))
    parts = dict(book.sheets(hidden=True))
    changed = {}
    for sheet, places in _by_sheet(remark.finding for remark in remarks).items():
        if sheet in parts:
            root = book.root(parts[sheet])
            colour_cells(root, places=places, styles=styles)
            changed[parts[sheet]] = _bytes(root)
    bold, linked = styles.bold(), styles.linked()
    rows = [(remark.finding.place, _clean(remark.texts)) for remark in remarks]
    changed[_PART] = _bytes(
        findings_sheet(rows, headings=headings, sheets=set(parts), bold=bold, linked=linked)
    )
    changed[_STYLES] = _bytes(styles.root)
    changed |= _registered(book, name=_free_name(name, taken=set(parts)))
    return changed


def _by_sheet(findings: Iterable[Finding]) -> dict[str, dict[Position, Severity]]:
    """Of every sheet the places with findings, each with the heavier severity."""
    found: dict[str, dict[Position, Severity]] = {}
    for finding in findings:
        place = finding.place
        if place.row is None or place.column is None:
            continue
        places = found.setdefault(place.sheet, {})
        at = place.row, place.column
        if places.get(at) is not Severity.ERROR:
            places[at] = finding.severity
    return found


def _registered(book: Book, *, name: str) -> dict[str, bytes]:
    """The three lists of a package that name every sheet, with ours at the end."""
    types, relations, workbook = book.root(_TYPES), book.root(_RELATIONS), book.root(_BOOK)
    override = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
    override.set("PartName", f"/{_PART}")
    override.set("ContentType", _SHEET_CONTENT)
    key = "rIdTomoniFindings"
    relation = etree.SubElement(relations, f"{{{etree.QName(relations).namespace}}}Relationship")
    relation.set("Id", key)
    relation.set("Type", _SHEET_TYPE)
    relation.set("Target", f"/{_PART}")
    sheets = workbook.find("{*}sheets")
    if sheets is None:
        raise TablesError("damaged-workbook")
    numbers = [int(sheet.get("sheetId", "0")) for sheet in sheets.iterfind("{*}sheet")]
    sheet = etree.SubElement(sheets, f"{{{etree.QName(sheets).namespace}}}sheet")
    sheet.set("name", name)
    sheet.set("sheetId", str(max(numbers, default=0) + 1))
    sheet.set(f"{{{_OFFICE}}}id", key)
    return {_TYPES: _bytes(types), _RELATIONS: _bytes(relations), _BOOK: _bytes(workbook)}


def _as_workbook(shown: Sequence[SheetView], *, file_name: str) -> bytes:
    """Every text in its cell; what reads as a number exactly as it is written is one."""
    book = Workbook(write_only=True)
    for view in shown:
        sheet = book.create_sheet(view.name or _sheet_name(file_name))
        deepest = max((row for row, _ in view.cells), default=0)
        widest = max((column for _, column in view.cells), default=0)
        for row in range(1, deepest + 1):
            line: list[Cell] = []
            for column in range(1, widest + 1):
                cell = WriteOnlyCell(sheet)
                found = view.cells.get((row, column))
                if found is not None and found.kind is Kind.NUMBER and _is_exact(found.text):
                    cell.value = float(found.text) if "." in found.text else int(found.text)
                elif found is not None:
                    cell.value = _CONTROL.sub("\ufffd", found.text)[:32_767]
                    cell.data_type = "s"
                line.append(cell)
            sheet.append(line)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _is_exact(text: str) -> bool:
    return text.lstrip("-").isdigit() and len(text) < 16 and str(int(text)) == text


def _renamed(remark: Remark, *, sheet: str) -> Remark:
    place = remark.finding.place
    if place.sheet:
        return remark
    moved = remark.finding.model_copy(update={"place": place.model_copy(update={"sheet": sheet})})
    return Remark(moved, remark.texts)


def _sheet_name(file_name: str) -> str:
    return _BAD_NAME.sub(" ", PurePath(file_name).stem).strip("' ")[:31] or "1"


def _free_name(name: str, *, taken: set[str]) -> str:
    free, number = name, 1
    while free.lower() in {other.lower() for other in taken}:
        number += 1
        free = f"{name} {number}"
    return free


def _clean(texts: Sequence[str]) -> list[str]:
    return [_CONTROL.sub("\ufffd", text)[:32_767] for text in texts]


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

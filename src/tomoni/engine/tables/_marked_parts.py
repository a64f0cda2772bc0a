"""The parts of an .xlsx that a marked copy changes: styles, cells, and the sheet of findings."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from tomoni.engine.core import Place, Severity
from tomoni.engine.tables._view import Position
from tomoni.engine.tables._view_workbook import position_of

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
_WIDTHS = (10, 14, 8, 10, 56, 30, 56, 30)


class Styles:
    """The styles of a workbook; a style that is asked for is added once."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.space = etree.QName(root).namespace
        self.formats = self._child("cellXfs", after="cellStyleXfs")
        if not len(self.formats):
            etree.SubElement(self.formats, self._tag("xf"), numFmtId="0", fontId="0", fillId="0",
                             borderId="0")  # fmt: skip
        self.fills: dict[Severity, int] = {}
        self.made: dict[tuple[int, Severity], int] = {}

    def coloured(self, style: int, severity: Severity) -> int:
        """The style with the colour of a severity."""
        if (style, severity) not in self.made:
            base = self.formats[style] if style < len(self.formats) else self.formats[0]
            made = deepcopy(base)
            made.set("fillId", str(self._fill(severity)))
            made.set("applyFill", "1")
            self.made[style, severity] = self._add(self.formats, made)
        return self.made[style, severity]

    def bold(self) -> int:
        """A style for headings."""
        font = self._font()
        font.insert(0, etree.Element(self._tag("b")))
        return self._with_font(font)

    def linked(self) -> int:
        """A style for links to a cell."""
        font = self._font()
        for colour in font.findall(self._tag("color")):
            font.remove(colour)
        font.insert(0, etree.Element(self._tag("u")))
        etree.SubElement(font, self._tag("color"), rgb="FF0B57D0")
        return self._with_font(font)

    def _font(self) -> etree._Element:
        """A copy of the workbook's own font."""
        own = self.root.find(f"{self._tag('fonts')}/{self._tag('font')}")
        return etree.Element(self._tag("font")) if own is None else deepcopy(own)

    def _with_font(self, font: etree._Element) -> int:
        number = self._add(self._child("fonts", after="numFmts"), font)
        made = etree.Element(
            self._tag("xf"), numFmtId="0", fontId=str(number), fillId="0", borderId="0",
            applyFont="1",
        )  # fmt: skip
        return self._add(self.formats, made)

    def _fill(self, severity: Severity) -> int:
        if severity not in self.fills:
            fill = etree.Element(self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._tag("fgColor"), rgb=_COLOURS[severity])
            etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
            self.fills[severity] = self._add(self._child("fills", after="fonts"), fill)
        return self.fills[severity]

    def _add(self, group: etree._Element, item: etree._Element) -> int:
        group.append(item)
        group.set("count", str(len(group)))
        return len(group) - 1

    def _child(self, name: str, *, after: str) -> etree._Element:
        found = self.root.find(self._tag(name))
        if found is None:
            found = etree.Element(self._tag(name))
            before = self.root.find(self._tag(after))
            place = 0 if before is None else self.root.index(before) + 1
            self.root.insert(place, found)
        return found

    def _tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"


def colour_cells(
    root: etree._Element, *, places: Mapping[Position, Severity], styles: Styles
) -> None:
    """Colour the cells of a sheet; a blank cell is made where it stands, its value stays none."""
    data = root.find("{*}sheetData")
    if data is None:
        return
    tag = etree.QName(data).namespace
    rows = {int(row.get("r", "0")): row for row in data.iterfind("{*}row")}
    for number in sorted({row for row, _ in places}):
        if number not in rows:
            rows[number] = _inserted(data, name=f"{{{tag}}}row", key=str(number), place=number)
        row = rows[number]
        cells = {position_of(cell.get("r", "")): cell for cell in row.iterfind("{*}c")}
        for at in sorted(place for place in places if place[0] == number):
            cell = cells.get(at)
            if cell is None:
                name = Place(row=number, column=at[1]).cell
                cell = _inserted(row, name=f"{{{tag}}}c", key=name, place=at[1])
                if row.get("s") and row.get("customFormat") in {"1", "true"}:
                    cell.set("s", row.get("s", "0"))
            cell.set("s", str(styles.coloured(int(cell.get("s", "0")), places[at])))


def _inserted(parent: etree._Element, *, name: str, key: str, place: int) -> etree._Element:
    """A new row or cell before the first that stands further on."""
    made = etree.Element(name)
    made.set("r", key)
    for at, other in enumerate(parent):
        if _place(other) > place:
            parent.insert(at, made)
            return made
    parent.append(made)
    return made


def _place(element: etree._Element) -> int:
    said = element.get("r", "")
    at = position_of(said)
    return at[1] if at else int(said or 0)


def findings_sheet(
    rows: Sequence[tuple[Place, Sequence[str]]],
    *,
    headings: Sequence[str],
    sheets: set[str],
    bold: int,
    linked: int,
) -> etree._Element:
    """The sheet that lists the findings, its heading row frozen, each linked to its cell."""
    root = etree.fromstring(f'<worksheet xmlns="{_MAIN}"/>')
    seen = _sub(_sub(root, "sheetViews"), "sheetView", workbookViewId="0")
    _sub(seen, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    columns = _sub(root, "cols")
    for number in range(1, len(headings) + 1):
        width = _WIDTHS[min(number, len(_WIDTHS)) - 1]
        _sub(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
    data = _sub(root, "sheetData")
    _line(data, number=1, texts=headings, styles=[bold] * len(headings))
    links = []
    for number, (place, texts) in enumerate(rows, start=2):
        known = bool(place.cell) and place.sheet in sheets
        _line(data, number=number, texts=texts, styles=[linked if known else 0])
        if known:
            sheet = place.sheet.replace("'", "''")
            links.append((f"A{number}", f"'{sheet}'!{place.cell}"))
    if links:
        group = _sub(root, "hyperlinks")
        for cell, target in links:
            _sub(group, "hyperlink", ref=cell, location=target)
    return root


def _line(
    data: etree._Element, *, number: int, texts: Sequence[str], styles: Sequence[int]
) -> None:
    row = _sub(data, "row", r=str(number))
    for column, text in enumerate(texts, start=1):
        style = styles[column - 1] if column <= len(styles) else 0
        cell = _sub(row, "c", r=Place(row=number, column=column).cell, t="inlineStr", s=str(style))
        piece = _sub(_sub(cell, "is"), "t")
        piece.text = text
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_MAIN}}}{name}", attributes)

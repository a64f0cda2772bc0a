"""Workbooks (.xlsx) as their owners see them, from the XML itself."""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._extent import check_extent
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._package import open_package
from tomoni.engine.tables._shared_texts import TEXTS, parser, rich_text, shared_texts
from tomoni.engine.tables._view import Area, Cell, Kind, Position, SheetView

_OBJECTS = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "cxnSp": "shape"}
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_RELATION_ID = "/relationships}id"
"""How the name of the attribute ends, in the usual and in the strict form of the standard."""


def view_workbook(data: bytes, *, limits: Limits) -> list[SheetView]:
    """The visible sheets in their order; refused as `read` refuses."""
    package = open_package(data, limits=limits)
    check_extent(package.parts, limits=limits)
    book = Book(package.contents)
    try:
        texts = _shared_texts(book)
        return [_view(book, name=name, part=part, texts=texts) for name, part in book.sheets()]
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError) as error:
        raise TablesError("damaged-workbook") from error


class Book:
    """The parts of an .xlsx by what they are for."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def root(self, part: str) -> etree._Element:
        """The XML of a part, its entities left alone."""
        return etree.fromstring(self.contents[part], parser())

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Of a part: id → last word of the type, name of the part it leads to."""
        folder, name = posixpath.split(part)
        where = f"{folder}/_rels/{name}.rels"
        if where not in self.contents:
            return {}
        found = {}
        for relation in self.root(where):
            target = relation.get("Target", "")
            full = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = kind, posixpath.normpath(full)
        return found

    def sheets(self, *, hidden: bool = False) -> Iterator[tuple[str, str]]:
        """Name and part of every worksheet that is shown (with `hidden`, of all)."""
        relations = self.relations("xl/workbook.xml")
        for sheet in self.root("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            keys = [str(name) for name in sheet.attrib if str(name).endswith(_RELATION_ID)]
            key = sheet.get(keys[0], "") if keys else ""
            kind, part = relations.get(key, ("", ""))
            shown = hidden or sheet.get("state", "visible") == "visible"
            if kind == "worksheet" and shown and part in self.contents:
                yield sheet.get("name", ""), part


def _shared_texts(book: Book) -> list[str]:
    if TEXTS not in book.contents:
        return []
    return shared_texts(book.contents[TEXTS]).to_list()


def _view(book: Book, *, name: str, part: str, texts: list[str]) -> SheetView:
    root = book.root(part)
    merges = tuple(
        area
        for merge in root.iterfind("{*}mergeCells/{*}mergeCell")
        if (area := area_of(merge.get("ref", ""))) is not None
    )
    objects = [found for kind, target in book.relations(part).values()
               for found in _objects(book, kind=kind, part=target)]  # fmt: skip
    return SheetView(name, dict(_cells(root, texts=texts)), merges, tuple(objects))


def _cells(root: etree._Element, *, texts: list[str]) -> Iterator[tuple[Position, Cell]]:
    row_number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for element in row.iterfind("{*}c"):
            said = position_of(element.get("r", ""))
            column = said[1] if said else column + 1
            cell = _cell(element, texts=texts)
            if cell is not None:
                yield (row_number, column), cell


def _cell(element: etree._Element, *, texts: list[str]) -> Cell | None:
    kind = element.get("t", "n")
    formula = element.find("{*}f") is not None
    if kind == "inlineStr":
        inline = element.find("{*}is")
        text = "" if inline is None else rich_text(inline)
    else:
        text = element.findtext("{*}v") or ""
        text = texts[int(text)] if kind == "s" and text else text
    if not text and not formula:
        return None
    if kind == "e":
        return Cell(text, Kind.ERROR, formula)
    return Cell(text, Kind.TEXT if kind in {"s", "str", "inlineStr"} else Kind.NUMBER, formula)


def _objects(book: Book, *, kind: str, part: str) -> Iterator[tuple[Position | None, str]]:
    if part not in book.contents:
        return
    if kind == "comments":
        for comment in book.root(part).iterfind("{*}commentList/{*}comment"):
            yield position_of(comment.get("ref", "")), "comment"
    if kind != "drawing":
        return
    for anchor in book.root(part):
        if not isinstance(anchor.tag, str) or etree.QName(anchor).localname not in _ANCHORS:
            continue
        kinds = [etree.QName(item).localname for item in anchor if isinstance(item.tag, str)]
        shown = next((_OBJECTS[found] for found in kinds if found in _OBJECTS), "shape")
        row, column = (anchor.findtext(f"{{*}}from/{{*}}{name}") for name in ("row", "col"))
        yield (int(row) + 1, int(column) + 1) if row and column else None, shown


def area_of(reference: str) -> Area | None:
    """The area of `A1:B2` (or `A1`), dollar signs allowed; None when it is none."""
    ends = [position_of(end) for end in reference.replace("$", "").split(":")]
    if len(ends) > 2 or None in ends:
        return None
    (top, left), (bottom, right) = ends[0] or (0, 0), ends[-1] or (0, 0)
    return Area(top, left, bottom, right)


def position_of(reference: str) -> Position | None:
    """Row and column of `C12`; None when it is no cell."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or not letters or not (letters.isascii() and letters.isalpha()):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column

"""Rows of a list in Word and PowerPoint: what stands once in a form, once for each row."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tomoni.engine.documents._form_fields import FormPlace
from tomoni.engine.documents._form_runs import WORD, Dialect, lines

_IDS = ("paraId", "textId")
_MARKS = ("bookmarkStart", "bookmarkEnd")


@dataclass(frozen=True)
class Copy:
    """Elements that are filled from one row of a list; no row: an empty one."""

    elements: tuple[Any, ...]
    name: str
    row: Mapping[str, Any]


def repeated(
    root: Any, *, dialect: Dialect, values: Mapping[str, Any], place: FormPlace
) -> Iterator[Copy]:
    """Repeat what names a row's columns: rows of a table, and paragraphs outside of tables."""
    found: dict[Any, str] = {}
    for line in lines(root, dialect=dialect):
        names = [field.name for field in line.fields(place=place) if field.item]
        if names:
            row = next(line.element.iterancestors(dialect.tag("tr")), None)
            found.setdefault(line.element if row is None else row, names[0])
    for name, elements in _blocks(found):
        rows = rows_of(values, name)
        if rows is not None:
            yield from _copies(elements, name=name, rows=rows or [{}], dialect=dialect)


def rows_of(values: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]] | None:
    """The rows of a list; None when there is no such list."""
    rows = values.get(name)
    if name in values and rows is None:
        return []
    is_list = isinstance(rows, list | tuple) and all(isinstance(row, Mapping) for row in rows)
    return rows if is_list else None


def _blocks(found: Mapping[Any, str]) -> Iterator[tuple[str, list[Any]]]:
    """Neighbours of the same list are repeated together."""
    numbered, number, before = [], 0, None
    for element, name in found.items():
        is_next = before is not None and before[0].getnext() is element and before[1] == name
        number += not is_next
        numbered.append((number, name, element))
        before = (element, name)
    for (_number, name), members in groupby(numbered, key=lambda each: each[:2]):
        yield name, [element for _n, _name, element in members]


def _copies(
    elements: list[Any], *, name: str, rows: Sequence[Mapping[str, Any]], dialect: Dialect
) -> Iterator[Copy]:
    last, patterns = elements[-1], [deepcopy(element) for element in elements]
    merged_on = _merged_below(elements[-1], dialect=dialect)
    yield Copy(tuple(elements), name, rows[0])
    for row in rows[1:]:
        made = [deepcopy(pattern) for pattern in patterns]
        for element in made:
            _forget_ids(element)
            last.addnext(element)
            last = element
        _go_on_merging(made, columns=merged_on, dialect=dialect)
        yield Copy(tuple(made), name, row)
    if dialect is not WORD:
        _stretch(elements[0], by=len(patterns) * (len(rows) - 1), dialect=dialect)


def _forget_ids(element: Any) -> None:
    """What may stand only once in a file."""
    for node in list(element.iter()):
        for key in list(node.attrib):
            if key.rpartition("}")[2] in _IDS:
                del node.attrib[key]
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in _MARKS:
            node.getparent().remove(node)


def _cells(row: Any) -> dict[int, Any]:
    """The cells of a row of Word by the column of the grid that they begin in."""
    at, cells = 0, {}
    for cell in row.findall(WORD.tag("tc")):
        cells[at] = cell
        span = cell.find(f"{WORD.tag('tcPr')}/{WORD.tag('gridSpan')}")
        at += 1 if span is None else int(span.get(WORD.tag("val"), "1"))
    return cells


def _merge(cell: Any) -> Any:
    return cell.find(f"{WORD.tag('tcPr')}/{WORD.tag('vMerge')}")


def _merged_below(row: Any, *, dialect: Dialect) -> frozenset[int]:
    """The columns in which the row after this one goes on with a merged cell."""
    after = row.getnext()
    if dialect is not WORD or after is None or after.tag != dialect.tag("tr"):
        return frozenset()
    merges = {at: _merge(cell) for at, cell in _cells(after).items()}
    return frozenset(
        at
        for at, merge in merges.items()
        if merge is not None and merge.get(WORD.tag("val")) != "restart"
    )


def _go_on_merging(rows: list[Any], *, columns: frozenset[int], dialect: Dialect) -> None:
    """A cell that reaches below what is repeated stays one cell through the copies."""
    for row in rows if columns else ():
        for at, cell in _cells(row).items():
            merge = _merge(cell) if at in columns else None
            if merge is not None and merge.get(WORD.tag("val")) == "restart":
                del merge.attrib[WORD.tag("val")]
                for text in cell.iter(dialect.tag("t")):
                    text.text = ""


def _stretch(row: Any, *, by: int, dialect: Dialect) -> None:
    """Merged cells of a slide count their rows: those that hold the repeated rows hold more."""
    table = row.getparent()
    if row.tag != dialect.tag("tr"):
        return
    rows = table.findall(dialect.tag("tr"))
    place = rows.index(row)
    for at, each in enumerate(rows[: place + 1]):
        for cell in each.findall(dialect.tag("tc")):
            span = int(cell.get("rowSpan", "1"))
            if span > 1 and at + span > place + 1:
                cell.set("rowSpan", str(span + by))

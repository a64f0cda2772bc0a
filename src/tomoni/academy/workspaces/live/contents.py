"""A worksheet as a document that merges by itself (Yjs), and what stands in it.

In the map `fields` each field has its name: a text where people write sentences, else what the
control holds (a string, or a list of strings). A list of rows is a map of rows by an id of their
own: each has its place `at`, whether it is `gone`, and its columns. The map `head` says which
version the document holds, and who saved it.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from django.http import QueryDict
from pycrdt import Decoder, Doc, Map, Text

from tomoni.academy.ui.fields import FieldView

Fields = Iterable[FieldView]
_TEXTS = frozenset({"short_text", "long_text"})
_AT, _GONE = "at", "gone"


@dataclass(frozen=True)
class Head:
    """The version that a document holds."""

    version: int
    by: str


def opened(*states: bytes) -> Doc[Any]:
    """A document that holds all of the states."""
    doc: Doc[Any] = Doc()
    for state in states:
        doc.apply_update(state)
    return doc


def write(doc: Doc[Any], fields: Fields, *, head: Head | None = None) -> None:
    """Edit the document until it says what the fields hold; what is the same stays untouched."""
    root = doc.get("fields", type=Map)
    with doc.transaction():
        for field in fields:
            if field.type == "rows":
                _write_rows(root, field)
            elif field.type != "file":
                _write_one(root, field)
        if head is not None:
            said = doc.get("head", type=Map)
            said["version"], said["by"] = float(head.version), head.by


def post_of(doc: Doc[Any], fields: Fields) -> QueryDict:
    """What the controls would send if they showed the document."""
    root, post = doc.get("fields", type=Map), QueryDict(mutable=True)
    for field in fields:
        if field.type == "rows":
            for place, (_id, row) in enumerate(_standing(root.get(field.name))):
                for column in field.columns:
                    named = f"{field.name}-{place}-{column.name}"
                    post.setlist(named, _listed(row.get(column.name)))
        elif field.type != "file":
            post.setlist(field.name, _listed(root.get(field.name)))
    return post


def clocks(doc: Doc[Any]) -> dict[int, int]:
    """How much each page has written: page's number → its clock."""
    return clocks_in(doc.get_state())


def clocks_in(state: bytes) -> dict[int, int]:
    """The same from a state vector. Raises `ValueError`, `IndexError` for what is none."""
    decoder = Decoder(state)
    count = decoder.read_var_uint()
    if count > len(state):
        raise ValueError
    found = {}
    for _each in range(count):
        client = decoder.read_var_uint()
        found[client] = decoder.read_var_uint()
    if decoder.length != 0:
        raise ValueError
    return found


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [_plain(value)]


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, str | Text) else ""


def _held(field: FieldView) -> str | list[str]:
    """What the control of a field holds."""
    return [str(each) for each in field.value or ()] if field.many else field.text


def _write_one(into: Map[Any], field: FieldView) -> None:
    held, there = _held(field), into.get(field.name)
    if field.type not in _TEXTS:
        if there != held:
            into[field.name] = held
    elif isinstance(there, Text):
        edit(there, str(held))
    else:
        into[field.name] = Text(str(held))


def edit(text: Text, wanted: str) -> None:
    """Make the text say what is wanted, by its smallest changes. Places are counted in bytes."""
    there = str(text)
    matcher = SequenceMatcher(a=there, b=wanted, autojunk=False)
    for what, start, end, first, last in reversed(matcher.get_opcodes()):
        if what == "equal":
            continue
        begin, stop = len(there[:start].encode()), len(there[:end].encode())
        if stop > begin:
            del text[begin:stop]
        if last > first:
            text.insert(begin, wanted[first:last])


def _standing(rows: Any) -> list[tuple[str, Map[Any]]]:
    """The rows that are not gone, in their order."""
    if not isinstance(rows, Map):
        return []
    found = list(rows.items())
    there = [
        (id_, row) for id_, row in found if isinstance(row, Map) and row.get(_GONE) is not True
    ]
    return sorted(there, key=lambda pair: (_at(pair[1]), pair[0]))


def _at(row: Map[Any]) -> float:
    at = row.get(_AT)
    return float(at) if isinstance(at, int | float) else 0.0


def _cells(field: FieldView, row: Mapping[str, Any]) -> tuple[FieldView, ...]:
    return tuple(replace(column, value=row.get(column.name)) for column in field.columns)


def _words(field: FieldView, row: Map[Any]) -> tuple[tuple[str, ...], ...]:
    """What a row says, to be compared; a row that says nothing belongs to whoever began it."""
    return tuple(tuple(_listed(row.get(column.name))) for column in field.columns)


def _write_rows(root: Map[Any], field: FieldView) -> None:
    said = field.value or []
    if not isinstance(root.get(field.name), Map):
        root[field.name] = Map()
        said = said or [{}] * field.rows_shown
    rows = root[field.name]
    there = [
        (id_, row) for id_, row in _standing(rows) if any(any(cell) for cell in _words(field, row))
    ]
    wanted = [_cells(field, row) for row in said]
    matcher = SequenceMatcher(
        a=[_words(field, row) for _id, row in there],
        b=[tuple(tuple(_listed(_held(cell))) for cell in cells) for cells in wanted],
        autojunk=False,
    )
    for _what, start, end, first, last in matcher.get_opcodes():
        kept = min(end - start, last - first)
        for (_id, row), cells in zip(there[start:], wanted[first : first + kept], strict=False):
            for cell in cells:
                _write_one(row, cell)
        for _id, row in there[start + kept : end]:
            row[_GONE] = True
        above = _at(there[start + kept - 1][1]) if start + kept else None
        below = _at(there[end][1]) if end < len(there) else None
        new = wanted[first + kept : last]
        for at, cells in zip(_places(above, below, len(new)), new, strict=True):
            _begin_row(rows, cells, at=at)


def _begin_row(rows: Map[Any], cells: tuple[FieldView, ...], *, at: float) -> None:
    row: Map[Any] = Map()
    rows[secrets.token_hex(8)] = row
    row[_AT] = at
    for cell in cells:
        _write_one(row, cell)


def _places(above: float | None, below: float | None, count: int) -> Iterator[float]:
    """Places for so many rows between two."""
    low = above if above is not None else (below - count - 1 if below is not None else 0.0)
    high = below if below is not None else low + count + 1
    for number in range(1, count + 1):
        yield low + (high - low) * number / (count + 1)

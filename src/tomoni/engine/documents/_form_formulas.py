"""References to cells, when rows are put in between: the same cells, at their new place."""

import re
from collections.abc import Callable

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import quote_sheetname

_RANGE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!:]+)!)?"
    r"(?P<first>\$?[A-Za-z]{1,3})(?P<top>\$?[0-9]+)"
    r"(?::(?P<last>\$?[A-Za-z]{1,3})(?P<bottom>\$?[0-9]+))?"
)
_ROWS = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!:]+)!)?(?P<top>\$?[0-9]+):(?P<bottom>\$?[0-9]+)"
)
Move = Callable[[int, int], tuple[int, int]]
"""The first and the last row of a range → where they stand then."""


def inserted(first: int, last: int, *, count: int) -> Move:
    """Rows below `last` go down by `count`; a range that holds all of first to last grows."""

    def move(top: int, bottom: int) -> tuple[int, int]:
        grows = bottom > last or (top <= first and bottom == last)
        return (top + count if top > last else top), (bottom + count if grows else bottom)

    return move


def copied(first: int, last: int, *, down: int) -> Move:
    """In a copy of rows, what pointed into those rows points into the copy."""

    def move(top: int, bottom: int) -> tuple[int, int]:
        inside = first <= top and bottom <= last
        return (top + down, bottom + down) if inside else (top, bottom)

    return move


def moved(formula: str, *, move: Move, sheet: str, here: str) -> str:
    """The formula (with its `=`) with its references to rows of `sheet` moved.

    `here`: the sheet that the formula stands in.
    """
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = reference(token.value, move=move, sheet=sheet, here=here)
    return "=" + "".join(token.value for token in tokens.items)


def reference(text: str, *, move: Move, sheet: str, here: str) -> str:
    """One reference, e.g. `'予算'!$B$4:D9`, moved where it points into `sheet`."""
    found = _RANGE.fullmatch(text) or _ROWS.fullmatch(text)
    if found is None or not _is_of(found["sheet"], sheet=sheet, here=here):
        return text
    parts = found.groupdict()
    top = int(parts["top"].lstrip("$"))
    said = (parts["sheet"] or "") + parts.get("first", "")
    if parts["bottom"] is None:
        return said + _row(parts["top"], move(top, top)[0])
    top, bottom = move(top, int(parts["bottom"].lstrip("$")))
    return f"{said}{_row(parts['top'], top)}:{parts.get('last', '')}{_row(parts['bottom'], bottom)}"


def _row(old: str, row: int) -> str:
    return f"{'$' if old.startswith('$') else ''}{row}"


def _is_of(named: str | None, *, sheet: str, here: str) -> bool:
    if not named:
        return sheet == here
    return named.removesuffix("!") in {sheet, quote_sheetname(sheet)}

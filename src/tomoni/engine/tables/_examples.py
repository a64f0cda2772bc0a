"""Rows and sheets that show how to fill a form in (入力例, 記入例), and rows never filled in."""

import re
from collections.abc import Sequence

from tomoni.engine.tables._sheet import Sheet

_EXAMPLE = re.compile(
    r"[（(【\[〔<＜※]*\s*(?:入力|記入|記載|回答|作成)?(?:例|見本|サンプル)\s*[0-9０-９]?\s*[）)】\]〕>＞：:]*"
)
_EXAMPLE_SHEET = re.compile(r".*(?:入力例|記入例|記載例|記入見本|見本|サンプル).*")
_COUNT = re.compile(r"[0-9]{1,5}")
_LABELS = 2
_LEAST_COLUMNS = 3


def is_example_sheet(name: str) -> bool:
    """Whether a sheet says by its name that it is an example."""
    return _EXAMPLE_SHEET.fullmatch(name) is not None


def example_rows(sheet: Sheet, *, body: Sequence[int]) -> list[int]:
    """Rows of the body that call themselves an example in one of their first cells."""
    columns = [sheet.cells[name] for name in sheet.cells.columns]
    found = []
    for row in body:
        labels = [text for column in columns if (text := column[row])][:_LABELS]
        if any(_EXAMPLE.fullmatch(text) for text in labels):
            found.append(row)
    return found


def template_rows(sheet: Sheet, *, body: Sequence[int]) -> list[int]:
    """Rows at the end that hold nothing but their number, prepared and never filled in."""
    if sheet.wide < _LEAST_COLUMNS:
        return []
    found: list[int] = []
    for row in reversed(body):
        if sheet.filled[row] and not _COUNT.fullmatch(sheet.lone(row)):
            break
        if sheet.filled[row]:
            found.append(row)
    return found[::-1] if len(found) < len(body) else []

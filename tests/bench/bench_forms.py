"""Measurements of filling every form of the house for one case, beside the bare libraries.

Printed, never asserted: medians of seven runs in milliseconds. Targets: all documents of a case
≤ 5 s together, each ≤ 2 s. Beside: docxtpl filling a Word form with the same words, openpyxl and
python-pptx opening and saving the same file with nothing filled in.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docxtpl import DocxTemplate

from bench.large_cases import median_ms
from tomoni.engine import documents
from tomoni.engine.core import Quantity

_TEXT = "更新の月は窓口で平均40分待たせている。\n" * 12
_BOXES = "".join(
    f'<rect x="{place % 40 * 20}" y="{place // 40 * 20}" width="16" height="12" fill="#00118F"/>'
    f'<text x="{place % 40 * 20}" y="{place // 40 * 20 + 18}" font-size="6">作業{place}</text>'
    for place in range(400)
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="820" height="220">' + _BOXES + "</svg>"
).encode()


def given(key: str) -> tuple[dict[str, Any], dict[str, documents.FormPicture | None]]:
    """A value for each field of a form: ten rows for a list, a picture of 400 boxes."""
    kind = documents.SHIPPED_FORMS[key].kind
    fields = documents.form_fields(documents.shipped_form(key), kind=kind)
    values: dict[str, Any] = {}
    for field in fields:
        if field.item:
            for row in values.setdefault(field.name, [{} for _row in range(10)]):
                row[field.item] = "食品営業許可施設一覧"
        elif not field.picture:
            values[field.name] = Quantity(value=332, unit="時間") if field.display else _TEXT
    picture = documents.FormPicture(svg=SVG, alt="流れ")
    return values, {field.name: picture for field in fields if field.picture}


def bare_word(_data: bytes) -> None:
    """docxtpl on a form that it understands: as many fields, one a paragraph."""
    template = DocxTemplate(BytesIO(plain_word()))
    template.render({"題名": _TEXT})
    template.save(BytesIO())


def plain_word() -> bytes:
    file, made = docx.Document(), BytesIO()
    for _field in range(25):
        file.add_paragraph("{{ 題名 }}")
    file.save(made)
    return made.getvalue()


def bare_excel(data: bytes) -> None:
    openpyxl.load_workbook(BytesIO(data)).save(BytesIO())


def bare_slides(data: bytes) -> None:
    pptx.Presentation(BytesIO(data)).save(BytesIO())


BESIDE: Mapping[str, tuple[str, Callable[[bytes], None]]] = {
    "docx": ("docxtpl, 25 fields", bare_word),
    "xlsx": ("openpyxl, open and save", bare_excel),
    "pptx": ("python-pptx, open and save", bare_slides),
}
TOTAL: dict[str, float] = {}


@pytest.mark.parametrize("key", documents.SHIPPED_FORMS)
def test_each_form(key: str) -> None:
    data, kind = documents.shipped_form(key), documents.SHIPPED_FORMS[key].kind
    values, pictures = given(key)
    ours = median_ms(
        lambda: documents.fill_form(data, kind=kind, values=values, pictures=pictures), times=7
    )
    name, beside = BESIDE[kind]
    other = median_ms(lambda: beside(data), times=7)
    TOTAL[key] = ours
    print(f"\n{key}.{kind}: {ours:.0f} ms (target ≤ 2,000); {name}: {other:.0f} ms")


def test_all_together() -> None:
    print(f"\n{len(TOTAL)} forms together: {sum(TOTAL.values()):.0f} ms (target ≤ 5,000)")

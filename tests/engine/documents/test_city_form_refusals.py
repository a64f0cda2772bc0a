"""What is no plain form is refused, each with its own code."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from engine.documents.city_forms import excel_form, saved, slides_form, word_form
from tomoni.engine import documents
from tomoni.engine.documents import DocumentsError, FormKind


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    made = BytesIO(data)
    with ZipFile(made, "a", ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return made.getvalue()


def said(text: str) -> bytes:
    file = docx.Document()
    file.add_paragraph(text)
    return saved(file)


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(made, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            after.writestr(part, content.replace(old, new) if part == name else content)
    return made.getvalue()


REFUSED: dict[str, tuple[FormKind, Callable[[], bytes], str]] = {
    "not a zip": ("docx", lambda: b"no form", "form-damaged"),
    "empty": ("docx", lambda: b"", "form-damaged"),
    "cut off": ("docx", lambda: word_form()[:-4_000], "form-damaged"),
    "a password": ("xlsx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "form-locked"),
    "another kind": ("docx", excel_form, "form-unknown-kind"),
    "macros": ("docx", lambda: with_part(word_form(), "word/vbaProject.bin", b"x"), "form-active"),
    "an embedded object": (
        "pptx", lambda: with_part(slides_form(), "ppt/embeddings/a.bin", b"x"), "form-active",
    ),
    "a macro type": (
        "xlsx",
        lambda: changed(
            excel_form(), "[Content_Types].xml", b"spreadsheetml.sheet.main",
            b"spreadsheetml.sheet.macroEnabled.main",
        ),
        "form-active",
    ),
    "a template from elsewhere": (
        "docx",
        lambda: with_part(
            word_form(), "word/_rels/settings.xml.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/attachedTemplate" Target="http://x.invalid/a" TargetMode="External"/>'
            b"</Relationships>",
        ),
        "form-active",
    ),
    "a bomb": (
        "docx", lambda: with_part(word_form(), "word/a.xml", b"\0" * 70_000_000), "form-too-large",
    ),
    "an entity": (
        "docx",
        lambda: with_part(word_form(), "word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "form-damaged",
    ),
    "broken xml": (
        "docx",
        lambda: changed(word_form(), "word/document.xml", b"</w:body>", b""),
        "form-damaged",
    ),
    "a command": ("docx", lambda: said("{% for a in b %}"), "form-command"),
    "open braces": ("docx", lambda: said("{{ 題名 }"), "form-broken-field"),
    "a name in parts": ("docx", lambda: said("{{ a.b.c }}"), "form-broken-field"),
    "a call": ("docx", lambda: said("{{ a.__class__.__mro__[1] }}"), "form-broken-field"),
    "an unknown display": ("docx", lambda: said("{{ 円 | 億円 }}"), "form-unknown-display"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("fills", [False, True])
def test_what_is_no_plain_form_is_refused(name: str, fills: bool) -> None:
    kind, make, code = REFUSED[name]
    data = make()
    used = partial(documents.fill_form, values={}, pictures={}) if fills else documents.form_fields
    with pytest.raises(DocumentsError) as refusal:
        used(data, kind=kind)
    assert refusal.value.code == code


def test_a_workbook_with_a_chart_is_refused_rather_than_filled_without_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "{{ 題名 }}"
    chart = BarChart()
    chart.add_data(Reference(range_string="Sheet!A1:A2"))
    sheet.add_chart(chart)
    with pytest.raises(DocumentsError) as refusal:
        documents.form_fields(saved(book), kind="xlsx")
    assert refusal.value.code == "form-would-lose"


def test_a_name_with_underscores_reaches_nothing_but_the_values() -> None:
    made = documents.fill_form(
        said("{{ 題名.__class__ }}"), kind="docx", values={"題名": "a"}, pictures={}
    )
    assert made.unknown == ("題名.__class__",)


def test_control_characters_of_a_value_do_not_break_the_file() -> None:
    made = documents.fill_form(
        said("{{ 題名 }}"), kind="docx", values={"題名": "a\x00\x0bb"}, pictures={}
    )
    assert docx.Document(BytesIO(made.data)).paragraphs[0].text == "ab"

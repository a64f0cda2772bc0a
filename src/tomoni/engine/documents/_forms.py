"""A city's own form: which fields it has, and the same file filled."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError as NoWordFile
from lxml.etree import LxmlError
from openpyxl.utils.exceptions import InvalidFileException
from pptx.exc import PythonPptxError

from tomoni.engine.documents import _form_package, _form_sheet, _form_slides, _form_word
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._form_fields import FormField, FormKind
from tomoni.engine.documents._form_report import FilledForm, Filler
from tomoni.engine.documents._form_values import FormPicture

_KINDS: Mapping[str, ModuleType] = {
    "docx": _form_word, "xlsx": _form_sheet, "pptx": _form_slides,
}  # fmt: skip
_BROKEN = (
    AttributeError, BadZipFile, IndexError, InvalidFileException, KeyError, LxmlError, NoWordFile,
    PythonPptxError, TypeError, ValueError,
)  # fmt: skip
"""What the three libraries raise on a package whose parts contradict each other."""


def form_fields(data: bytes, *, kind: FormKind) -> tuple[FormField, ...]:
    """The fields of a form in reading order, each with its place.

    Raises `DocumentsError`: `form-unknown-kind`, `form-locked`, `form-damaged`, `form-too-large`,
    `form-active` (macros, embedded objects, parts from elsewhere), `form-would-lose` (charts or
    shapes in a workbook), and with `near` `form-command`, `form-broken-field`,
    `form-unknown-display`.
    """
    _form_package.check(data, kind=kind)
    try:
        return tuple(_KINDS[kind].fields(data))
    except _BROKEN as error:
        raise _said(error) from error


def fill_form(
    data: bytes,
    *,
    kind: FormKind,
    values: Mapping[str, Any],
    pictures: Mapping[str, FormPicture | None],
) -> FilledForm:
    """The form filled with `values`, by the names of its fields.

    A value is a text, a truth, a number, a `Quantity`, a day, or a list of these; a list of
    mappings is rows. None: there is such a field, and nothing to put into it. A field that is not
    among them stays as it stands. Rows of a table that name columns (`{{ 積算.品名 }}`) stand once
    for each row of the list. Equal input gives equal bytes; nobody's name is in the properties.

    Raises `DocumentsError` as `form_fields`, and `bad-figure`.
    """
    _form_package.check(data, kind=kind)
    filler = Filler(values, pictures=pictures)
    try:
        made = _KINDS[kind].fill(data, filler=filler)
    except _BROKEN as error:
        raise _said(error) from error
    return filler.filled(_form_package.cleaned(made))


def _said(error: Exception) -> DocumentsError:
    return error if isinstance(error, DocumentsError) else DocumentsError("form-damaged")

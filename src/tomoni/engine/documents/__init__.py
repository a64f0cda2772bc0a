"""A composed document → a file that a city can print, send and check.

Comes in: a `Document` (headings, paragraphs, lists, figures, tables, and the traces of its numbers)
and the SVG pictures it names. Goes out: the bytes of one .docx, .pdf or .html file, equal bytes for
equal input. Every format shows the same numbers, marks those without a source, and ends with
数値の根拠: each number's way back to its source file.

Comes in, too: a text in Markdown. Goes out: its slides one by one, or a PDF of slides or of a text.

Comes in, too: a city's own form (.docx, .xlsx, .pptx) with fields in double braces, and values and
pictures by their names. Goes out: its fields, and the same file filled.

And what a graduate is certified of: as one sheet of paper, and as an Open Badge that proves itself.
"""

from tomoni.engine.documents._badge import (
    Badge,
    check_badge,
    issuer_id,
    issuer_jwk,
    key_fingerprint,
    sign_badge,
)
from tomoni.engine.documents._certificate import Certificate, certificate_pdf
from tomoni.engine.documents._document import (
    Block,
    Bullets,
    ColumnHead,
    DataTable,
    Document,
    Figure,
    Heading,
    Number,
    Orphan,
    Paragraph,
    SourceLine,
    Span,
    Text,
    TraceEntry,
    TraceStep,
    spans,
)
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._form_fields import FormField, FormKind, FormPlace
from tomoni.engine.documents._form_report import FilledForm
from tomoni.engine.documents._form_values import FormPicture, field_text, form_text
from tomoni.engine.documents._forms import fill_form, form_fields
from tomoni.engine.documents._rendering import Format, render
from tomoni.engine.documents._shipped import SHIPPED_FORMS, ShippedForm, shipped_form
from tomoni.engine.documents._slides import Slide, slides_of, slides_pdf, text_pdf

__all__ = [
    "SHIPPED_FORMS",
    "Badge",
    "Block",
    "Bullets",
    "Certificate",
    "ColumnHead",
    "DataTable",
    "Document",
    "DocumentsError",
    "Figure",
    "FilledForm",
    "FormField",
    "FormKind",
    "FormPicture",
    "FormPlace",
    "Format",
    "Heading",
    "Number",
    "Orphan",
    "Paragraph",
    "ShippedForm",
    "Slide",
    "SourceLine",
    "Span",
    "Text",
    "TraceEntry",
    "TraceStep",
    "certificate_pdf",
    "check_badge",
    "field_text",
    "fill_form",
    "form_fields",
    "form_text",
    "issuer_id",
    "issuer_jwk",
    "key_fingerprint",
    "render",
    "shipped_form",
    "sign_badge",
    "slides_of",
    "slides_pdf",
    "spans",
    "text_pdf",
]

"""The words every room shares.

Comes in: nothing. Goes out: the values that travel between rooms (`Table`, `Finding`, `Source`,
`Quantity`), how a quantity reads in Japanese, what pictures are made of, text in words, and
the base of every error.
"""

from tomoni.engine.core._dates import japanese_date
from tomoni.engine.core._errors import TomoniError
from tomoni.engine.core._fonts import FONT_FAMILY, font_folder, renderer, svg_text
from tomoni.engine.core._hashes import canonical_json, sha256
from tomoni.engine.core._japanese import tokenizer
from tomoni.engine.core._quantity import Grade, Quantity, range_text, show
from tomoni.engine.core._spread import NotNegative, Spread
from tomoni.engine.core._svg import svg_add, svg_set, xml_text
from tomoni.engine.core._values import (
    DATA_ROW,
    ROW_KIND,
    Column,
    ColumnType,
    Finding,
    Place,
    Proof,
    Severity,
    Source,
    Table,
    Value,
)

__all__ = [
    "DATA_ROW",
    "FONT_FAMILY",
    "ROW_KIND",
    "Column",
    "ColumnType",
    "Finding",
    "Grade",
    "NotNegative",
    "Place",
    "Proof",
    "Quantity",
    "Severity",
    "Source",
    "Spread",
    "Table",
    "TomoniError",
    "Value",
    "canonical_json",
    "font_folder",
    "japanese_date",
    "range_text",
    "renderer",
    "sha256",
    "show",
    "svg_add",
    "svg_set",
    "svg_text",
    "tokenizer",
    "xml_text",
]

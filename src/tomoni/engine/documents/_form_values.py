"""What a form is filled with, and how each value reads: the same on a page and in every file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tomoni.engine.core import Quantity, Value, japanese_date, show, xml_text
from tomoni.engine.documents._form_fields import BOXES, FormField

_NO = frozenset({"", "0", "false", "いいえ", "なし", "無", "×"})


class FormPicture(Value):
    """A picture as SVG, and what it shows in words."""

    svg: bytes
    alt: str = ""


def form_text(value: Any, *, display: str = "") -> str:
    """A value as it reads in a form; empty for None.

    Numbers as `core.show` writes them (plain ones with thousands, halves rounded up), days in the
    Japanese calendar or with `西暦` in the western one, truth as はい or いいえ, several texts one
    a line. `数字` leaves the unit out.
    """
    match value:
        case None:
            return ""
        case bool():
            return "はい" if value else "いいえ"
        case Quantity():
            plain = value.model_copy(update={"unit": ""}) if "数字" in display else value
            return show(plain, display)
        case int() | float():
            return show(Quantity(value=float(value)), display)
        case datetime():
            return form_text(value.date(), display=display)
        case date():
            if "西暦" in display:
                return f"{value.year}年{value.month}月{value.day}日"
            return japanese_date(value)
        case str():
            return xml_text(value).replace("\r\n", "\n").replace("\r", "\n")
        case Mapping():
            return "　".join(form_text(each, display=display) for each in value.values())
        case Sequence():
            return "\n".join(form_text(each, display=display) for each in value)
    return xml_text(str(value))


def field_text(field: FormField, *, value: Any) -> str:
    """What stands at the field."""
    if field.box:
        return field.box if _is_so(field, value=value) else BOXES[field.box]
    return form_text(value, display=field.display)


def _is_so(field: FormField, *, value: Any) -> bool:
    if not field.equals:
        said = form_text(value).strip().lower() if not isinstance(value, bool) else None
        return bool(value) if said is None else said not in _NO
    several = value if isinstance(value, list | tuple) else (value,)
    return field.equals in {form_text(each).strip() for each in several}


def is_number(value: Any) -> bool:
    """Whether it stands on the right."""
    return isinstance(value, Quantity | int | float) and not isinstance(value, bool)

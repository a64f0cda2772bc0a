"""Posted forms read back into the values of `FieldView`s, whatever the person's keyboard wrote."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")
_DATE = re.compile(
    r"(令和|平成|昭和|[RHS])?(\d{1,4}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE
)
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_LONGEST = 20_000
_EARLIEST = 1868


@dataclass(frozen=True)
class Reading:
    """What was read: the value (as typed where it is wrong) and what to correct."""

    value: Any
    errors: tuple[str, ...] = ()
    cell_errors: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.errors and not self.cell_errors


def read_field(post: QueryDict, *, field: FieldView) -> Reading:
    """Read one field. Rows stand as `name-0-column`; wholly empty rows are left out.

    An empty field is no error: a draft may lack anything. `require` adds that.
    """
    if field.type == "rows":
        return _read_rows(post, field)
    if field.many:
        return Reading([value for value in post.getlist(field.name) if value])
    return _read_one(post.get(field.name, ""), field)


def read_fields(post: QueryDict, *, fields: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    """The same fields holding what was posted, ready to be shown again; files are left alone."""
    return tuple(
        each if each.type == "file" else filled(each, reading=read_field(post, field=each))
        for each in fields
    )


def filled(field: FieldView, *, reading: Reading) -> FieldView:
    """The field with what was read in it."""
    return replace(
        field, value=reading.value, errors=reading.errors, cell_errors=reading.cell_errors
    )


def require(field: FieldView) -> FieldView:
    """The field, with an error when it must be filled in and is empty."""
    if not field.required or field.errors or field.value not in (None, "", [], ()):
        return field
    asked = _("「%(label)s」を書いてください")
    if field.choices:
        asked = _("「%(label)s」を選んでください")
    return replace(field, errors=(asked % {"label": field.label},))


def fitting(field: FieldView, *, longest: Mapping[str, int]) -> FieldView:
    """The field, with an error when it holds a choice that is not offered or too long a text.

    `longest`: type → how many letters it may have.
    """
    if field.errors:
        return field
    offered = {each[0] if isinstance(each, tuple) else each for each in field.choices}
    if offered and field.text and not field.many and field.text not in offered:
        sentence = _("「%(label)s」を選び直してください。")
        return replace(field, errors=(sentence % {"label": field.label},))
    most = longest.get(field.type)
    if most is not None and len(field.text) > most:
        sentence = _("「%(label)s」は%(most)s字までにしてください。")
        return replace(field, errors=(sentence % {"label": field.label, "most": f"{most:,}"},))
    return field


def read_form(
    post: QueryDict, *, fields: tuple[FieldView, ...], longest: Mapping[str, int]
) -> tuple[FieldView, ...]:
    """The fields with what was posted, and what is missing or does not fit, cell by cell."""
    return tuple(
        _cells(fitting(require(each), longest=longest), longest=longest)
        for each in read_fields(post, fields=fields)
    )


def _cells(field: FieldView, *, longest: Mapping[str, int]) -> FieldView:
    """Required cells that are empty, and choices that are not offered, are marked."""
    if field.type != "rows":
        return field
    wrong = dict(field.cell_errors or {})
    for place, row in enumerate(field.value or ()):
        for column in field.columns:
            cell = replace(column, value=row.get(column.name))
            cell = fitting(require(cell), longest=longest)
            if cell.errors:
                wrong.setdefault((place, column.name), cell.errors)
    return replace(field, cell_errors=wrong)


def with_error(fields: tuple[FieldView, ...], *, name: str, sentence: str) -> tuple[FieldView, ...]:
    """The fields, with what is wrong at one of them."""
    return tuple(
        replace(field, errors=(*field.errors, sentence)) if field.name == name else field
        for field in fields
    )


def _read_one(text: str, field: FieldView) -> Reading:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > _LONGEST:
        return _refused(text, _("「%(label)s」は20,000字までにしてください"), field)
    if field.type == "number":
        return _read_number(text, field)
    if field.type == "date":
        return _read_date(text, field)
    return Reading(text)


def _refused(text: str, sentence: str, field: FieldView) -> Reading:
    return Reading(text, (sentence % {"label": field.label},))


def _read_number(text: str, field: FieldView) -> Reading:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("、", "").replace(" ", "")
    plain = re.sub("^[△▲−ー]", "-", plain).removesuffix(unicodedata.normalize("NFKC", field.unit))
    if not plain:
        return Reading(None)
    if not _NUMBER.fullmatch(plain):
        return _refused(text, _("「%(label)s」は数字で書いてください（例：1,200）"), field)
    number = float(plain)
    if not math.isfinite(number):
        return _refused(text, _("「%(label)s」の数が大きすぎます"), field)
    return Reading(int(number) if number.is_integer() and abs(number) < 1e15 else number)


def _read_date(text: str, field: FieldView) -> Reading:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if not text:
        return Reading("")
    try:
        day = _day(match) if match else date.fromisoformat(text)
        return Reading(day.isoformat())
    except ValueError:
        return _refused(text, _("「%(label)s」は日付で書いてください（例：2027年4月1日）"), field)


def _day(match: re.Match[str]) -> date:
    era, written, month, day = match.groups()
    first = _ERAS[era.upper()] if era else 0
    year = first + (1 if written == "元" else int(written))
    if year < _EARLIEST:
        raise ValueError(year)
    return date(year, int(month), int(day))


def _read_rows(post: QueryDict, field: FieldView) -> Reading:
    pattern = re.compile(rf"{re.escape(field.name)}-(\d{{1,6}})-")
    matches = (pattern.match(name) for name in post)
    places = sorted({int(match[1]) for match in matches if match})
    rows: list[dict[str, Any]] = []
    errors: dict[tuple[int, str], tuple[str, ...]] = {}
    for place in places[: field.rows_most]:
        readings = {
            column.name: read_field(
                post, field=replace(column, name=f"{field.name}-{place}-{column.name}")
            )
            for column in field.columns
        }
        if all(reading.value in (None, "", []) for reading in readings.values()):
            continue
        wrong = {name: reading.errors for name, reading in readings.items() if reading.errors}
        errors |= {(len(rows), name): found for name, found in wrong.items()}
        rows.append({name: reading.value for name, reading in readings.items()})
    return Reading(rows, cell_errors=errors)


def has_errors(fields: Iterable[FieldView]) -> bool:
    """Whether something in the fields has to be corrected."""
    return any(field.invalid for field in fields)

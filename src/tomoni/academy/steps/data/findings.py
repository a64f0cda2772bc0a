"""What was noticed while a table was read: grouped by what it is, filtered, beside its values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.data.cells import said_cell
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording import finding_view
from tomoni.engine.core import Finding, Place, Severity, Table

FILTERS = ("severity", "column", "code")
SEVERITIES = {
    Severity.ERROR: gettext_lazy("使う前に直す"),
    Severity.WARNING: gettext_lazy("目で確かめる"),
    Severity.INFO: gettext_lazy("整えたところ"),
}
_ORDER = tuple(SEVERITIES)
_SHOWN = 50
_CELLS = 5
_NAMED = 3
_SHEET_COLUMN = "シート"
_LONGEST = 60


@dataclass(frozen=True)
class Spot:
    """A place in the file: its address, and the query that shows the rows around it."""

    address: str
    query: str


@dataclass(frozen=True)
class Found:
    """One finding: where, what stood there, and what became of it in the table."""

    sentence: str
    column: str
    seen: str
    became: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Group:
    """All findings of one code."""

    code: str
    severity: str
    severity_label: str
    sentence: str
    action: str
    count: int
    found: tuple[Found, ...]
    hidden: int
    with_cells: bool


@dataclass(frozen=True)
class FindingsView:
    """The groups that pass the filters, and the questions of the filters."""

    groups: tuple[Group, ...]
    fields: tuple[FieldView, ...]
    shown: int
    total: int
    filtered: bool


def findings_view(
    findings: Sequence[Finding], *, table: Table, wanted: Mapping[str, str]
) -> FindingsView:
    """The findings that are `wanted`, by the names in `FILTERS`; an unknown wish finds nothing."""
    chosen = {name: wanted.get(name, "") for name in FILTERS}
    kept = [each for each in findings if _passes(each, chosen)]
    return FindingsView(
        groups=tuple(_groups(kept, table=table)),
        fields=_fields(findings, chosen=chosen),
        shown=len(kept),
        total=len(findings),
        filtered=any(chosen.values()),
    )


def _column(finding: Finding) -> str:
    return str(finding.params.get("column", ""))


def _passes(finding: Finding, chosen: Mapping[str, str]) -> bool:
    said = {"severity": finding.severity.value, "column": _column(finding), "code": finding.code}
    return all(not chosen[name] or chosen[name] == said[name] for name in FILTERS)


def _fields(findings: Iterable[Finding], *, chosen: Mapping[str, str]) -> tuple[FieldView, ...]:
    by_code: dict[str, list[Finding]] = {}
    for each in findings:
        by_code.setdefault(each.code, []).append(each)
    columns = list(dict.fromkeys(column for each in findings if (column := _column(each))))
    severities = [(each.value, str(label)) for each, label in SEVERITIES.items()]
    codes = [(code, _short(merged(of_code))) for code, of_code in by_code.items()]
    every = [("", _("すべて"))]
    return tuple(
        FieldView(
            name=name,
            label=label,
            type="choice",
            value=chosen[name],
            choices=(*every, *choices),
            id_prefix="filter",
        )
        for name, label, choices in (
            ("severity", _("重さ"), severities),
            ("column", _("列"), [(column, column) for column in columns]),
            ("code", _("内容"), codes),
        )
    )


def _short(finding: Finding) -> str:
    text = finding_view(finding).sentence
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _groups(findings: Iterable[Finding], *, table: Table) -> Iterable[Group]:
    by_code: dict[tuple[int, str], list[Finding]] = {}
    for each in findings:
        by_code.setdefault((_ORDER.index(each.severity), each.code), []).append(each)
    for (_rank, code), of_code in sorted(by_code.items(), key=lambda item: item[0][0]):
        view = finding_view(merged(of_code))
        found = tuple(_found(each, table=table) for each in of_code[:_SHOWN])
        severity = of_code[0].severity
        yield Group(
            code=code,
            severity=severity.value,
            severity_label=str(SEVERITIES[severity]),
            sentence=view.sentence,
            action=view.action,
            count=len(of_code),
            found=found,
            hidden=len(of_code) - len(found),
            with_cells=any(each.spots or each.seen for each in found),
        )


def merged(findings: Sequence[Finding]) -> Finding:
    """One finding that speaks for all of a code: counts added up, names put together."""
    first = findings[0]
    params: dict[str, str | int | float] = {}
    for name, value in first.params.items():
        values = [each.params[name] for each in findings if name in each.params]
        if name == "count":
            params[name] = sum(each for each in values if isinstance(each, int | float))
        else:
            params[name] = value if len(set(values)) == 1 else _together(values)
    return first.model_copy(update={"place": Place(), "seen": "", "params": params})


def _together(values: Sequence[object]) -> str:
    texts = list(dict.fromkeys(str(value) for value in values))
    shown = "、".join(texts[:_NAMED])
    if len(texts) <= _NAMED:
        return shown
    return _("%(shown)s ほか%(count)s") % {"shown": shown, "count": len(texts) - _NAMED}


def _found(finding: Finding, *, table: Table) -> Found:
    places = _places(finding)
    view = finding_view(finding)
    spots = tuple(_spot(place, column=_column(finding)) for place in places)
    return Found(
        sentence=view.sentence,
        column=_column(finding),
        seen=finding.seen,
        became=_became(finding, places=places, table=table),
        spots=spots,
    )


def _places(finding: Finding) -> list[Place]:
    """The cells (or rows) that a finding names, the first few."""
    place = finding.place
    column = place.column
    rows = [_row(cell) for cell in str(finding.params.get("cells", "")).split()]
    if not column or not all(rows):
        rows = [int(row) for row in str(finding.params.get("rows", "")).split() if row.isdecimal()]
    if not rows or (column and place.row not in rows):
        rows = [place.row]
    found = [place.model_copy(update={"row": row}) for row in rows if row]
    return found[:_CELLS]


def _row(cell: str) -> int | None:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else None


def _spot(place: Place, *, column: str) -> Spot:
    said = {"sheet": place.sheet, "row": place.row, "column": place.column, "name": column}
    address = place.cell or _("%(row)s行目") % {"row": place.row}
    return Spot(address, urlencode({name: value for name, value in said.items() if value}))


def _became(finding: Finding, *, places: Sequence[Place], table: Table) -> str:
    """The table's values in the cells that the finding names; empty when it names no cell."""
    column = _column(finding)
    if not finding.place.column or table.column(column) is None:
        return ""
    values = [cell_of(table, place, column=column) for place in places]
    return "、".join(dict.fromkeys(value for value in values if value is not None))


def cell_of(table: Table, place: Place, *, column: str) -> str | None:
    """What the table holds for a row of the file, in words; None when it has no such row."""
    row = row_of(table, place)
    return None if row is None else said_cell(table, row=row, column=column)


def row_of(table: Table, place: Place) -> int | None:
    """The place in the table of a row of the file; None when it is not there, or not known."""
    if table.row_numbers is None or place.row is None:
        return None
    here = table.row_numbers == place.row
    if place.sheet and not table.sheet and table.column(_SHEET_COLUMN):
        here &= (table.frame[_SHEET_COLUMN] == place.sheet).fill_null(value=False)
    elif place.sheet != table.sheet and place.sheet:
        return None
    found = pl.Series(here).arg_true()
    return int(found[0]) if len(found) else None

"""Between the values of the form, the engine's flow, and the sheets of a spreadsheet."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from tomoni.academy.steps.flow.forms import MINUTES, PICTURE, STEP_NAMES
from tomoni.engine import flows, tables
from tomoni.engine.core import Column, ColumnType, Finding, Grade, Severity, Table

Values = Mapping[str, Any]

GRADES = tuple(grade.value for grade in Grade if grade not in {Grade.COMPUTED, Grade.EXPLORED})
LANE_KINDS = tuple(kind.value for kind in flows.LaneKind)
_HEADINGS = dict(zip(STEP_NAMES, flows.COLUMNS, strict=True))
_LEAST_HEADINGS = 2
_NEEDED = "name"


def flow_of(values: Values) -> tuple[flows.Flow, tuple[Finding, ...]]:
    """The flow that the values say, and what in them could not be understood.

    A lane without work is there only where a hand drew it.
    """
    rows = rows_of(values)
    used = {row[_HEADINGS["lane"]].strip() for row in rows}
    kinds = {
        row["lane"]: flows.LaneKind(row["kind"])
        for row in values.get("lanes") or ()
        if (row.get("lane") in used or values.get(PICTURE)) and row.get("kind") in LANE_KINDS
    }
    return flows.from_rows(
        rows, title=values.get("title") or "", lane_kinds=kinds, volume=_volume(values)
    )


def texts_of(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The rows as they stand in the cells of the page."""
    return [{name: _text(row.get(name)) for name in STEP_NAMES} for row in steps]


def rows_of(values: Values) -> list[dict[str, str]]:
    """The step table as texts by heading."""
    return [
        {heading: _text(row.get(name)) for name, heading in _HEADINGS.items()}
        for row in values.get("steps") or ()
    ]


def values_of(flow: flows.Flow) -> dict[str, Any]:
    """The values that say the flow."""
    volume = flow.volume
    return {
        "title": flow.title,
        "volume_quote": volume.quote,
        "volume_value": _plain(volume.value),
        "volume_low": _plain(volume.low),
        "volume_high": _plain(volume.high),
        "volume_grade": "" if volume == flows.Volume(quote=volume.quote) else volume.grade.value,
        "volume_said_by": volume.said_by,
        "steps": [_unspread(row) for row in steps_of(flows.to_rows(flow))],
        "lanes": [{"lane": lane.name, "kind": lane.kind.value} for lane in flow.lanes],
    }


def _unspread(row: dict[str, Any]) -> dict[str, Any]:
    """Ends that only repeat the usual minutes stay empty: who changes those changes one cell."""
    same = row["low"] == row["likely"] == row["high"]
    return row | {"low": None, "high": None} if same else row


def steps_of(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Rows by heading as rows of the form; minutes are numbers where they can be read."""
    return [
        {
            name: _number(row.get(heading, "")) if name in MINUTES else row.get(heading, "")
            for name, heading in _HEADINGS.items()
        }
        for row in rows
    ]


def read_sheet(data: bytes, *, file_name: str) -> list[dict[str, Any]] | None:
    """The steps in a workbook or text file: the first table that is a step table.

    With the headings of the step table every cell is taken as it stands. With other usual words for
    them the table is taken when all of it is understood. None when there is no such table. Raises
    `TablesError` when the file cannot be read.
    """
    for table in tables.read(data, file_name=file_name).tables:
        texts = table.frame.select(pl.all().cast(pl.String).fill_null("")).to_dicts()
        found = {_loose(name): name for name in table.frame.columns}
        named = {
            heading: found[_loose(heading)] for heading in flows.COLUMNS if _loose(heading) in found
        }
        if _HEADINGS[_NEEDED] in named and len(named) >= _LEAST_HEADINGS:
            return steps_of(
                [{heading: row[name] for heading, name in named.items()} for row in texts]
            )
        if understood := _understood(texts):
            return steps_of(understood)
    return None


def _understood(texts: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows under the usual headings; none when anything in them could not be read."""
    flow, findings = flows.from_rows(texts, title="")
    lost = any(finding.severity is Severity.ERROR for finding in findings)
    named = flow.steps and all(step.name and step.lane for step in flow.steps)
    return flows.to_rows(flow) if named and not lost else []


def table_of(values: Values) -> Table:
    """The step table for a spreadsheet: minutes as numbers where all of a column are."""
    rows = rows_of(values)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(flows.COLUMNS, pl.String))
    for name in MINUTES:
        heading = _HEADINGS[name]
        texts = [row[heading] for row in rows]
        numbers = [_number(text) for text in texts]
        if not any(isinstance(number, str) and number for number in numbers):
            column = pl.Series(heading, [number or None for number in numbers], dtype=pl.Float64)
            frame = frame.with_columns(column)
    return Table(
        name=values.get("title") or "",
        columns=tuple(
            Column(
                name=name,
                type=ColumnType.TEXT if dtype == pl.String else ColumnType.NUMBER,
            )
            for name, dtype in frame.schema.items()
        ),
        frame=frame,
    )


def _volume(values: Values) -> flows.Volume:
    usual, low, high = (
        value if isinstance(value, int | float) and value >= 0 else None
        for value in (values.get(f"volume_{end}") for end in ("value", "low", "high"))
    )
    grade = values.get("volume_grade")
    return flows.Volume(
        value=usual,
        low=low,
        high=high,
        quote=values.get("volume_quote") or "",
        grade=Grade(grade) if grade in list(Grade) else Grade.ESTIMATE,
        said_by=values.get("volume_said_by") or "",
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    plain = _plain(value) if isinstance(value, int | float) else value
    return str(plain)


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _number(text: str) -> float | str | None:
    """The number as it would be typed; the text itself where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("分").replace(",", "")
    if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", plain):
        return _plain(float(plain))
    return text.strip() or None


def _loose(heading: str) -> str:
    return re.sub(r"[\s()]|分\)?$", "", unicodedata.normalize("NFKC", heading))

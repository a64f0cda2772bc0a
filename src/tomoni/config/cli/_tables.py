"""Tables in a command's answer, and in files."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from tomoni.config.cli import _files, _findings
from tomoni.config.errors import ConfigError
from tomoni.engine import tables
from tomoni.engine.core import Column, Finding, Table

MARK = "metadata.json"
"""What a folder of tables is known by; it says what the other files are."""
ENDINGS = (".parquet", ".csv", ".xlsx")

Encoding = Literal["utf-8-sig", "cp932"]


def chosen(reading: tables.Reading, *, number: int | None) -> Table:
    """The table of that number, else the only one."""
    count = len(reading.tables)
    if number is None and count > 1:
        raise ConfigError("table-not-chosen", count=count)
    if (number or 1) > count:
        raise ConfigError("no-such-table", number=number or 1, count=count)
    return reading.tables[(number or 1) - 1]


def described(table: Table) -> dict[str, Any]:
    """A table without its rows."""
    return {
        "name": table.name,
        "sheet": table.sheet,
        "range": table.range,
        "rows": table.frame.height,
        "columns": [_column(column) for column in table.columns],
        "row_kinds": dict(table.row_kinds),
        "proofs": [proof.model_dump(mode="json") for proof in table.proofs],
        "notes": list(table.notes),
    }


def found(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings: where, what stood there, what was done about it and what a person should do."""
    listed = list(findings)
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "sheet": finding.place.sheet,
            "cell": _cell(finding),
            "seen": finding.seen,
            "did": said["sentence"],
            "advice": said["action"],
        }
        for finding, said in zip(listed, _findings.data(listed), strict=True)
    ]


@dataclass(frozen=True)
class Target:
    """Where tables go: one file, known by its ending, or a folder with all of them."""

    path: Path
    number: int | None
    encoding: Encoding

    @property
    def is_file(self) -> bool:
        """Whether the name has an ending that tells what to write."""
        return self.path.suffix.lower() in ENDINGS and not self.path.is_dir()

    def refuse_early(self) -> None:
        """Refuse what can be told before the file is read."""
        if self.is_file:
            return
        if self.path.suffix and not self.path.exists():
            raise ConfigError("unknown-table-file", ending=self.path.suffix)
        _files.refuse_taken(self.path, mark=MARK)

    def write(self, reading: tables.Reading, *, answer: Mapping[str, Any]) -> None:
        """Write it whole or leave what was there."""
        if self.is_file:
            _files.write_file(self._content(reading), target=self.path)
            return
        fill = partial(_fill, reading, answer, self.encoding)
        _files.write_folder(fill, target=self.path, mark=MARK)

    def _content(self, reading: tables.Reading) -> bytes:
        count = len(reading.tables)
        if self.number is None and count > 1:
            raise ConfigError("table-not-chosen", count=count)
        number = self.number or 1
        if number > count:
            raise ConfigError("no-such-table", number=number, count=count)
        table, ending = reading.tables[number - 1], self.path.suffix.lower()
        if ending == ".parquet":
            return tables.write_parquet(table, source=reading.source)
        if ending == ".xlsx":
            return tables.write_xlsx(table)
        return tables.write_csv(table, encoding=self.encoding)


def _fill(
    reading: tables.Reading, answer: Mapping[str, Any], encoding: Encoding, folder: Path
) -> None:
    said = json.dumps(answer, default=str, ensure_ascii=False, indent=2)
    (folder / MARK).write_text(f"{said}\n", encoding="utf-8")
    for number, table in enumerate(reading.tables, start=1):
        parquet = tables.write_parquet(table, source=reading.source)
        (folder / f"table-{number}.parquet").write_bytes(parquet)
        text = tables.write_csv(table, encoding=encoding)
        (folder / f"table-{number}.csv").write_bytes(text)


def _column(column: Column) -> dict[str, Any]:
    """Name, type, unit and reasons; what else is known of it only where there is something."""
    said = column.model_dump(mode="json")
    always = {name: said.pop(name) for name in ("name", "type", "unit", "reasons")}
    return always | {name: value for name, value in said.items() if value}


def _cell(finding: Finding) -> str:
    """The cell as a spreadsheet writes it; `12:12` for a row, `C:C` for a column."""
    place = finding.place
    if place.cell or (place.row is None and place.column is None):
        return place.cell
    if place.column is None:
        return f"{place.row}:{place.row}"
    letters = place.model_copy(update={"row": 1}).cell.removesuffix("1")
    return f"{letters}:{letters}"

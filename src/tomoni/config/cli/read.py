"""`tomoni read FILE`: a messy file as tidy tables, with all that was noticed."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings
from tomoni.config.cli._output import Output, json_option
from tomoni.engine import tables
from tomoni.engine.core import Table

MARK = "metadata.json"
"""What a folder of tables is known by; it says what the other files are."""

_ROWS = 8
_COLUMNS = 8
_CELL = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="整えた表（Parquet と CSV）を書き出すフォルダ。"
)
@json_option
def read(file: Path, *, out: Path | None, as_json: bool) -> int:
    """Excel や CSV のファイルを、整えた表として読む。

    表のはじめの行と、読み取りで気づいた点を出す。--out のフォルダは、前に書き出したものなら
    丸ごと置き換える。
    """
    if out is not None:
        _files.refuse_taken(out, mark=MARK)
    content = _files.read_at_most(file, limit=tables.Limits().max_bytes)
    reading = tables.read(content, file_name=_files.name_of(file))
    described = [_described(table, number) for number, table in enumerate(reading.tables, start=1)]
    answer: dict[str, Any] = {
        "format": "tomoni-tables/1",
        "source": reading.source.model_dump(mode="json"),
        "tables": described,
        "findings": _findings.data(reading.findings),
    }
    if out is not None:
        _files.write_folder(partial(_write, reading, answer), target=out, mark=MARK)
    answer["written"] = str(out) if out else None
    for table, said in zip(reading.tables, described, strict=True):
        said["preview"] = table.frame.head(_ROWS).to_dicts()
    Output(as_json).answer(answer, shown=_shown(reading, out=out))
    return _findings.code(reading.findings)


def _described(table: Table, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "name": table.name,
        "sheet": table.sheet,
        "range": table.range,
        "rows": table.frame.height,
        "columns": [column.model_dump(mode="json") for column in table.columns],
        "row_kinds": dict(table.row_kinds),
        "notes": list(table.notes),
    }


def _write(reading: tables.Reading, answer: dict[str, Any], folder: Path) -> None:
    said = json.dumps(answer, default=str, ensure_ascii=False, indent=2)
    (folder / MARK).write_text(f"{said}\n", encoding="utf-8")
    for number, table in enumerate(reading.tables, start=1):
        (folder / f"table-{number}.parquet").write_bytes(tables.write_parquet(table))
        (folder / f"table-{number}.csv").write_bytes(tables.write_csv(table))


def _shown(reading: tables.Reading, *, out: Path | None) -> RenderableType:
    parts: list[RenderableType] = []
    for number, table in enumerate(reading.tables, start=1):
        parts += [_title(table, number), _grid(table), Text("")]
    counted = _findings.counts(reading.findings)
    parts.append(Text(f"気づいた点：{counted or 'ありません'}", style="bold"))
    parts.append(_findings.shown(reading.findings))
    if out is not None:
        parts.append(Text(f"\n{out} に書き出しました（Parquet、CSV、{MARK}）。"))
    return Group(*parts)


def _title(table: Table, number: int) -> Text:
    where = " ".join(part for part in (table.sheet, table.range) if part)
    size = f"{table.frame.height:,}行 × {table.frame.width:,}列"
    line = Text(f"表{number}　", style="bold")
    line.append(_findings.printable(f"{table.name}　{size}"))
    return line.append(_findings.printable(f"　{where}"), style="dim")


def _grid(table: Table) -> Grid:
    """The first rows of the first columns: enough to see whether the table was understood."""
    grid = Grid(pad_edge=False)
    columns = table.columns[:_COLUMNS]
    for column in columns:
        is_number = column.type in {"integer", "number"}
        grid.add_column(
            _cell(column.name),
            justify="right" if is_number else "left",
            overflow="ellipsis",
            no_wrap=True,
        )
    for row in table.frame.select([column.name for column in columns]).head(_ROWS).iter_rows():
        grid.add_row(*map(_cell, row))
    more = table.frame.width - len(columns)
    if more > 0:
        grid.caption = f"ほかに{more:,}列"
    return grid


def _cell(value: object) -> Text:
    text = "" if value is None else _findings.printable(str(value))
    return Text(f"{text[:_CELL]}…" if len(text) > _CELL else text)

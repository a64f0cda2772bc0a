"""`tomoni read FILE`: a messy file as tidy tables, with all that was noticed."""

from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings, _tables
from tomoni.config.cli._output import Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import tables
from tomoni.engine.core import Table

_LONGEST_RECIPE = 1_000_000
_ROWS = 8
_COLUMNS = 8
_CELL = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="整えた表の書き出し先。名前の終わりが .parquet、.csv、.xlsx なら一つのファイル、"
    "ほかはフォルダ（Parquet と CSV）。",
)
@click.option("--table", "number", type=click.IntRange(min=1), help="書き出す表の番号。")
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "cp932"]),
    default="utf-8",
    help="CSV の文字コード。utf-8 は Excel でも開ける BOM 付き。",
)
@click.option(
    "--recipe", "recipe_file", type=click.Path(path_type=Path), help="読み方の指定（YAML）。"
)
@click.option(
    "--learn",
    type=click.Path(path_type=Path),
    help="読み方の指定の書き出し先（YAML）。来月のファイルを、今回の表の形と比べられる。",
)
@json_option
def read(
    file: Path,
    *,
    out: Path | None,
    number: int | None,
    encoding: str,
    recipe_file: Path | None,
    learn: Path | None,
    as_json: bool,
) -> int:
    """Excel や CSV のファイルを、整えた表として読む。

    表のはじめの行と、読み取りで気づいた点を出す。--out のフォルダは、前に書き出したものなら
    丸ごと置き換える。
    """
    code: _tables.Encoding = "cp932" if encoding == "cp932" else "utf-8-sig"
    target = _tables.Target(out, number, code) if out else None
    if target is not None:
        target.refuse_early()
    recipe = _recipe(recipe_file)
    content = _files.read_at_most(file, limit=tables.Limits().max_bytes)
    reading = tables.read(content, file_name=_files.name_of(file), recipe=recipe)
    answer: dict[str, Any] = {
        "source": reading.source.model_dump(mode="json"),
        "tables": [_tables.described(table) for table in reading.tables],
        "findings": _tables.found(reading.findings),
    }
    if target is not None:
        target.write(reading, answer=answer)
    if learn is not None:
        _learn(reading, recipe=recipe, number=number, target=learn)
    Output(as_json).answer(answer, shown=_shown(reading, out=out))
    return _findings.code(reading.findings)


def _recipe(file: Path | None) -> tables.Recipe:
    if file is None:
        return tables.Recipe()
    text = _files.read_at_most(file, limit=_LONGEST_RECIPE).decode("utf-8-sig", "replace")
    return tables.read_recipe(text)


def _learn(
    reading: tables.Reading, *, recipe: tables.Recipe, number: int | None, target: Path
) -> None:
    """Save how the chosen table (else the only one) was read and what it looks like."""
    count = len(reading.tables)
    if number is None and count > 1:
        raise ConfigError("table-not-chosen", count=count)
    if (number or 1) > count:
        raise ConfigError("no-such-table", number=number or 1, count=count)
    learned = tables.learn(reading.tables[(number or 1) - 1], recipe=recipe)
    _files.write_file(tables.write_recipe(learned).encode(), target=target)


def _shown(reading: tables.Reading, *, out: Path | None) -> RenderableType:
    parts: list[RenderableType] = []
    for number, table in enumerate(reading.tables, start=1):
        parts += [_title(table, number), _grid(table), Text("")]
    counted = _findings.counts(reading.findings)
    parts.append(Text(f"気づいた点：{counted or 'ありません'}", style="bold"))
    parts.append(_findings.shown(reading.findings))
    if out is not None:
        parts.append(Text(f"\n{out} に書き出しました。"))
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

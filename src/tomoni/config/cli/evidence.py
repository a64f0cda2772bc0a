"""`tomoni evidence run CLAIM`: a locked claim held against a table, with its weaknesses."""

from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.academy.ui.wording import weakness_sentence
from tomoni.config.cli import _files, _findings, _tables, _wording
from tomoni.config.cli._output import BLOCKED, GOOD, Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import evidence as engine
from tomoni.engine import tables
from tomoni.engine.core import ColumnType, Quantity, Table, show

_LONGEST_CLAIM = 1_000_000
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}


@click.group()
def evidence() -> None:
    """主張を、データで確かめる。"""


@evidence.command()
@click.argument("claim", type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="データのファイル（Excel、CSV、Parquet）。なければ、主張のファイルの data。",
)
@click.option("--chart", type=click.Path(path_type=Path), help="図の書き出し先（.svg か .png）。")
@json_option
def run(claim: Path, *, data: Path | None, chart: Path | None, as_json: bool) -> int:
    """固定した主張（YAML）をデータに当てて、事実・幅・判定・弱みを出す。

    答えのない弱みが判定を止めていれば、終了コードは 1。
    """
    if chart is not None and chart.suffix.lower() not in {".svg", ".png"}:
        raise ConfigError("unknown-chart-file", ending=chart.suffix or chart.name)
    asked = engine.read_claim_file(_files.read_at_most(claim, limit=_LONGEST_CLAIM))
    if data is None and not asked.data:
        raise ConfigError("data-missing")
    place = data or claim.parent / asked.data
    verdict = engine.run(
        asked.claim,
        table=_table(place, number=asked.table),
        source_name=asked.source,
        answers=asked.answers,
        ledger=asked.ledger,
    )
    if chart is not None:
        svg = chart.suffix.lower() == ".svg"
        drawn = engine.chart_svg(verdict.chart).encode() if svg else engine.chart_png(verdict.chart)
        _files.write_file(drawn, target=chart)
    answer: dict[str, Any] = {"format": "tomoni-evidence/1", **verdict.model_dump(mode="json")}
    Output(as_json).answer(answer, shown=_shown(verdict))
    waiting = any(one.blocks and not one.answer for one in verdict.warnings)
    return BLOCKED if waiting else GOOD


@evidence.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--column", required=True, help="何と関係するかを見たい列。")
@click.option(
    "--category", multiple=True, help="その列の、注目する値（何度でも）。数の列ならいらない。"
)
@click.option("--table", "number", type=click.IntRange(min=1), help="ファイルの何番目の表か。")
@json_option
def screen(
    data: Path, *, column: str, category: tuple[str, ...], number: int | None, as_json: bool
) -> int:
    """ほかのどの列が関係がありそうかを、強い順に並べる（探索。証拠ではない）。"""
    found = engine.screen(_table(data, number=number), column=column, categories=category)
    answer: dict[str, Any] = {"format": "tomoni-screening/1", **found.model_dump(mode="json")}
    grid = Grid(pad_edge=False)
    for heading in ("列", "強さ", "q 値", "区分", "件数"):
        grid.add_column(heading, justify="left" if heading == "列" else "right")
    for one in found.columns:
        cells = (f"{one.strength:.2f}", f"{one.q_value:.3g}", f"{one.kinds:,}", f"{one.n:,}")
        grid.add_row(_line(one.column), *cells)
    note = "探索です。ここで見つけたものは、主張にして固定し、別のデータで確かめます。"
    shown = Group(_line(f"{found.what}と関係がありそうな列"), grid, _line(note))
    Output(as_json).answer(answer, shown=shown)
    return GOOD


def _table(place: Path, *, number: int | None) -> Table:
    content = _files.read_at_most(place, limit=tables.Limits().max_bytes)
    if place.suffix.lower() == ".parquet":
        return tables.read_parquet(content)
    reading = tables.read(content, file_name=_files.name_of(place))
    return _tables.chosen(reading, number=number)


def _shown(verdict: engine.Verdict) -> RenderableType:
    _wording.speak()
    parts: list[RenderableType] = [
        _line(verdict.claim.sentence),
        Text(f"判定：{verdict.verdict}", style="bold"),
        _line(verdict.fact),
        _grid(verdict.table),
    ]
    for one in verdict.warnings:
        mark = "答えてください：" if one.blocks and not one.answer else "弱み："
        parts.append(_line(f"{mark}{weakness_sentence(one)}（{one.code}）"))
        if one.answer:
            parts.append(_line(f"　答え：{one.answer}"))
    parts.append(_line(f"次に見ること：{verdict.next_look}"))
    return Group(*parts)


def _grid(table: engine.ResultTable) -> Grid:
    grid = Grid(pad_edge=False)
    for column in table.columns:
        grid.add_column(_line(column.name), justify="right" if column.type in _NUMBERS else "left")
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        grid.add_row(*(_line(_cell(value, unit=column.unit)) for value, column in cells))
    return grid


def _cell(value: str | float | None, *, unit: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return show(Quantity(value=value, unit=unit))


def _line(text: str) -> Text:
    return Text(_findings.printable(text))

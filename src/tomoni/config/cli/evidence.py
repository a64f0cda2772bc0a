"""`tomoni evidence run CLAIM`: a locked claim held against a table, with its weaknesses."""

from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.academy.ui.wording import weakness_sentence
from tomoni.config.cli import _files, _findings, _wording
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
    question = engine.read_question(_files.read_at_most(claim, limit=_LONGEST_CLAIM))
    if data is None and not question.data:
        raise ConfigError("data-missing")
    place = data or claim.parent / question.data
    verdict = engine.run(
        question.claim,
        table=_table(place, number=question.table),
        source_name=question.source,
        answers=question.answers,
        ledger=question.ledger,
    )
    if chart is not None:
        svg = chart.suffix.lower() == ".svg"
        drawn = engine.chart_svg(verdict.chart).encode() if svg else engine.chart_png(verdict.chart)
        _files.write_file(drawn, target=chart)
    answer: dict[str, Any] = {"format": "tomoni-evidence/1", **verdict.model_dump(mode="json")}
    Output(as_json).answer(answer, shown=_shown(verdict))
    waiting = any(one.blocks and not one.answer for one in verdict.warnings)
    return BLOCKED if waiting else GOOD


def _table(place: Path, *, number: int | None) -> Table:
    content = _files.read_at_most(place, limit=tables.Limits().max_bytes)
    if place.suffix.lower() == ".parquet":
        return tables.read_parquet(content)
    reading = tables.read(content, file_name=_files.name_of(place))
    count = len(reading.tables)
    if number is None and count > 1:
        raise ConfigError("table-not-chosen", count=count)
    if (number or 1) > count:
        raise ConfigError("no-such-table", number=number or 1, count=count)
    return reading.tables[(number or 1) - 1]


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

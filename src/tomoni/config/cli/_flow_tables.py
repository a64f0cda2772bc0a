"""`tomoni flow table | check | template`: the step table of a flow, what is wrong with it."""

from pathlib import Path

import click
import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings, _steps
from tomoni.config.cli._output import GOOD, Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import flows, tables
from tomoni.engine.core import Column, ColumnType, Finding, Table

_out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="書き出すファイル。名前の終わりが .csv か .xlsx。",
)
_steps_argument = click.argument("steps", type=click.Path(path_type=Path))


@click.command()
@_steps_argument
@_out_option
@json_option
def table(steps: Path, *, out: Path | None, as_json: bool) -> int:
    """作業の表か BPMN のファイルを、作業の表（番号、誰が、何をする、…）にする。"""
    found, findings = _steps.read_flow(steps)
    return _answer(found, findings, out=out, as_json=as_json)


@click.command()
@_steps_argument
@json_option
def check(steps: Path, *, as_json: bool) -> int:
    """作業の表か BPMN のファイルを点検する。直すところがあれば終了コードは1。"""
    found, findings = _steps.read_flow(steps)
    answer = {
        "title": found.title,
        "steps": len(found.steps),
        "findings": _findings.data(findings),
    }
    counted = _findings.counts(findings) or "気づいた点はありません"
    title = _findings.printable(found.title) or "業務フロー"
    said = Text(f"{title}（作業{len(found.steps)}）：{counted}。")
    Output(as_json).answer(answer, shown=Group(said, _findings.shown(findings)))
    return _findings.code(findings)


@click.command()
@click.argument("name", required=False)
@_out_option
@json_option
def template(name: str | None, *, out: Path | None, as_json: bool) -> int:
    """よくある業務フローのひな形。名前がなければ一覧、あれば作業の表。"""
    if name is not None:
        return _answer(flows.template(name), (), out=out, as_json=as_json)
    found = flows.templates()
    grid = Grid(pad_edge=False)
    for heading in ("名前", "業務", "作業", "内容"):
        grid.add_column(heading)
    for one in found:
        grid.add_row(one.name, one.title, str(one.steps), one.about)
    answer = {"templates": [one.model_dump(mode="json") for one in found]}
    Output(as_json).answer(answer, shown=grid)
    return GOOD


def _answer(
    flow: flows.Flow, findings: tuple[Finding, ...], *, out: Path | None, as_json: bool
) -> int:
    rows = flows.to_rows(flow)
    if out is not None:
        _files.write_file(_written(flow.title, rows, ending=out.suffix.lower()), target=out)
    answer = {
        "title": flow.title,
        "columns": list(flows.COLUMNS),
        "rows": rows,
        "written": None if out is None else str(out),
        "findings": _findings.data(findings),
    }
    said: RenderableType = _grid(flow.title, rows)
    if out is not None:
        said = Text(f"{out} に書きました（作業{len(rows)}）。")
    Output(as_json).answer(answer, shown=Group(said, _findings.shown(findings)))
    return GOOD


def _written(title: str, rows: list[dict[str, str]], *, ending: str) -> bytes:
    made = Table(
        name=title,
        columns=tuple(Column(name=name, type=ColumnType.TEXT) for name in flows.COLUMNS),
        frame=pl.DataFrame(rows, schema=dict.fromkeys(flows.COLUMNS, pl.String)),
    )
    match ending:
        case ".csv":
            return tables.write_csv(made)
        case ".xlsx":
            return tables.write_xlsx(made)
    raise ConfigError("unknown-sheet", ending=ending or title)


def _grid(title: str, rows: list[dict[str, str]]) -> Grid:
    """The columns in which something stands."""
    used = [name for name in flows.COLUMNS if any(row[name] for row in rows)]
    grid = Grid(title=Text(_findings.printable(title)), pad_edge=False)
    for name in used:
        grid.add_column(name)
    for row in rows:
        grid.add_row(*(Text(_findings.printable(row[name])) for name in used))
    return grid

"""`tomoni flow draw | cost`: a table of steps as a picture, as BPMN, as hours a year."""

import math
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings, _steps
from tomoni.config.cli._output import BLOCKED, Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import flows
from tomoni.engine.core import Finding, Grade, Quantity, range_text, show

_WRITERS: dict[str, Callable[[flows.Flow], bytes]] = {
    ".bpmn": flows.to_bpmn,
    ".svg": lambda found: flows.draw_svg(found).encode(),
}
_steps_argument = click.argument("steps", type=click.Path(path_type=Path))


def _number(_context: click.Context, _option: click.Parameter, value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter("nan")
    return value


@click.group()
def flow() -> None:
    """業務フローを描く、数える。"""


@flow.command()
@_steps_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="書き出すファイル。名前の終わりが .bpmn か .svg。",
)
@json_option
def draw(steps: Path, *, out: Path, as_json: bool) -> int:
    """作業の表（Excel、CSV）か BPMN のファイルから、レーンのある図を描く。

    表の見出し：番号、誰が、何をする、使うもの、最短（分）、ふつう（分）、最長（分）、次。
    直すところがあっても、描けるところまで描く。
    """
    write = _WRITERS.get(out.suffix.lower())
    if write is None:
        raise ConfigError("unknown-picture", ending=out.suffix or out.name)
    found, findings = _steps.read_flow(steps)
    _files.write_file(write(found), target=out)
    answer = {
        "title": found.title,
        "lanes": [lane.model_dump(mode="json") for lane in found.lanes],
        "steps": len(found.steps),
        "written": str(out),
        "findings": _findings.data(findings),
    }
    said = f"{out} に描きました（作業{len(found.steps)}、担当{len(found.lanes)}）。"
    Output(as_json).answer(answer, shown=_with_findings(Text(said), findings))
    return _findings.code(findings)


@flow.command()
@_steps_argument
@click.option(
    "--cases",
    type=click.FloatRange(min=0, max=1e9),
    callback=_number,
    help="1年の件数。業務フローに入っているときは要らない。",
)
@json_option
def cost(steps: Path, *, cases: float | None, as_json: bool) -> int:
    """業務フローにかかる1年の時間を、作業ごと、担当ごとに数える。

    職員の時間と市民の時間は足し合わせない。
    """
    found, findings = _steps.read_flow(steps)
    if cases is not None:
        findings = tuple(one for one in findings if one.code != "volume-missing")
    output = Output(as_json)
    if _findings.code(findings) == BLOCKED:
        blocked = {"title": found.title, "cost": None, "findings": _findings.data(findings)}
        said = Text("直すところがあるので、まだ数えられません。")
        output.answer(blocked, shown=_with_findings(said, findings))
        return BLOCKED
    counted = flows.cost(found, cases=_cases(found.volume, given=cases))
    answer = {
        "title": found.title,
        "cost": counted.model_dump(mode="json"),
        "findings": _findings.data(findings),
    }
    output.answer(answer, shown=_with_findings(_cost(counted), findings))
    return _findings.code(findings)


def _cases(volume: flows.Volume, *, given: float | None) -> Quantity:
    """The cases a year: as given, else as the flow says by itself."""
    if given is not None:
        return Quantity(value=given, unit="件", label="1年の件数", grade=Grade.ESTIMATE)
    if volume.value is None:
        raise ConfigError("cases-missing")
    return Quantity(
        value=volume.value,
        unit="件",
        low=volume.low,
        high=volume.high,
        label="1年の件数",
        grade=volume.grade,
    )


def _with_findings(said: RenderableType, findings: tuple[Finding, ...]) -> Group:
    return Group(said, _findings.shown(findings))


def _cost(counted: flows.Cost) -> RenderableType:
    grid = Grid(title=Text(_findings.printable(counted.title)), pad_edge=False)
    for heading in ("誰が", "何をする"):
        grid.add_column(heading)
    for heading in ("1件あたりの回数", "分", "1年の時間", "幅"):
        grid.add_column(heading, justify="right")
    grid.add_column("根拠")
    for step in counted.steps:
        minutes = f"{step.minutes.likely:g}" if step.minutes else "－"
        hours = (show(step.hours), range_text(step.hours))
        cells = (step.lane, step.name, f"{step.visit_ratio:.2f}", minutes, *hours, step.grade.value)
        grid.add_row(*(Text(_findings.printable(cell)) for cell in cells))
    sums = Grid.grid(padding=(0, 2))
    for quantity in (*counted.quantities.values(), *counted.lanes.values()):
        ends = range_text(quantity)
        sums.add_row(
            Text(_findings.printable(quantity.label)),
            Text(show(quantity), style="bold"),
            Text(f"（{ends}）" if ends else ""),
            Text(quantity.grade.value, style="dim"),
        )
    return Group(grid, Text(""), sums, Text(""))

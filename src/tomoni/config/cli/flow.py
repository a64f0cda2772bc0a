"""`tomoni flow`: a table of steps drawn, checked, counted, tried out and compared."""

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings, _flow_changes, _flow_runs, _flow_tables, _steps
from tomoni.config.cli._output import BLOCKED, Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import flows
from tomoni.engine.core import Finding, Grade, Quantity, range_text, show

_WRITERS: dict[str, Callable[[flows.Flow, bytes], bytes]] = {
    ".bpmn": lambda found, kept: flows.to_bpmn(found, kept=kept),
    ".svg": lambda found, _kept: flows.draw_svg(found).encode(),
}
_steps_argument = click.argument("steps", type=click.Path(path_type=Path))


def _number(_context: click.Context, _option: click.Parameter, value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter("nan")
    return value


_cases_option = click.option(
    "--cases",
    type=click.FloatRange(min=0, max=1e9),
    callback=_number,
    help="1年の件数。業務フローに入っているときは要らない。",
)


def _people(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[str, int], ...]:
    found = []
    for text in given:
        name, _, number = text.rpartition("=")
        if not name or not number.isdecimal() or not int(number):
            raise click.BadParameter(text)
        found.append((name, int(number)))
    return tuple(found)


@click.group()
def flow() -> None:
    """業務フローを描く、数える、試す、比べる。"""


for _command in (_flow_tables.check, _flow_tables.table, _flow_tables.template):
    flow.add_command(_command)


@flow.command()
@_steps_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="書き出すファイル。名前の終わりが .bpmn か .svg。",
)
@click.option(
    "--kept",
    type=click.Path(path_type=Path),
    help="元の BPMN ファイル。図の位置や、表にないものをそのまま残す。",
)
@json_option
def draw(steps: Path, *, out: Path, kept: Path | None, as_json: bool) -> int:
    """作業の表（Excel、CSV）か BPMN のファイルから、レーンのある図を描く。

    表の見出し：番号、誰が、何をする、使うもの、最短（分）、ふつう（分）、最長（分）、次。
    直すところがあっても、描けるところまで描く。
    """
    write = _WRITERS.get(out.suffix.lower())
    if write is None:
        raise ConfigError("unknown-picture", ending=out.suffix or out.name)
    found, findings = _steps.read_flow(steps)
    before = b"" if kept is None else _steps.read_bytes(kept)
    _files.write_file(write(found, before), target=out)
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
@_cases_option
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
    given = _cases(found.volume, given=cases)
    counted, decisive = flows.cost(found, cases=given), flows.sensitivity(found, cases=given)[:3]
    answer = {
        "title": found.title,
        "cost": counted.model_dump(mode="json"),
        "decisive": [one.model_dump(mode="json") for one in decisive],
        "findings": _findings.data(findings),
    }
    shown = Group(_cost(counted), *map(_decisive, decisive), Text(""))
    output.answer(answer, shown=_with_findings(shown, findings))
    return _findings.code(findings)


@flow.command()
@_steps_argument
@click.option(
    "--cases", type=click.IntRange(min=2, max=1_000_000), default=1_000, help="1回に数える件数。"
)
@click.option(
    "--replications", type=click.IntRange(min=1, max=1_000), default=30, help="くり返す回数。"
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="乱数の種。同じなら同じ答え。")
@click.option(
    "--per-year",
    type=click.FloatRange(min=0, min_open=True, max=1e9),
    callback=_number,
    help="1年に来る件数。業務フローにも設定にもなければ、--cases の件数とみる。",
)
@click.option(
    "--people",
    multiple=True,
    callback=_people,
    help="担当の人数。「窓口=2」のように、担当ごとに。なければ職員は1人。",
)
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    help="開庁日の暦の初日（2026-04-01 など）。なければ昼も夜も休みなく進む。",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    help="待ち、決裁の時刻、優先、期限などを書いたYAMLのファイル。",
)
@json_option
def simulate(steps: Path, *, as_json: bool, **given: Any) -> int:
    """業務フローに件を流して、待ち時間、終わるまでの時間、人手の余りを試す。"""
    found, findings = _steps.read_flow(steps)
    findings = tuple(one for one in findings if one.code != "volume-missing")
    output = Output(as_json)
    if _findings.code(findings) == BLOCKED:
        blocked = {"title": found.title, "run": None, "findings": _findings.data(findings)}
        said = Text("直すところがあるので、まだ試せません。")
        output.answer(blocked, shown=_with_findings(said, findings))
        return BLOCKED
    start: datetime | None = given["start"]
    settings, assumed = _flow_runs.settings_of(
        found,
        file=given["settings"],
        per_year=given["per_year"],
        otherwise=given["cases"],
        people=given["people"],
        start=None if start is None else start.date(),
    )
    with output.progress("試しています") as tell:
        run = flows.simulate(
            found,
            settings=settings,
            cases=given["cases"],
            replications=given["replications"],
            seed=given["seed"],
            progress=tell,
        )
    answer = {
        "title": found.title,
        "run": run.model_dump(mode="json"),
        "overloaded": run.overloaded,
        "assumed_per_year": assumed,
        "findings": _findings.data(findings),
    }
    shown = _flow_runs.shown(run, assumed=assumed)
    output.answer(answer, shown=_with_findings(shown, findings))
    return _findings.code(findings)


@flow.command()
@click.argument("as_is", type=click.Path(path_type=Path))
@click.argument("to_be", type=click.Path(path_type=Path))
@_cases_option
@json_option
def compare(as_is: Path, to_be: Path, *, cases: float | None, as_json: bool) -> int:
    """現状とあるべき姿の業務フローを、作業ごと、時間ごとに比べる。

    減る時間、移る時間、空く時間を分ける。職員と市民の時間は足し合わせない。
    """
    (before, first), (after, second) = _steps.read_flow(as_is), _steps.read_flow(to_be)
    found = tuple(one for one in (*first, *second) if one.code != "volume-missing")
    output = Output(as_json)
    if _findings.code(found) == BLOCKED:
        blocked = {"comparison": None, "findings": _findings.data(found)}
        said = Text("直すところがあるので、まだ比べられません。")
        output.answer(blocked, shown=_with_findings(said, found))
        return BLOCKED
    comparison = flows.compare(before, after, cases=_cases(before.volume, given=cases))
    answer = {
        "comparison": comparison.model_dump(mode="json"),
        "findings": _findings.data(found),
    }
    output.answer(answer, shown=_with_findings(_flow_changes.shown(comparison), found))
    return _findings.code(found)


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


def _decisive(one: flows.Influence) -> Text:
    """An input that decides the hours of staff."""
    of = f"「{_findings.printable(one.name)}」の" if one.name else ""
    why = "1割変わると" if one.assumed else f"{one.low:g}～{one.high:g}なら"
    hours = range_text(one.hours)
    return Text(f"決め手：{of}{one.input.value}（{one.grade.value}）が{why}、職員の時間は{hours}")


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
    sums_of = (counted.quantities, counted.lanes, counted.wastes)
    for quantity in (quantity for each in sums_of for quantity in each.values()):
        ends = range_text(quantity)
        sums.add_row(
            Text(_findings.printable(quantity.label)),
            Text(show(quantity), style="bold"),
            Text(f"（{ends}）" if ends else ""),
            Text(quantity.grade.value, style="dim"),
        )
    return Group(grid, Text(""), sums, Text(""))

"""What `tomoni flow simulate` is given and says."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings
from tomoni.config.errors import ConfigError
from tomoni.engine import flows
from tomoni.engine.core import Quantity, range_text, show

_MOST_BYTES = 1_000_000


def settings_of(
    flow: flows.Flow,
    *,
    file: Path | None,
    per_year: float | None,
    people: Sequence[tuple[str, int]],
    start: date | None,
    otherwise: int,
) -> tuple[flows.Settings, int | None]:
    """The settings of a YAML file, with what was given on the command line over it.

    Where nothing says how many cases come in a year it is `otherwise`, and that is the second
    value. Raises `ConfigError("bad-settings")`.
    """
    assumed = None
    given = {} if file is None else _read(file)
    if start is not None:
        given["calendar"] = {**(given.get("calendar") or {}), "start": start.isoformat()}
    lanes = dict(given.get("lanes") or {})
    for name, number in people:
        lanes[name] = {**(lanes.get(name) or {}), "people": number}
    given["lanes"] = lanes
    try:
        if per_year is not None or "gap" not in given:
            known = per_year or flow.volume.value
            assumed = None if known else otherwise
            given["gap"] = _gap(known or otherwise, calendar=given.get("calendar"))
        return flows.Settings.model_validate(given), assumed
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigError("bad-settings", where=where or "-") from error


def _read(file: Path) -> dict[str, Any]:
    name = _files.name_of(file)
    try:
        found = yaml.safe_load(_files.read_at_most(file, limit=_MOST_BYTES))
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError("bad-settings", where=name) from error
    if not isinstance(found, Mapping):
        raise ConfigError("bad-settings", where=name)
    return dict(found)


def _gap(cases: float, *, calendar: object) -> dict[str, Any]:
    office = None if calendar is None else flows.Calendar.model_validate(calendar)
    return flows.gap_of(cases, calendar=office).model_dump()


def shown(run: flows.Run, *, assumed: int | None) -> RenderableType:
    """A run for a person; `assumed` cases a year where nobody said how many come."""
    sums = Grid.grid(padding=(0, 2))
    for quantity in run.quantities.values():
        sums.add_row(
            Text(quantity.label),
            Text(show(flows.readable(quantity)), style="bold"),
            _ends(quantity),
        )
    lanes = Grid(title=Text("担当"), pad_edge=False)
    lanes.add_column("誰が")
    for heading in ("人数", "ふさがる割合", "待ち時間", "待っている件数", "最も多いとき"):
        lanes.add_column(heading, justify="right")
    for lane in run.lanes:
        cells = (
            lane.lane,
            "－" if lane.people is None else f"{lane.people}人",
            "－" if lane.people is None else show(lane.utilisation),
            show(flows.readable(lane.wait)),
            show(lane.queue),
            show(lane.longest, "整数"),
        )
        lanes.add_row(*(Text(_findings.printable(cell)) for cell in cells))
    said = [Text(_said(run)), *_assumed(assumed), Text("")]
    return Group(*said, sums, Text(""), lanes, *_overloaded(run), Text(""))


def _said(run: flows.Run) -> str:
    title = f"{_findings.printable(run.title)}：" if run.title else ""
    return (
        f"{title}{run.cases:,}件を{run.replications}回試しました（種{run.seed}、"
        f"幅は95％の区間、根拠は{run.quantities['throughput_minutes'].grade.value}）。"
    )


def _assumed(cases: int | None) -> list[Text]:
    if cases is None:
        return []
    words = f"1年に来る件数が分からないので、{cases:,}件とみました。--per-year で指定できます。"
    return [Text(words, style="bold yellow")]


def _overloaded(run: flows.Run) -> list[Text]:
    return [
        Text(
            f"「{_findings.printable(name)}」は仕事が人手を超えていて、待ちが増え続けます。"
            "人数を増やすか、時間か件数を見直してください。",
            style="bold red",
        )
        for name in run.overloaded
    ]


def _ends(quantity: Quantity) -> Text:
    ends = range_text(flows.readable(quantity))
    return Text(f"（{ends}）" if ends else "", style="dim")

"""What `tomoni flow compare` says."""

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _findings
from tomoni.engine import flows
from tomoni.engine.core import range_text, show


def shown(comparison: flows.Comparison) -> RenderableType:
    """Two flows beside each other, for a person."""
    grid = Grid(pad_edge=False)
    for heading in ("現状", "あるべき姿", "変わること"):
        grid.add_column(heading)
    for heading in ("1年の時間（現状）", "（あるべき姿）"):
        grid.add_column(heading, justify="right")
    for pair in comparison.pairs:
        changes = "・".join(change.value for change in pair.changes) or "－"
        cells = (*map(_step, (pair.as_is, pair.to_be)), changes)
        hours = map(_hours, (pair.as_is, pair.to_be))
        grid.add_row(*(Text(_findings.printable(cell)) for cell in (*cells, *hours)))
    sums = Grid.grid(padding=(0, 2))
    for quantity in comparison.quantities.values():
        ends = range_text(quantity)
        sums.add_row(
            Text(quantity.label),
            Text(show(quantity), style="bold"),
            Text(f"（{ends}）" if ends else "", style="dim"),
            Text(quantity.grade.value, style="dim"),
        )
    return Group(grid, Text(""), sums, Text(""))


def _step(step: flows.StepCost | None) -> str:
    return "－" if step is None else f"{step.name}（{step.lane}）"


def _hours(step: flows.StepCost | None) -> str:
    return "－" if step is None else show(step.hours)

"""The tables of a sheet of graph paper (方眼紙) as layouts."""

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._place import Layout
from tomoni.engine.tables._rectangles import plain, sketch
from tomoni.engine.tables._regions import find_regions
from tomoni.engine.tables._reports import note

_SHOWN = 5


def drawn_layouts(grid: Grid) -> tuple[list[Layout], list[Finding]]:
    """Its tables, each with a grid of its own; none if the sheet is no graph paper."""
    drawn = sketch(grid)
    if drawn is None:
        return [], []
    regions, rest = find_regions(grid, sketch=drawn)
    layouts = [
        Layout(
            region.grid,
            region.titles,
            () if region.header is None else (region.header,),
            region.body,
            region.notes,
            range=region.range,
            units=region.units,
            nested=True,
        )
        for region in regions
    ]
    findings = []
    if layouts:
        ranges = "、".join(layout.range for layout in layouts)
        count = len(layouts)
        findings.append(
            note("tables-drawn-apart", Severity.INFO, grid=grid, seen=ranges, count=count)
        )
    if layouts and rest:
        seen = "、".join(plain(rectangle.text) for rectangle in rest[:_SHOWN])
        rows = [rectangle.top + 1 for rectangle in rest]
        findings.append(note("texts-kept-apart", Severity.INFO, grid=grid, rows=rows, seen=seen))
    return layouts, findings

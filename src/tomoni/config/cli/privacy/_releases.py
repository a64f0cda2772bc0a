"""Published tables on a terminal and in files."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.academy.ui.wording import exposure_sentence
from tomoni.config.cli import _files, _wording
from tomoni.config.cli._findings import printable
from tomoni.config.errors import ConfigError
from tomoni.engine import privacy, tables

_LARGEST = 50_000_000
_ROWS, _COLUMNS, _LISTED, _NAMED = 40, 12, 20, 5
_TOTAL, _COUNT = "計", "件数"
_ENDINGS = (".json", ".csv", ".xlsx")


def read(path: Path) -> privacy.Release:
    """A release from its JSON file."""
    return privacy.read_release(_files.read_at_most(path, limit=_LARGEST))


def refuse_ending(target: Path) -> None:
    """Refuse early what cannot be written."""
    if target.suffix.lower() not in _ENDINGS:
        raise ConfigError("unknown-release-file", ending=target.suffix or target.name)


def write(release: privacy.Release, *, target: Path) -> None:
    """The release whole as JSON, or its table as CSV or .xlsx."""
    ending = target.suffix.lower()
    if ending == ".json":
        data = privacy.write_release(release)
    else:
        table = privacy.release_table(release)
        data = tables.write_csv(table) if ending == ".csv" else tables.write_xlsx(table)
    _files.write_file(data, target=target)


def shown(
    release: privacy.Release,
    *,
    offers: Sequence[privacy.Offer],
    names: Sequence[str],
    out: Iterable[Path],
) -> RenderableType:
    """The table with its marks, what is known of them, and what could be joined."""
    hidden = int(release.hidden.sum())
    parts: list[RenderableType] = [_grid(release)]
    rule = release.rule.title or release.rule.name
    said = f"{hidden:,}個のますを {privacy.MARK} で伏せました（{rule}）。"
    if not hidden:
        said = "伏せるますはありません。"
    if not release.optimal:
        said += f"もっと少なく伏せられるかもしれません（よくても{release.gap}％）。"
    parts += [Text(""), Text(said, style="bold"), exposed(release.exposures, names=names)]
    if offers:
        parts.append(Text("\n合算すると（この下の数は、データの持ち主だけが見るものです）："))
    parts += [Text(f"　{printable(_offer(one))}") for one in offers]
    parts += [Text(f"{path} に書き出しました。") for path in out]
    return Group(*parts)


def exposed(found: Sequence[privacy.Exposure], *, names: Sequence[str] = ()) -> RenderableType:
    """Each hidden cell in words, the dangerous first."""
    ordered = sorted(found, key=lambda one: one.safe)
    lines = [Text(f"　{printable(_line(one, names=names))}") for one in ordered[:_LISTED]]
    for line, one in zip(lines, ordered, strict=False):
        line.stylize("dim" if one.safe else "bold red")
    if len(ordered) > _LISTED:
        lines.append(Text(f"　ほかに{len(ordered) - _LISTED:,}個（--json で全部）", style="dim"))
    return Group(*lines)


def sentence(exposure: privacy.Exposure) -> str:
    """What an outsider knows of a cell."""
    _wording.speak()
    return exposure_sentence(exposure)


def _line(one: privacy.Exposure, *, names: Sequence[str]) -> str:
    where = "・".join(one.at) or _TOTAL
    file = f"{names[one.release]}　" if one.release and one.release < len(names) else ""
    return f"{file}{where}：{sentence(one)}"


def _offer(offer: privacy.Offer) -> str:
    named = [f"{'＋'.join(one.labels)}（{one.value:,.0f}）" for one in offer.joined]
    groups = "、".join(named[:_NAMED])
    if len(named) > _NAMED:
        groups += f" など{len(named):,}組"
    rest = (
        f"伏せるますが{offer.still_hidden}個残ります"
        if offer.still_hidden
        else "何も伏せずに出せます"
    )
    return f"「{offer.column}」で {groups} をまとめると、{rest}。"


def _grid(release: privacy.Release) -> Grid:
    """The first side down, the others across."""
    grid = Grid(title=printable(release.title), pad_edge=False)
    first, *others = release.axes
    grid.add_column(printable(first.column))
    places = list(np.ndindex(release.shape[1:]))[:_COLUMNS]
    for place in places:
        labels = [axis.nodes[at].label for axis, at in zip(others, place, strict=True)]
        name = "・".join(label or _TOTAL for label in labels) or release.value or _COUNT
        grid.add_column(printable(name), justify="right")
    values = np.array(release.values, dtype=object).reshape(release.shape)
    for row, node in enumerate(first.nodes[:_ROWS]):
        cells = [_cell(values[(row, *place)]) for place in places]
        grid.add_row(printable(node.label or _TOTAL), *cells)
    if len(first.nodes) > _ROWS or len(places) < int(np.prod(release.shape[1:])):
        grid.caption = "表の一部です（--json か --out で全部）"
    return grid


def _cell(value: float | None) -> str:
    if value is None:
        return privacy.MARK
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"

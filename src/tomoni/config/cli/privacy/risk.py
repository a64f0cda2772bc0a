"""`tomoni privacy risk FILE`: how easily somebody in a table is recognised."""

from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _files, _findings, _tables
from tomoni.config.cli._output import BLOCKED, GOOD, Output, json_option
from tomoni.engine import privacy, tables
from tomoni.engine.core import Table

_SHOWN = 5
"""Ways to generalise that a person sees; with `--json` all."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--quasi",
    default="",
    help="人を見分ける手がかりになる列（カンマ区切り）。なければ、見つかったものを使う。",
)
@click.option("--sensitive", default="", help="知られたくない列（カンマ区切り）。")
@click.option(
    "--missing",
    type=click.Choice(["value", "wildcard"]),
    default="value",
    help="空のます。value は一つの値、wildcard はどの値かもしれないと考える。",
)
@click.option(
    "--k",
    type=click.IntRange(min=2),
    help="同じに見える行がこの数より少ないと、終了コードは 1。列のまとめ方も探す。",
)
@click.option(
    "--drop",
    type=click.FloatRange(0, 0.5),
    default=0.0,
    help="まとめ方を探すとき、除いてよい行の割合（0.02 で 2％）。",
)
@click.option("--table", "number", type=click.IntRange(min=1), help="ファイルの中の表の番号。")
@json_option
def risk(
    file: Path,
    *,
    quasi: str,
    sensitive: str,
    missing: privacy.Missing,
    k: int | None,
    drop: float,
    number: int | None,
    as_json: bool,
) -> int:
    """表の中の人が、どのくらい見分けられるかを量る。ファイルは変えない。

    同じに見える行の数（k）、一人しかいない行の数、知られたくない列の散らばり（l）と偏り（t）を出す。
    """
    content = _files.read_at_most(file, limit=tables.Limits().max_bytes)
    reading = tables.read(content, file_name=_files.name_of(file))
    table = _tables.chosen(reading, number=number)
    columns = _listed(quasi) or privacy.quasi_identifiers(table)
    found = privacy.risk(table, quasi=columns, sensitive=_listed(sensitive), missing=missing)
    ways = privacy.generalise(table, quasi=columns, k=k, most_dropped=drop) if k else ()
    answer: dict[str, Any] = {
        "format": "tomoni-privacy-risk/1",
        "file": _files.name_of(file),
        "table": table.name,
        "risk": found.model_dump(mode="json"),
        "generalisations": [way.model_dump(mode="json") for way in ways],
    }
    Output(as_json).answer(answer, shown=_shown(table, found, ways=ways, k=k))
    return BLOCKED if k is not None and found.k < k else GOOD


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _shown(
    table: Table, found: privacy.Risk, *, ways: tuple[privacy.Generalisation, ...], k: int | None
) -> RenderableType:
    by = "・".join(found.quasi)
    lines = [
        f"{table.name}　{found.rows:,}行、手がかりになる列：{by}",
        f"同じに見える行は、少ないところで{found.k:,}行（k={found.k:,}）。",
        f"ほかのどの行とも違う行：{found.uniques:,}行（{found.uniques / found.rows:.1%}）。",
        f"見分けられる見込み：高い行で{found.highest:.1%}、平均{found.mean:.1%}。",
        *(_diversity(one) for one in found.diversity),
    ]
    if k is not None and not ways:
        lines.append(f"どの列を外しても、k={k} にはなりません。")
    texts = [Text(_findings.printable(line)) for line in lines]
    return Group(*texts, Text(""), _ways(ways)) if ways else Group(*texts)


def _diversity(one: privacy.Diversity) -> str:
    known = (
        "同じに見える行がみな同じ値なので、分かってしまう組があります"
        if one.distinct <= 1
        else f"どの組にも{one.distinct:,}種類以上の値があります"
    )
    return f"「{one.column}」：{known}（l={one.distinct:,}、偏り t={one.t:.3f}）。"


def _ways(ways: tuple[privacy.Generalisation, ...]) -> Grid:
    grid = Grid(title=f"まとめ方（{len(ways):,}通り。上ほど細かさが残る）", pad_edge=False)
    for height in ways[0].heights:
        grid.add_column(_findings.printable(height.column), overflow="fold")
    for heading in ("k", "除く行", "残る細かさ", "なくなる区分"):
        grid.add_column(heading, justify="right")
    for way in ways[:_SHOWN]:
        grid.add_row(
            *(_height(one) for one in way.heights),
            f"{way.k:,}",
            f"{way.dropped:,}",
            f"{way.precision:.0%}",
            f"{way.categories_lost:.0%}",
        )
    if len(ways) > _SHOWN:
        grid.caption = f"ほかに{len(ways) - _SHOWN:,}通り（--json で全部）"
    return grid


def _height(one: privacy.Height) -> str:
    if one.level == one.top:
        return "除く"
    return "そのまま" if one.level == 0 else f"{one.level}段（{one.after:,}区分）"

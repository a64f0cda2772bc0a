"""`tomoni privacy attack TABLE`: what an outsider works out of a published table."""

from pathlib import Path

import click

from tomoni.config.cli._output import BLOCKED, GOOD, Output, json_option
from tomoni.config.cli.privacy import _releases
from tomoni.engine import privacy


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    help="同じデータから公表したほかの表（JSON）。くり返せる。",
)
@click.option(
    "--earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    help="増える前に公表した表（JSON）。新しいものから。",
)
@json_option
def attack(
    table: Path, *, against: tuple[Path, ...], earlier: tuple[Path, ...], as_json: bool
) -> int:
    """公表した表（JSON）の ■ が、外の人にどこまで分かるかを計算する。

    きまりよりくわしく分かるますがあると、終了コードは 1 になる。
    """
    found = privacy.attack(
        _releases.read(table),
        against=[_releases.read(path) for path in against],
        earlier=[_releases.read(path) for path in earlier],
    )
    safe = all(one.safe for one in found)
    answer = {
        "format": "tomoni-attack/1",
        "safe": safe,
        "exposures": [
            {**one.model_dump(mode="json"), "sentence": _releases.sentence(one)} for one in found
        ],
    }
    names = [str(path) for path in (table, *against, *earlier)]
    shown = _releases.exposed(found, names=names) if found else "伏せたますはありません。"
    Output(as_json).answer(answer, shown=shown)
    return GOOD if safe else BLOCKED

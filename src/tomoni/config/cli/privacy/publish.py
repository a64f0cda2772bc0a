"""`tomoni privacy publish FILE`: a table about persons in which nothing hidden can be reckoned."""

from pathlib import Path
from typing import Any

import click

from tomoni.config.cli import _files, _tables
from tomoni.config.cli._output import Output, json_option
from tomoni.config.cli.privacy import _options, _releases
from tomoni.engine import privacy, tables
from tomoni.engine.core import Table

_LONGEST_RULE = 100_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", multiple=True, required=True, help="表の軸にする列。1～3回くり返せる。")
@click.option("--sum", "value", default="", help="合計する数の列。なければ件数を数える。")
@click.option("--rule", default="10未満", show_default=True, help="伏せ方のきまりの名前。")
@click.option(
    "--rule-file",
    type=click.Path(path_type=Path),
    help="自分たちのきまり（YAML）。--rule の代わり。",
)
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    help="同じデータからすでに公表した表（JSON）。くり返せる。",
)
@click.option(
    "--earlier",
    multiple=True,
    nargs=2,
    type=click.Path(path_type=Path),
    help="増える前に公表した表（JSON）と、そのときのデータ。新しいものから。",
)
@click.option("--hierarchy", multiple=True, help="細かい列から順に。例：町>学校区")
@click.option("--join", "joins", multiple=True, help="合算する区分。例：町=東町,西町")
@click.option("--where", multiple=True, help="一つの区分だけの表にする。例：性別=女")
@click.option("--known", multiple=True, help="だれでも合計を知っている列。例：町　または　町,年代")
@click.option("--known-total", is_flag=True, help="全体の合計は、だれでも知っている。")
@click.option("--units", default="", help="事業所を見分ける列。")
@click.option(
    "--population",
    type=click.Path(path_type=Path),
    help="地域の人口の表。地域の列（名前は元の表と同じ）と、人口の列。",
)
@click.option("--no-areas", is_flag=True, help="地域の列がない表である（人口を問うきまりで使う）。")
@click.option(
    "--round", "rounding", type=click.IntRange(min=2), help="伏せずに、この数の倍数に丸める。"
)
@click.option("--key-file", type=click.Path(path_type=Path), help="丸めに使う鍵のファイル。")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=30.0, help="探す時間（秒）。")
@click.option("--table", "number", type=click.IntRange(min=1), help="ファイルの中の表の番号。")
@click.option("--title", default="", help="表の名前。")
@click.option(
    "--out",
    multiple=True,
    type=click.Path(path_type=Path),
    help="書き出し先。.json（次の --against に使う）、.csv、.xlsx。くり返せる。",
)
@json_option
def publish(file: Path, *, as_json: bool, out: tuple[Path, ...], **said: Any) -> None:
    """個人のデータから、伏せたますが計算で分からない表を作る。

    小さい数と、引き算で分かってしまう数を、同じ ■ で伏せる。書き出す前に、外の人になったつもりで
    計算し直して、どこまで分かるかを調べる。--out のファイルには、伏せた数は入らない。
    """
    for target in out:
        _releases.refuse_ending(target)
    table = _table(file, number=said["number"])
    release = privacy.publish(table, **_asked(said))
    for target in out:
        _releases.write(release, target=target)
    if as_json:
        Output(as_json).answer(release, shown="")
        return
    found = privacy.offers(table, release=release) if release.hidden.any() else ()
    older = [*said["against"], *(path for path, _data in said["earlier"])]
    names = [release.title, *map(str, older)]
    shown = _releases.shown(release, offers=found, names=names, out=out)
    Output(as_json).answer(release, shown=shown)


def _asked(said: dict[str, Any]) -> dict[str, Any]:
    """The options as the engine asks for them."""
    rule_file, key_file = said["rule_file"], said["key_file"]
    return {
        "by": said["by"],
        "value": said["value"],
        "rule": privacy.read_rule(_files.read_at_most(rule_file, limit=_LONGEST_RULE))
        if rule_file
        else said["rule"],
        "against": [_releases.read(path) for path in said["against"]],
        "earlier": [
            privacy.Earlier(_releases.read(path), _table(data, number=said["number"]))
            for path, data in said["earlier"]
        ],
        "layout": _layout(said),
        "rounding": said["rounding"] or 0,
        "key": _files.read_at_most(key_file, limit=4096).strip() if key_file else b"",
        "seconds": said["seconds"],
    }


def _layout(said: dict[str, Any]) -> privacy.Layout:
    known = [tuple(one.split(",")) for one in said["known"]]
    populations: dict[str, dict[str, int]] | None = {} if said["no_areas"] else None
    if said["population"]:
        populations = _options.populations(_table(said["population"]))
    return privacy.Layout(
        title=said["title"],
        hierarchies=_options.hierarchies(said["hierarchy"]),
        joined=_options.joins(said["joins"]),
        where=_options.pairs(said["where"], option="--where"),
        known=(*known, ()) if said["known_total"] else tuple(known),
        units=said["units"],
        populations=populations,
    )


def _table(file: Path, *, number: int | None = None) -> Table:
    content = _files.read_at_most(file, limit=tables.Limits().max_bytes)
    reading = tables.read(content, file_name=_files.name_of(file))
    return _tables.chosen(reading, number=number)

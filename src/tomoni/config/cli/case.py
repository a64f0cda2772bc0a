"""`tomoni case build | check | trace`: a whole case without a web server."""

from pathlib import Path

import click
from rich.console import Group
from rich.text import Text

from tomoni.config.cli import _cases, _findings, _tracing
from tomoni.config.cli._building import build
from tomoni.config.cli._output import Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import cases

_folder = click.argument("folder", type=click.Path(path_type=Path))


@click.group()
def case() -> None:
    """ケース（班の仕事の全体）を作る、確かめる、根拠をたどる。"""


case.add_command(build)


@case.command()
@_folder
@json_option
def check(folder: Path, *, as_json: bool) -> int:
    """ケースに足りないもの（古い成果物、出典のない数値、空の欄など）を調べる。

    FOLDER は、手で書いたケース、書き出したケース（.zip も）、case build の書き出し先のどれか。
    直すところがあると、終了コードは 1 になる。
    """
    bundle = _cases.followed(_cases.open_folder(folder))
    findings = cases.check(bundle)
    names = _cases.titles(bundle)
    answer = {
        "id": bundle.case.id,
        "title": bundle.case.title,
        "findings": _findings.data(findings, names=names),
    }
    counted = _findings.counts(findings) or "足りないものはありません"
    said = Text(_findings.printable(f"{bundle.case.title}：{counted}"), style="bold")
    Output(as_json).answer(answer, shown=Group(said, _findings.shown(findings, names=names)))
    return _findings.code(findings)


@case.command()
@_folder
@click.argument("name")
@json_option
def trace(folder: Path, name: str, *, as_json: bool) -> None:
    """数値 NAME（例：effect.staff_hours）の根拠を、元のファイルまでたどる。

    まだ計算されていない数値は、その場で計算してからたどる（FOLDER は変えない）。
    """
    bundle = _cases.followed(_cases.open_folder(folder))
    artifact = name.partition(".")[0]
    if artifact in bundle.case.artifacts and bundle.case.head(artifact) is None:
        bundle = _made(bundle, artifact)
    found = cases.trace(bundle.case, name, store=bundle.store)
    Output(as_json).answer(found.model_dump(mode="json"), shown=_tracing.tree(found))


def _made(bundle: cases.Bundle, artifact: str) -> cases.Bundle:
    made, done = _cases.brought_up_to_date(bundle)
    if artifact in done.failed:
        raise done.failed[artifact]
    if made.case.head(artifact) is None:
        names = _cases.titles(bundle)
        waits = [*done.failed, *(key for key in done.waiting if key != artifact)]
        why = "、".join(names.get(key, key) for key in waits[:3])
        raise ConfigError("not-made", artifact=names.get(artifact, artifact), why=why or artifact)
    return made

"""`tomoni case build`: everything that follows from a case, as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.config.cli import _cases, _files, _findings, _wording
from tomoni.config.cli._output import BLOCKED, Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import cases, documents
from tomoni.engine.core import Finding, range_text, show

PROPOSAL = "proposal"
MARK = f"{_cases.BUILT}/manifest.sha256"
"""The seal of the case: what a folder written by `case build` is known by."""


@dataclass(frozen=True)
class _Built:
    """What came of it; a case of which something failed is not written."""

    bundle: cases.Bundle
    done: cases.Recomputed
    findings: tuple[Finding, ...]


def _moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError("not-a-moment") from error
    if at.tzinfo is None:
        raise ConfigError("not-a-moment")
    return at


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="書き出すフォルダ。")
@click.option(
    "--at",
    callback=_moment,
    help="新しい版に付ける日時（ISO 8601）。指定しなければ、ケースの中でいちばん新しい版の日時。",
)
@click.option("--division", default="", help="提案書に載せる課の名前。")
@click.option(
    "--author", "authors", multiple=True, help="提案書に載せる人（何度でも）。なければ書いた人。"
)
@json_option
def build(
    folder: Path,
    *,
    out: Path,
    at: datetime | None,
    division: str,
    authors: tuple[str, ...],
    as_json: bool,
) -> int:
    """ケース FOLDER（フォルダか .zip）を計算し、提案書まで作って書き出す。

    OUT には case フォルダ（封をしたケース）と proposal.docx、.pdf、.html ができる。時計は使わない
    ので、同じケースからはいつ作っても同じファイルができる。OUT が前に書き出したものなら丸ごと
    置き換え、ほかのものが入っていれば何もしない。計算できないものがあれば何も書き出さない。
    """
    _files.refuse_taken(out, mark=MARK)
    if folder.is_dir() and out.resolve().is_relative_to(folder.resolve()):
        raise ConfigError("target-inside", path=str(out))
    output = Output(as_json)
    followed = _cases.followed(_cases.open_folder(folder), division=division, authors=authors)
    with output.progress("計算しています") as tell:
        bundle, done = _cases.brought_up_to_date(followed, at=at, progress=tell)
    built = _Built(bundle, done, cases.check(bundle))
    if not done.failed:
        _files.write_folder(partial(_write, bundle), target=out, mark=MARK)
    output.answer(_data(built, out=out), shown=_shown(built, out=out))
    return BLOCKED if done.failed else _findings.code(built.findings)


def _write(bundle: cases.Bundle, folder: Path) -> None:
    """The proposal in each form beside the sealed case."""
    cases.write_bundle(bundle, folder / _cases.BUILT)
    head = bundle.case.head(PROPOSAL)
    if head is None:
        return
    document = documents.Document.model_validate(cases.content_of(head, store=bundle.store))
    pictures = cases.files_of(head, store=bundle.store)
    for form in get_args(documents.Format):
        made = documents.render(document, format=form, files=pictures)
        (folder / f"{PROPOSAL}.{form}").write_bytes(made)


def _data(built: _Built, *, out: Path) -> dict[str, Any]:
    bundle, done = built.bundle, built.done
    _wording.speak()
    return {
        "id": bundle.case.id,
        "title": bundle.case.title,
        "written": None if done.failed else str(out),
        "made": done.made,
        "carried": done.carried,
        "waiting": done.waiting,
        "failed": {
            key: {"code": error.code, "message": _wording.sentence(error)}
            for key, error in done.failed.items()
        },
        "quantities": [_quantity(bundle, name) for name in _names(bundle.case)],
        "findings": _findings.data(built.findings, names=_cases.titles(bundle)),
    }


def _names(case: cases.Case) -> Iterator[str]:
    """Every number of the case: `artifact.quantity` of the newest versions."""
    for key in case.artifacts:
        head = case.head(key)
        if head is not None:
            yield from (f"{key}.{quantity}" for quantity in head.quantities)


def _quantity(bundle: cases.Bundle, name: str) -> dict[str, Any]:
    found = cases.trace(bundle.case, name, store=bundle.store)
    quantity = found.quantity
    return {
        "name": name,
        "label": quantity.label,
        "value": quantity.value,
        "unit": quantity.unit,
        "low": quantity.low,
        "high": quantity.high,
        "grade": quantity.grade.value,
        "shown": show(quantity),
        "made_from": quantity.made_from,
        "sources": [
            {
                "file": each.source.file_name,
                "sha256": each.source.sha256,
                "rows": each.rows,
                "owner": each.source.owner,
                "licence": each.source.licence,
            }
            for each in found.sources
        ],
    }


def _shown(built: _Built, *, out: Path) -> RenderableType:
    names = _cases.titles(built.bundle)
    failed = [
        Text(_findings.printable(f"「{names.get(key, key)}」を計算できません。{said}"), style="red")
        for key, error in built.done.failed.items()
        for said in [_wording.sentence(error)]
    ]
    counted = _findings.counts(built.findings) or "足りないものはありません"
    last = "何も書き出していません。" if failed else f"{out} に書き出しました。"
    return Group(
        _numbers(built.bundle),
        *failed,
        Text(f"確認：{counted}", style="bold"),
        _findings.shown(built.findings, names=names),
        Text(last),
    )


def _numbers(bundle: cases.Bundle) -> Grid:
    grid = Grid(title=Text(_findings.printable(bundle.case.title)), pad_edge=False)
    grid.add_column("引用の名前", no_wrap=True)
    for heading in ("値", "幅"):
        grid.add_column(heading, justify="right", no_wrap=True)
    grid.add_column("確かさ", no_wrap=True)
    for name in _names(bundle.case):
        key, _, part = name.partition(".")
        quantity = bundle.case.versions[key][-1].quantities[part]
        cells = (name, show(quantity), range_text(quantity), quantity.grade.value)
        grid.add_row(*(Text(_findings.printable(cell)) for cell in cells))
    return grid

"""`tomoni check FILE`: a file against the 15 rules for tables that a machine can read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.academy.ui.wording.rules import RULES
from tomoni.config.cli import _files, _findings, _tables, _wording
from tomoni.config.cli._output import Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import tables
from tomoni.engine.core import Finding, Table

_SHEET = "点検結果"
_HEADINGS = (
    "場所",
    "シート",
    "セル",
    "きまり",
    "気づいたこと",
    "元の書き方",
    "直し方",
    "書き直すと",
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="印を付けた写し（.xlsx）の書き出し先。直すますに色を付け、一覧のシートを足す。",
)
@json_option
def check(file: Path, *, out: Path | None, as_json: bool) -> int:
    """Excel や CSV の表を、機械で読める書き方のきまり（15項目）に照らして点検する。

    きまりは、総務省「統計表における機械判読可能なデータの表記方法の統一ルール」（2020年）。
    直してほしいところがあれば、終了コードは 1。元のファイルは変えない。
    """
    if out is not None and out.suffix.lower() != ".xlsx":
        raise ConfigError("not-a-workbook-name", ending=out.suffix or out.name)
    content = _files.read_at_most(file, limit=tables.Limits().max_bytes)
    found = tables.check(content, file_name=_files.name_of(file))
    said = _findings.data(found.findings)
    matches = [(table, one) for table in found.tables if (one := tables.match(table))]
    if out is not None:
        remarks = [
            tables.Remark(finding, _texts(finding, words))
            for finding, words in zip(found.findings, said, strict=True)
        ]
        marked = tables.write_marked(
            content,
            file_name=_files.name_of(file),
            remarks=remarks,
            name=_SHEET,
            headings=_HEADINGS,
        )
        _files.write_file(marked, target=out)
    answer = {
        "format": "tomoni-check/1",
        "file": _files.name_of(file),
        "score": found.score,
        "rules": [
            {"rule": rule, "code": code, "broken": found.broken.get(code, 0)}
            for code, rule in tables.RULES.items()
        ],
        "findings": said,
        "datasets": [_matched(table, one) for table, one in matches],
        "written": str(out) if out else None,
    }
    Output(as_json).answer(answer, shown=_shown(found, matches=matches, out=out))
    return _findings.code(found.findings)


def _texts(finding: Finding, said: Mapping[str, Any]) -> tuple[str, ...]:
    """What the sheet of findings says of one, heading by heading."""
    rule, mended = finding.params["rule"], finding.params["mended"]
    return (
        said["where"] or finding.place.file,
        finding.place.sheet,
        finding.place.cell,
        f"{rule} {RULES[str(rule)]}",
        said["sentence"],
        finding.seen,
        said["action"],
        str(mended),
    )


def _matched(table: Table, match: tables.Match) -> dict[str, Any]:
    """A standard data set that a table fits, and what is to be done for it to be one."""
    fields = [field.model_dump(mode="json") for field in match.fields]
    return {
        "table": table.name,
        "sheet": table.sheet,
        "dataset": match.dataset,
        "title": match.title,
        "score": match.score,
        "fields": fields,
        "extra": list(match.extra),
        "findings": _tables.found(match.findings),
    }


def _shown(
    found: tables.Check, *, matches: list[tuple[Table, tables.Match]], out: Path | None
) -> RenderableType:
    _wording.speak()
    grid = Grid(title=f"点検の結果：{found.score}点", pad_edge=False)
    grid.add_column("きまり")
    grid.add_column("直すところ", justify="right")
    for code, rule in tables.RULES.items():
        count = found.broken.get(code, 0)
        grid.add_row(f"{rule}　{RULES[rule]}", f"{count:,}か所" if count else "よし")
    parts: list[RenderableType] = [grid, Text(""), _findings.shown(found.findings)]
    for table, match in matches:
        name = _findings.printable(table.name)
        known = f"「{name}」は、標準のデータセット「{match.title}」のようです"
        parts.append(Text(f"\n{known}（必要な項目の{match.score}%があります）。"))
        parts.append(_findings.shown(match.findings))
    if out is not None:
        parts.append(Text(f"\n{out} に、印を付けた写しを書き出しました。"))
    return Group(*parts)

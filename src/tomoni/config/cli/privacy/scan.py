"""`tomoni privacy scan FILE`: the personal information in a file, before anybody works with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tomoni.academy.ui.wording.privacy import KINDS, WORDS
from tomoni.config.cli import _files, _findings, _wording
from tomoni.config.cli._output import Output, json_option
from tomoni.engine import privacy, tables
from tomoni.engine.core import Finding, Table


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def scan(file: Path, *, as_json: bool) -> int:
    """Excel や CSV の表に、どんな個人情報が入っているかを調べる。

    見つけた例は伏せ字で出す。マイナンバーがあれば、終了コードは 1。ファイルは変えない。
    """
    content = _files.read_at_most(file, limit=tables.Limits().max_bytes)
    reading = tables.read(content, file_name=_files.name_of(file))
    scans = [(table, privacy.scan(table)) for table in reading.tables]
    findings = [one.finding() for _table, found in scans for one in found.findings]
    answer = {
        "format": "tomoni-privacy-scan/1",
        "file": _files.name_of(file),
        "tables": [_scanned(table, found) for table, found in scans],
    }
    Output(as_json).answer(answer, shown=_shown(scans, findings=findings))
    return _findings.code(findings)


def _scanned(table: Table, found: privacy.Scan) -> dict[str, Any]:
    """A table and, for each finding, what it is called and what to do."""
    said = _findings.data([one.finding() for one in found.findings])
    return {
        "table": table.name,
        "sheet": table.sheet,
        "rows": found.rows,
        "findings": [
            {
                **one.model_dump(mode="json"),
                "title": str(KINDS.get(one.kind, one.kind)),
                "sentence": words["sentence"],
                "action": words["action"],
            }
            for one, words in zip(found.findings, said, strict=True)
        ],
    }


def _shown(
    scans: Sequence[tuple[Table, privacy.Scan]], *, findings: Sequence[Finding]
) -> RenderableType:
    _wording.speak()
    parts: list[RenderableType] = []
    for table, found in scans:
        name = _findings.printable(table.name)
        parts.append(Text(f"{name}　{found.rows:,}行 × {table.frame.width:,}列", style="bold"))
        parts += [
            _grid(found) if found.findings else Text("個人情報は見つかりませんでした。"),
            Text(""),
        ]
    counted = _findings.counts(findings)
    parts.append(Text(f"気づいた点：{counted or 'ありません'}", style="bold"))
    return Group(*parts, *_actions(findings))


def _actions(findings: Sequence[Finding]) -> list[Text]:
    """What to do, once for all the columns that it is to be done to."""
    columns: dict[str, dict[str, None]] = {}
    for one, said in zip(findings, _findings.data(findings), strict=True):
        if said["action"]:
            columns.setdefault(said["action"], {})[str(one.params["column"])] = None
    return [
        Text(_findings.printable(f"・{'、'.join(names)}：{action}"))
        for action, names in columns.items()
    ]


def _grid(found: privacy.Scan) -> Grid:
    grid = Grid(pad_edge=False)
    for heading in ("列", "何が", "確かさ"):
        grid.add_column(heading)
    grid.add_column("件数", justify="right")
    grid.add_column("例（伏せ字）")
    for one in found.findings:
        cells = (
            one.column,
            str(KINDS.get(one.kind, one.kind)),
            str(WORDS["confidence"][one.confidence.value]),
            f"{one.count:,}",
            one.example,
        )
        grid.add_row(*(Text(_findings.printable(cell)) for cell in cells))
    return grid

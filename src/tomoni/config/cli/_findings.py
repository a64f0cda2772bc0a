"""Findings in a command's answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.config.cli import _wording
from tomoni.config.cli._output import BLOCKED, GOOD
from tomoni.engine.core import Finding, Severity

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_SHOWN = 20


def code(findings: Iterable[Finding]) -> int:
    """The exit code: 1 when one of them blocks."""
    return BLOCKED if any(one.severity is Severity.ERROR for one in findings) else GOOD


def data(findings: Iterable[Finding], *, names: Mapping[str, str] = {}) -> list[dict[str, Any]]:
    """For a machine: the finding itself and its words."""
    return [_datum(one, _view(one, names=names)) for one in findings]


def shown(findings: Sequence[Finding], *, names: Mapping[str, str] = {}) -> RenderableType:
    """For a person: those that block first; of each weight the first twenty."""
    lines: list[Text] = []
    for severity in _ORDER:
        views = [_view(one, names=names) for one in findings if one.severity is severity]
        lines += [_line(view) for view in views[:_SHOWN]]
        if len(views) > _SHOWN:
            lines.append(Text(f"　ほかに{len(views) - _SHOWN:,}件（--json で全部）", style="dim"))
    return Group(*lines)


def counts(findings: Iterable[Finding]) -> str:
    """How many of each weight, e.g. 直してください2件・お知らせ1件; empty when there are none."""
    found = list(findings)
    numbers = {severity: [one for one in found if one.severity is severity] for severity in _ORDER}
    return "・".join(
        f"{_view(of_weight[0], names={}).severity_label}{len(of_weight):,}件"
        for of_weight in numbers.values()
        if of_weight
    )


def printable(text: str) -> str:
    """The text without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _view(finding: Finding, *, names: Mapping[str, str]) -> FindingView:
    _wording.speak()
    return finding_view(finding, names=names)


def _datum(finding: Finding, view: FindingView) -> dict[str, Any]:
    return {
        **finding.model_dump(mode="json"),
        "where": view.place,
        "sentence": view.sentence,
        "action": view.action,
    }


def _line(view: FindingView) -> Text:
    line = Text(f"【{view.severity_label}】", style=_STYLES.get(view.severity, ""))
    where = f"{view.place}　" if view.place else ""
    line.append(printable(f"{where}{view.sentence}"), style="default")
    if view.seen:
        line.append(printable(f"（元の書き方：{view.seen}）"), style="dim")
    if view.action:
        line.append(f"\n　→ {printable(view.action)}", style="dim")
    return line

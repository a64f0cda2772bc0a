"""How every command answers: for a person, or with `--json` for a machine."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from pydantic import BaseModel
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

GOOD, BLOCKED, REFUSED = 0, 1, 2
"""Exit codes: done; done, but what was found blocks; not done."""

json_option = click.option("--json", "as_json", is_flag=True, help="結果をJSONで出す。")


@dataclass(frozen=True)
class Output:
    """Made from the flag of `json_option`: `Output(as_json)`."""

    as_json: bool

    def answer(self, data: object, *, shown: RenderableType) -> None:
        """The command's one result: `data` (values, mappings, lists) or what a person reads."""
        if self.as_json:
            click.echo(json.dumps(data, default=_plain, ensure_ascii=False, indent=2))
        else:
            Console(highlight=False).print(shown)

    def note(self, text: str) -> None:
        """A remark by the way, for a person only."""
        if not self.as_json:
            click.echo(text, err=True)

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[int, int, str], None]]:
        """Gives `tell(done, total, what)`; a bar on a terminal, nothing for a machine."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        console = Console(stderr=True)
        with Progress(
            *columns,
            console=console,
            transient=True,
            disable=self.as_json or not console.is_terminal,
        ) as bar:
            task = bar.add_task(title, total=None)

            def tell(done: int, total: int, what: str) -> None:
                bar.update(task, completed=done, total=total, description=f"{title} {what}")

            yield tell


def refuse(code: str, *, sentence: str, as_json: bool) -> int:
    """One line on stderr, for a machine a JSON error on stdout; gives the exit code."""
    if as_json:
        click.echo(json.dumps({"error": {"code": code, "message": sentence}}, ensure_ascii=False))
    else:
        click.echo(f"tomoni: {' '.join(sentence.split())}", file=sys.stderr)
    return REFUSED


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value)

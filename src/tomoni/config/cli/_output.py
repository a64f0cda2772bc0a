"""How every command answers: for a person, or with `--json` for a machine."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

GOOD, BLOCKED, REFUSED = 0, 1, 2
"""Exit codes: done; done, but what was found blocks; not done."""

json_option = click.option("--json", "as_json", is_flag=True, help="結果をJSONで出す。")


@dataclass(frozen=True)
class Output:
    """Made from the flag of `json_option`: `Output(as_json)`."""

    as_json: bool

    def answer(self, data: object, *, shown: "RenderableType") -> None:
        """The command's one result: `data` (values, mappings, lists) or what a person reads."""
        if self.as_json:
            click.echo(json.dumps(data, default=_plain, ensure_ascii=False, indent=2))
            return
        from rich.console import Console  # noqa: PLC0415 - a machine does not wait for it

        # What people's files hold is shown as it is: no markup and no emoji in it.
        Console(highlight=False, markup=False, emoji=False).print(shown)

    def note(self, text: str) -> None:
        """A remark by the way, for a person only."""
        if not self.as_json:
            click.echo(text, err=True)

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[int, int, str], None]]:
        """Gives `tell(done, total, what)`; a bar on a terminal, nothing for a machine."""
        if self.as_json or not sys.stderr.isatty():
            yield lambda _done, _total, _what: None
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
        )

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
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
    dump = getattr(value, "model_dump", None)
    return dump(mode="json") if dump else str(value)

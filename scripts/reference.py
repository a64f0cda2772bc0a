"""Makes the reference pages from the code; `--check` says when they are not what the code says."""

import importlib
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType

import click

from scripts import findings, first_review, form_names, permissions, programmes
from scripts.steps import ROOT, say

FOLDER = ROOT / "docs" / "reference"
ROOMS = ("core", "tables", "evidence", "flows", "effects", "documents", "cases")
HEAD = "<!-- Made by `make docs` from the code: change the docstrings, not this page. -->\n"


def main() -> int:
    """Write the pages, or with `--check` compare them."""
    pages = {
        "permissions.md": f"{HEAD}\n{permissions.page()}",
        "engine.md": engine(),
        "command-line.md": command_line(),
        "findings.md": f"{HEAD}\n{findings.page()}",
        "first-review.md": f"{HEAD}\n{first_review.page()}",
        "form-names.md": f"{HEAD}\n{form_names.page()}",
        "programme.md": f"{HEAD}\n{programmes.page()}",
    }
    old = [name for name, text in pages.items() if current(name) != text]
    if "--check" in sys.argv[1:]:
        for name in old:
            say(f"docs/reference/{name} is not what the code says: make docs")
        return 1 if old else 0
    for name in old:
        (FOLDER / name).write_text(pages[name])
    return 0


def current(name: str) -> str:
    """A page as it stands."""
    place = FOLDER / name
    return place.read_text() if place.exists() else ""


def engine() -> str:
    """Each room: what comes in, what goes out, and every public name with its first sentence."""
    parts = [HEAD, "# The engine's rooms\n"]
    parts += [
        "Plain Python, no web server needed: `from tomoni.engine import tables`. Arguments after "
        "the first are given by name; values are frozen.\n"
    ]
    for room in ROOMS:
        module = importlib.import_module(f"tomoni.engine.{room}")
        parts += [f"## {room}\n", f"{inspect.getdoc(module)}\n", *names(module)]
    return "\n".join(parts)


def names(module: ModuleType) -> Iterator[str]:
    """The public names of a room: functions with their signature, then values, then the rest."""
    functions, values = [], []
    for name in module.__all__:
        thing = inspect.unwrap(getattr(module, name))
        if inspect.isfunction(thing):
            shape = ", ".join(parameters(thing))
            functions.append(f"- `{name}({shape})`: {first_line(thing)}")
        elif inspect.isclass(thing):
            values.append(f"- `{name}`: {first_line(thing)}")
        else:
            values.append(f"- `{name}`")
    for title, lines in (("Functions", functions), ("Values", values)):
        if lines:
            yield f"{title}:\n\n" + "\n".join(lines) + "\n"


def parameters(function: object) -> Iterator[str]:
    """The parameters as one writes them, with the star before those given by name."""
    starred = False
    for parameter in inspect.signature(function).parameters.values():  # type: ignore[arg-type]
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        yield parameter.name


def first_line(thing: object) -> str:
    """The first paragraph of a docstring on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def command_line() -> str:
    """The help of every command."""
    root = importlib.import_module("tomoni.config.cli._commands").tomoni
    parts = [HEAD, "# The command line\n"]
    parts += [f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps(root, name="tomoni")]
    return "\n".join(parts)


def helps(command: click.Command, *, name: str) -> Iterator[tuple[str, str]]:
    """The full name and the help text of a command and of all below it."""
    context = click.Context(command, info_name=name, terminal_width=88, max_content_width=88)
    yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            child = command.get_command(context, below)
            if child is not None and not child.hidden:
                yield from helps(child, name=f"{name} {below}")


if __name__ == "__main__":
    sys.exit(main())

"""`tomoni manage messages`: the catalogue of screen texts, whose source is Japanese.

--check (what it does when nothing is said) fails on a text that is missing, fuzzy, broken or no
longer used; --write brings the catalogue up to date with the sources; --compile makes the file
that Django reads.
"""

import re
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

import tomoni

PACKAGE = Path(tomoni.__file__).parent
CATALOGUE = PACKAGE / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
"""What a page fills in; a translation may not lose one, which Babel's own check lets pass."""

UNKEPT = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date",
        "Last-Translator", "Language-Team", "Generated-By",
    )
)  # fmt: skip
"""Lines of the head that change without a text having changed."""


class Command(BaseCommand):
    help = "画面の文の対訳（英語）を調べる、書き足す、使える形にする。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        action = parser.add_mutually_exclusive_group()
        action.add_argument("--check", action="store_true")
        action.add_argument("--write", action="store_true")
        action.add_argument("--compile", action="store_true")

    def handle(self, *args: object, write: bool, compile: bool, **options: Any) -> None:  # noqa: A002
        if write:
            write_catalogue(CATALOGUE, catalogue=updated(read(CATALOGUE), sources=collect(PACKAGE)))
        elif not compile:
            found = troubles(read(CATALOGUE), sources=collect(PACKAGE))
            if found:
                raise CommandError("\n".join(found))
        if compile or write:
            compile_catalogue(CATALOGUE)


def collect(package: Path) -> Catalog:
    """Every text for the screen in the Python files and templates of the package."""
    sources = Catalog()
    for path in sorted(package.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "engine" in path.parts:
            continue
        for message, context in _texts_in(path):
            sources.add(message, locations=[(str(path.relative_to(package)), 0)], context=context)
    return sources


def read(path: Path) -> Catalog:
    """The catalogue as it is kept; an empty English one where there is none."""
    if not path.exists():
        return Catalog(locale="en", project="tomoni", charset="utf-8", fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale="en")


def updated(catalogue: Catalog, *, sources: Catalog) -> Catalog:
    """The catalogue with new texts added (near ones as fuzzy) and unused ones taken out."""
    catalogue.update(sources)
    catalogue.obsolete.clear()
    return catalogue


def troubles(catalogue: Catalog, *, sources: Catalog) -> list[str]:
    """What stands between the catalogue and its being complete, one line each."""
    kept = {(each.context, _first(each.id)): each for each in catalogue if each.id}
    used = {(each.context, _first(each.id)) for each in sources if each.id}
    found = [f"missing: {text}" for context, text in used - kept.keys()]
    found += [f"not used: {text}" for context, text in kept.keys() - used]
    for (_context, text), message in kept.items():
        parts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if not all(parts):
            found.append(f"not translated: {text}")
        elif message.fuzzy:
            found.append(f"fuzzy: {text}")
        elif set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(str(parts[-1]))):
            found.append(f"placeholders differ: {text}")
        found += [f"{error}: {text}" for error in message.check(catalogue)]
    return sorted(found)


def write_catalogue(path: Path, *, catalogue: Catalog) -> None:
    """Sorted and without line numbers or dates, so that a change shows only what changed."""
    catalogue.header_comment = "# English texts of Tomoni's screens; the source is Japanese."
    text = BytesIO()
    write_po(text, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
    kept = [line for line in text.getvalue().splitlines(True) if not line.startswith(UNKEPT)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(kept))


def compile_catalogue(path: Path) -> None:
    """The file beside it that Django reads."""
    compiled = BytesIO()
    write_mo(compiled, read(path))
    path.with_suffix(".mo").write_bytes(compiled.getvalue())


def _texts_in(path: Path) -> list[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What templatize leaves is no Python but reads as its tokens, once it is not indented.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    found = extract("python", BytesIO(text.encode()), keywords=KEYWORDS)
    return [(message, context) for _line, message, _comments, context in found]


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]

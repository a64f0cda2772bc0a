"""The page of finding codes: each with its Japanese sentence and an example really found."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from django.conf import settings

from scripts import finding_examples
from scripts.steps import ROOT
from tomoni.academy.ui.wording import cells, finding_view, refusals, rules, tables
from tomoni.academy.ui.wording.entries import Entries
from tomoni.engine import tables as engine
from tomoni.engine.core import Finding

FILES = ROOT / "tests" / "engine" / "tables" / "files"
_SEEN = 40


def page() -> str:
    """The page, without its head."""
    if not settings.configured:  # the sentences are the sources: nothing is translated
        settings.configure(USE_I18N=False)
    examples = first_of_each()
    known = {**tables.FINDINGS, **cells.FINDINGS}
    reading = {code: words for code, words in known.items() if "/" not in code}
    parts = [
        "# Findings of `tables`\n",
        "What reading, checking, matching and comparing tables can find. The sentences are what "
        "people see; each example was found in a small file made for this page, or in one of the "
        "files in `tests/engine/tables/files`. A finding of severity `error` blocks.\n",
        *section("Reading a file", entries=reading, examples=examples),
        *section("Rules and data sets", entries=rules.FINDINGS, examples=examples),
        "## Refusals\n",
        "The file is not read at all, and nothing is left behind.\n",
        "| code | sentence | what to do |\n|---|---|---|",
        *(f"| `{code}` | {plain(words[0])} | {plain(words[1])} |"
          for code, words in sorted(refusals.ERRORS.items())),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def section(title: str, *, entries: Entries, examples: Mapping[str, Finding]) -> Iterator[str]:
    """One table of codes."""
    yield f"## {title}\n"
    yield "| code | severity | sentence | what to do | example |\n|---|---|---|---|---|"
    for code, words in sorted(entries.items()):
        found = examples.get(code)
        if found is None:
            yield f"| `{code}` | | {plain(words[0])} | {plain(words[1])} | |"
            continue
        view = finding_view(found)
        rule = engine.RULES.get(code)
        name = f"`{code}`" + (f" ({rule})" if rule else "")
        row = found.place.row
        where = found.place.cell or (f"row {row}" if row else "")
        shown = " ".join(filter(None, (where, quoted(found.seen))))
        yield (
            f"| {name} | {found.severity.value} | {plain(view.sentence)} "
            f"| {plain(view.action)} | {shown} |"
        )
    yield ""


@cache
def first_of_each() -> dict[str, Finding]:
    """Of every code the first finding, those of the small files before those of real ones."""
    found: dict[str, Finding] = {}
    for finding in (*finding_examples.findings(), *real()):
        found.setdefault(finding.code, finding)
    return found


def real() -> Iterable[Finding]:
    """What is found in the real files."""
    for path in sorted(FILES.iterdir()):
        if path.suffix in {".xlsx", ".xls", ".csv"} and path.stat().st_size:
            try:
                yield from engine.read(path.read_bytes(), file_name=path.name).findings
            except engine.TablesError:
                continue


def plain(text: object) -> str:
    """A text that may stand in a table of Markdown."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;")


def quoted(text: str) -> str:
    """What stood in the cell, as code."""
    short = plain(text).replace("&lt;", "<")[:_SEEN].replace("`", "'")
    return f"`{short}`" if short else ""

"""The reference page of forms: every name that a form can ask for."""

from collections.abc import Iterator, Mapping

from tomoni.academy.proposals.forms import names

HEAD = """\
# The names that a form can ask for

Written into a form in double braces, e.g. `{{ 題名 }}`. A name with a point is a column of a list:
the table row in which it stands is repeated for each row of the list. Besides these there is every
question of the city's own programme, by its label (現状と課題 …), and every chapter of a case's
proposal (章「…」). How to write a form: [Use your own form](../how-to/use-your-own-form.md).
"""
GROUPS: Mapping[str, Mapping[str, str]] = {
    "The proposal": names.PROPOSAL,
    "The case: numbers and their sources": names.CASE,
    "Budget and effect": names.KEPT,
    "Pictures (`{{ 図:… }}`)": names.PICTURES,
}


def page() -> str:
    """The page in Markdown."""
    return "\n".join([HEAD, *_tables()])


def _tables() -> Iterator[str]:
    for title, group in GROUPS.items():
        yield f"## {title}\n\n| name | what stands there |\n|---|---|"
        yield from (f"| {name} | {meaning} |" for name, meaning in group.items())
        yield ""

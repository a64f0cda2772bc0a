"""What is kept of a case beside it, so that forty groups are seen without opening forty cases.

A case counts its savings (`revision`), and what is kept holds only for the revision it was taken
at: whoever saved in between, or before there was anything kept, makes it to be taken anew.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.progress import Facts, facts_of
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases


@dataclass(frozen=True)
class Glance:
    """The facts of a case, and the results whose verdict is held back by an open weakness."""

    facts: Facts
    held: tuple[str, ...]


def take(opened: Opened) -> Glance:
    """As the case is now. Reads the results of claims: one query more."""
    heads = [
        head
        for artifact in opened.case.artifacts.values()
        if artifact.kind == "evidence" and (head := opened.case.head(artifact.id))
    ]
    opened.store.fetch(head.content for head in heads)
    held = tuple(head.artifact for head in heads if _is_held(opened, head))
    return Glance(facts=facts_of(opened), held=held)


def keep(row: models.Case, glance: Glance, *, revision: int) -> None:
    """Keep what was taken at the revision; call it in the transaction that saves the case."""
    kept = models.Glance(
        case=row, revision=revision, facts=asdict(glance.facts) | {"held": glance.held}
    )
    models.Glance.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["revision", "facts"],
    )


def of(rows: Iterable[models.Case]) -> dict[int, Glance]:
    """By case; rows come with their `glance` fetched. Opens only cases that were saved since."""
    return {row.pk: _kept(row) or _taken_anew(row) for row in rows}


def _kept(row: models.Case) -> Glance | None:
    kept: models.Glance | None = getattr(row, "glance", None)
    if kept is None or kept.revision != row.revision:
        return None
    facts = dict(kept.facts)
    held = tuple(facts.pop("held"))
    return Glance(facts=Facts(**facts), held=held)


def _taken_anew(row: models.Case) -> Glance:
    revision = row.revision
    taken = take(open_case(row))
    keep(row, taken, revision=revision)
    return taken


def _is_held(opened: Opened, head: cases.Version) -> bool:
    warnings = cases.content_of(head, store=opened.store)["warnings"]
    return any(each["blocks"] and not each["answer"] for each in warnings)

"""Every comparison made in a case, superseded ones too: the more looks, the more chance finds."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.workspaces.reading import Opened
from tomoni.engine.evidence import Claim, Look, Verdict

_WORDS_ALONE = {
    "subject", "reason", "refuted_if", "sketch", "chart", "locked_at", "smallest_difference",
    "direction", "expected_reason", "period", "unit", "sentence",
}  # fmt: skip
"""Parts of a claim that change what is said, not what is compared."""


@dataclass(frozen=True)
class Entry:
    """One version of a claim and the newest result that was made from it."""

    claim: str
    number: int
    title: str
    newest: bool
    verdict: Verdict
    table: str

    @property
    def locked_at(self) -> datetime:
        return moment(self.verdict.claim)

    @property
    def comparison(self) -> tuple[str, str]:
        """What is the same for two claims that make the same comparison."""
        return self.table, self.verdict.claim.model_dump_json(exclude=_WORDS_ALONE)


@dataclass(frozen=True)
class Line:
    """A comparison as it is listed."""

    title: str
    number: int
    newest: bool
    sentence: str
    locked_at: datetime
    verdict: str
    url: str


def moment(claim: Claim) -> datetime:
    """When the claim was locked."""
    found = datetime.fromisoformat(claim.locked_at or "")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def entries(opened: Opened) -> list[Entry]:
    """The comparisons in the order in which their claims were locked: one query."""
    found: dict[tuple[str, int], Entry] = {}
    results = [
        version
        for key, artifact in opened.case.artifacts.items()
        if artifact.kind == "evidence"
        for version in opened.case.versions.get(key, ())
        if {"claim", "table"} <= version.references.keys()
    ]
    opened.store.fetch(version.content for version in results)
    for version in results:
        made_of = version.references["claim"]
        content = opened.content_at(version.artifact, version.number)
        found[made_of.artifact, made_of.version] = Entry(
            claim=made_of.artifact,
            number=made_of.version,
            title=opened.title(made_of.artifact),
            newest=made_of.version == len(opened.case.versions[made_of.artifact]),
            verdict=Verdict.model_validate(content),
            table=version.references["table"].artifact,
        )
    return sorted(found.values(), key=lambda each: each.locked_at)


def lines(opened: Opened) -> list[Line]:
    """The comparisons as they are listed, first made first."""
    return [
        Line(
            title=each.title,
            number=each.number,
            newest=each.newest,
            sentence=each.verdict.claim.sentence,
            locked_at=each.locked_at,
            verdict=each.verdict.verdict.value,
            url=reverse("workspaces:version", args=(opened.row.pk, each.claim, each.number)),
        )
        for each in entries(opened)
    ]


def looks(opened: Opened, *, claim: Claim, table: str) -> tuple[Look, ...]:
    """The other comparisons made before the claim was locked; the same one made twice is one."""
    return tuple(_looks(opened, claim=claim, table=table))


def _looks(opened: Opened, *, claim: Claim, table: str) -> Iterator[Look]:
    own = table, claim.model_dump_json(exclude=_WORDS_ALONE)
    earlier = (each for each in entries(opened) if each.locked_at < moment(claim))
    before = {each.comparison: each for each in earlier}
    for comparison, each in before.items():
        p_value = each.verdict.details["p_value"]
        if comparison != own and isinstance(p_value, int | float) and math.isfinite(p_value):
            name = _("%(title)s（第%(number)s版）") % {"title": each.title, "number": each.number}
            yield Look(claim=name, p_value=p_value)

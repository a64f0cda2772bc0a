"""The claims, results and counts of a case as they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import claims
from tomoni.academy.steps.data import reading as data
from tomoni.academy.workspaces import models, queries
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases, evidence
from tomoni.engine.core import Table

STEM = "claim"
"""How keys of new claims begin; a person's draft has the key of its claim."""


@dataclass(frozen=True)
class ClaimCard:
    """A claim as it is listed: its newest version, its result, and whose drafts there are."""

    key: str
    title: str
    sentence: str
    locked: bool = False
    verdict: str = ""
    stale: bool = False
    number: int = 0
    mine: bool = False
    drafted_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountCard:
    """A number of rows as it is listed."""

    key: str
    title: str
    fact: str
    numbers: tuple[NumberView, ...]
    stale: bool


@dataclass(frozen=True)
class Desk:
    """A claim while one person writes it: what is typed, and the version it was begun from."""

    key: str
    values: Mapping[str, Any]
    base: int
    newest: int
    newest_sentence: str
    drafted: bool
    table: Table | None
    tables: tuple[tuple[str, str], ...]

    @property
    def outdated(self) -> bool:
        return 0 < self.base < self.newest

    @cached_property
    def sentence(self) -> str:
        """The sentence as far as it has grown."""
        return claims.sentence(self.values, table=self.table)

    def typed(
        self, values: Mapping[str, Any], *, opened: Opened, base: int | None = None
    ) -> "Desk":
        """The desk with other values, and with the table that they name."""
        given = {**self.values, **values}
        keys = [key for key, _title in self.tables]
        if given["table"] not in keys:
            given["table"] = keys[0] if len(keys) == 1 else ""
        table = self.table
        if given["table"] != self.values["table"] or table is None:
            table = data.table_of(opened, given["table"])
        settled = claims.settled(given, table=table)
        return replace(self, values=settled, table=table, base=self.base if base is None else base)


def tables(opened: Opened, *, user: User) -> tuple[tuple[str, str], ...]:
    """Keys and titles of the tables, and of answers as tables, that this person may ask."""
    keys = [*data.keys_of(opened.case, "table"), *data.keys_of(opened.case, "answer")]
    return tuple(
        (key, opened.title(key))
        for key in keys
        if custody.refusal(user, opened=opened, key=key) is None
    )


def evidence_of(case: cases.Case, claim: str) -> str:
    """The key of the result that is made from a claim; empty when there is none."""
    for key, artifact in case.artifacts.items():
        plan = artifact.plan
        if artifact.kind == "evidence" and plan and plan.inputs.get("claim") == claim:
            return key
    return ""


def table_key(case: cases.Case, claim: str) -> str:
    """The table that a claim was held against; empty when it was not."""
    plan = case.artifacts[found].plan if (found := evidence_of(case, claim)) else None
    return plan.inputs.get("table", "") if plan else ""


def blank(opened: Opened, *, user: User, key: str) -> Desk:
    """A desk with nothing on it."""
    return Desk(
        key=key,
        values=claims.empty(table=""),
        base=0,
        newest=0,
        newest_sentence="",
        drafted=False,
        table=None,
        tables=tables(opened, user=user),
    )


def desk(opened: Opened, *, user: User, key: str) -> Desk | None:
    """What the person has typed, else the newest version; None when there is neither."""
    head = opened.case.head(key)
    draft = queries.draft_of(opened.row, author=user, key=key)
    claim = _claim(opened, key)
    if (head is not None and claim is None) or (draft is None and claim is None):
        return None
    if draft is not None and "claim" not in draft.values:
        return None
    newest = head.number if head else 0
    written = {}
    if claim is not None:
        title, table = opened.title(key), table_key(opened.case, key)
        written = claims.values_of(claim, table=table, title=title)
    begun = replace(
        blank(opened, user=user, key=key),
        base=draft.base if draft else newest,
        newest=newest,
        newest_sentence=claim.sentence if claim else "",
        drafted=draft is not None,
    )
    return begun.typed(draft.values["claim"] if draft else written, opened=opened)


def _claim(opened: Opened, key: str) -> evidence.Claim | None:
    artifact = opened.case.artifacts.get(key)
    if artifact is None or artifact.kind != "claim" or opened.case.head(key) is None:
        return None
    return evidence.Claim.model_validate(opened.content(key))


def drafts(row: models.Case) -> list[models.Draft]:
    """Drafts of claims in the case, whoever's they are."""
    found = row.drafts.select_related("author").order_by("key", "pk")
    return [each for each in found if "claim" in each.values]


def claim_cards(opened: Opened, *, user: User) -> list[ClaimCard]:
    """Claims by their key, then those that are only drafts; three queries."""
    keys = data.keys_of(opened.case, "claim")
    _fetch(opened, [*keys, *data.keys_of(opened.case, "evidence")])
    cards = {key: _card(opened, key) for key in keys}
    for draft in drafts(opened.row):
        mine = draft.author_id == user.pk
        key = draft.key if draft.key in keys or mine else f"{draft.key}-{draft.author_id}"
        known = cards.get(key) or ClaimCard(
            key=draft.key,
            title=draft.values["claim"].get("title", ""),
            sentence=draft.values.get("sentence", ""),
        )
        by = (*known.drafted_by, draft.author.display_name)
        cards[key] = replace(known, drafted_by=by, mine=known.mine or mine)
    return list(cards.values())


def _card(opened: Opened, key: str) -> ClaimCard:
    claim = evidence.Claim.model_validate(opened.content(key))
    found = evidence_of(opened.case, key)
    content = opened.content(found) if found else None
    return ClaimCard(
        key=key,
        title=opened.title(key),
        sentence=claim.sentence,
        locked=claim.locked_at is not None,
        verdict=evidence.Verdict.model_validate(content).verdict.value if content else "",
        stale=found in opened.stale,
        number=len(opened.case.versions[key]),
    )


def count_cards(opened: Opened) -> list[CountCard]:
    """The counts with their numbers."""
    keys = data.keys_of(opened.case, "count")
    _fetch(opened, keys)
    return [
        CountCard(
            key=key,
            title=opened.title(key),
            fact=evidence.Count.model_validate(opened.content(key)).fact,
            numbers=numbers_of(opened, key),
            stale=key in opened.stale,
        )
        for key in keys
    ]


def _fetch(opened: Opened, keys: Iterable[str]) -> None:
    heads = [head for key in keys if (head := opened.case.head(key))]
    opened.store.fetch(head.content for head in heads)

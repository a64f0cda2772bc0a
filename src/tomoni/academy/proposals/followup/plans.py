"""What a case fixed before the verdict: its effects and indicators; and what it measured since."""

import json
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup.quantities import EFFECTS
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.models import Case, Version
from tomoni.academy.workspaces.queries import cases_visible_to
from tomoni.academy.workspaces.reading import open_case
from tomoni.academy.workspaces.store import DatabaseStore
from tomoni.engine import cases
from tomoni.engine.core import Grade, Quantity, show

_MEASURED = ("review", "evidence", "count", "cost", "comparison")
"""Kinds of artifacts that hold what was measured."""
_DUE = re.compile(r"(\d{4})(?:年度|年|-|/)(?:(\d{1,2})(?:月|-|/)?)?(?:(\d{1,2})日?)?")
_TYPED = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*([^\d\s。、（]{1,8})")
_CHOSEN = re.compile(r"(?P<key>[^.@]+)\.(?P<name>[^@]+)@(?P<number>\d+)")


@dataclass(frozen=True)
class Planned:
    """A number as the case had it when the proposal was sent."""

    quantity: Quantity
    quoted: str = ""
    version: Version | None = None


@dataclass(frozen=True)
class FoundIndicator:
    """An indicator of the case; `target` in words, `day` where its time can be read."""

    name: str
    present: Planned | None
    target: Planned | None
    target_words: str
    day: date | None
    how: str
    origin: str
    turned: bool


def fixed(version: Version | None) -> dict[str, Version]:
    """By key of the artifact: the version that held when the proposal was made. One query."""
    if version is None:
        return {}
    rows = Version.objects.filter(artifact__case=version.artifact.case_id)
    found: dict[str, Version] = {}
    named = {(each["artifact"], each["version"]) for each in version.references.values()}
    fixed_keys = {key for key, _number in named}
    for each in rows.select_related("artifact").order_by("made_at", "pk"):
        key = each.artifact.key
        holds = each.made_at <= version.made_at and key not in fixed_keys
        if holds or (key, each.number) in named:
            found[key] = each
    return found


def effects_of(proposal: Proposal) -> dict[str, Planned]:
    """The effects of a year that were adopted, by name; none of a plain proposal."""
    versions = fixed(proposal.case_version).values()
    version = next((each for each in versions if each.artifact.kind == "effect"), None)
    if version is None:
        return {}
    return {
        name: Planned(
            Quantity.model_validate(version.quantities[name]),
            f"{version.artifact.key}.{name}",
            version,
        )
        for name in EFFECTS
        if name in version.quantities
    }


def indicators_of(proposal: Proposal) -> list[FoundIndicator]:
    """From the worksheet, the logic model and the plan of the review; each name once."""
    versions = fixed(proposal.case_version)
    found: dict[str, FoundIndicator] = {}
    for version in versions.values():
        for each in _indicators(version, versions):
            if each.name:
                found.setdefault(each.name, each)
    return list(found.values())


def measured_in(case: Case, *, user: User, since: Version) -> list[tuple[str, str]]:
    """Values and words of the numbers that the case measured since, for who may open them."""
    if not cases_visible_to(user).filter(pk=case.pk).exists():
        return []
    opened = open_case(case)
    found = []
    for key, artifact in opened.case.artifacts.items():
        head = opened.case.head(key)
        if artifact.kind not in _MEASURED or head is None or head.made_at <= since.made_at:
            continue
        if custody.refusal(user, opened=opened, key=key) is None:
            found += [
                (f"{key}.{name}@{head.number}", _said(opened.title(key), name, quantity))
                for name, quantity in head.quantities.items()
            ]
    return found


def quote(proposal: Proposal, *, chosen: str, user: User) -> Planned:
    """The number that was chosen; who takes it is written down where rows are behind it.

    Raises `ProposalsError("unknown-number")`, `PermissionDenied`.
    """
    named = _CHOSEN.fullmatch(chosen)
    base = proposal.case_version
    if named is None or base is None:
        raise ProposalsError("unknown-number")
    case = base.artifact.case
    if chosen not in dict(measured_in(case, user=user, since=base)):
        raise ProposalsError("unknown-number")
    custody.enter(user, opened=open_case(case), key=named["key"])
    version = Version.objects.get(
        artifact__case=case, artifact__key=named["key"], number=int(named["number"])
    )
    quantity = Quantity.model_validate(version.quantities[named["name"]])
    return Planned(quantity, f"{named['key']}.{named['name']}", version)


def day_in(words: str) -> date | None:
    """The last day of the time that is written: 2028年3月 is its 31st, 2028年度 its end."""
    said = _DUE.search(words)
    if said is None:
        return None
    year, month, day = (int(each) if each else 0 for each in said.groups())
    if "年度" in said[0]:
        return date(year + 1, 3, 31)
    month = month or 12
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last) or last)


def _indicators(version: Version, versions: dict[str, Version]) -> Iterator[FoundIndicator]:
    kind, key = version.artifact.kind, version.artifact.key
    if kind not in {"logic_model", "review_plan"} and key != "indicators":
        return
    content: Any = json.loads(DatabaseStore().read(version.content_id))
    if kind == "logic_model":
        rows = [row["indicator"] for row in content.get("rows", ()) if row.get("indicator")]
        names = ("name", "present", "target", "due", "owner")
    elif kind == "review_plan":
        rows = [
            {**row, "target": f"{{{{ {row['planned']} }}}}"} for row in content.get("lines", ())
        ]
        names = ("indicator", "", "target", "", "")
    else:
        rows = content.get("values", {}).get("indicators") or []
        names = ("indicator", "current", "target", "when", "how")
    for row in rows:
        name, present, target, due, how = (str(row.get(each) or "") for each in names)
        yield _found(version, name, present, target, due, how, versions)


def _found(
    version: Version, name: str, present: str, target: str, due: str, how: str,
    versions: dict[str, Version],
) -> FoundIndicator:  # fmt: skip
    now, wanted = _number(present, versions), _number(target, versions)
    less = now is not None and wanted is not None and wanted.quantity.value < now.quantity.value
    words = target if wanted is None else ""
    day = day_in(due)
    if day is None and due:
        words = f"{words} {due}".strip()
    origin = f"{version.artifact.key}@{version.number}"
    return FoundIndicator(name[:200], now, wanted, words[:200], day, how, origin, less)


def _number(text: str, versions: dict[str, Version]) -> Planned | None:
    """The number when the text is a live reference or a number with its unit, nothing else."""
    quotes = cases.quotes(text)
    if len(quotes) == 1 and text.strip().startswith("{{") and text.strip().endswith("}}"):
        key, _dot, name = quotes[0].name.partition(".")
        version = versions.get(key)
        if version is None or name not in version.quantities:
            return None
        quantity = Quantity.model_validate(version.quantities[name])
        return Planned(quantity, quotes[0].name, version)
    typed = _TYPED.fullmatch(text.strip())
    if typed is None or "年" in typed[2]:
        return None
    value = float(typed[1].replace(",", ""))
    return Planned(Quantity(value=value, unit=typed[2], grade=Grade.ESTIMATE))


def _said(title: str, name: str, quantity: Quantity) -> str:
    return f"{title}：{quantity.label or name}　{show(quantity, '幅')}"

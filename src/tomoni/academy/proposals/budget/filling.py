"""A first plan out of the proposal: its words, and the costs that its case has reckoned."""

from django.urls import reverse

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import reading
from tomoni.academy.proposals.budget.plans import Line, Plan
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.workspaces.queries import cases_visible_to

COSTS = {
    "initial_yen": ("導入の費用", "式"),
    "yearly_yen": ("運用の費用", "年"),
}
_ROOMS = ("assumptions", "effect")
"""Where a case says what it costs, the nearest to the source first."""


def first_plan(proposal: Proposal) -> Plan:
    """Lines hold the very numbers of the version of the case that the proposal quotes."""
    quoted = reading.quoted_by(proposal.case_version)
    texts = reading.plain_texts(proposal, quoted=quoted)
    lines = []
    for name, (label, unit) in COSTS.items():
        places = [f"{room}.{name}" for room in _ROOMS]
        found = next((place for place in places if place in quoted.quantities), "")
        if found and (yen := round(quoted.quantities[found].value)) > 0:
            lines.append(
                Line(
                    section="", label=label, quantity=1, unit=unit, unit_price=yen, made_from=found
                )
            )
    return Plan(
        project=proposal.title[:200],
        purpose=texts.get("situation", "")[:4000],
        content=texts.get("measures", "")[:4000],
        lines=tuple(lines),
    )


def source_urls(proposal: Proposal, *, plan: Plan, user: User) -> dict[str, str]:
    """The way of each number of the plan, in the version that is quoted; for who sees the case."""
    version = proposal.case_version
    names = {line.made_from for line in plan.lines if line.made_from}
    if version is None or not names:
        return {}
    case = version.artifact.case
    if not cases_visible_to(user).filter(pk=case.pk).exists():
        return {}
    numbers = {each["artifact"]: each["version"] for each in version.references.values()}
    return {
        name: f"{reverse('workspaces:trace', args=(case.pk, name))}"
        f"?version={numbers.get(name.partition('.')[0], '')}"
        for name in names
    }

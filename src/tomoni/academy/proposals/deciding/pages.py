"""What several pages show: the way to them, a result in a line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.proposals.deciding.models import Aftercare, Decision
from tomoni.academy.proposals.models import Call, Proposal

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class Result:
    """A decided proposal as everybody sees it."""

    proposal: Proposal

    @property
    def category(self) -> str:
        return self.proposal.programme.category(self.proposal.category).title

    @property
    def verdict(self) -> str:
        return self.proposal.programme.verdict(self.proposal.verdict).title

    @property
    def tone(self) -> str:
        """Good where something follows; else none. The words say which."""
        follows = self.proposal.programme.verdict(self.proposal.verdict).follows
        return {"implement": "good", "consider": "warn"}.get(follows, "")

    @property
    def prize(self) -> str:
        return prize_title(self.proposal)

    @property
    def proposers(self) -> str:
        return "、".join(person.display_name for person in self.proposal.proposers.all())

    @property
    def published(self) -> str:
        """The reason that is made known to all; empty where none is."""
        decision: Decision | None = getattr(self.proposal, "decision", None)
        return decision.published if decision and decision.announced_at else ""

    @property
    def aftercare(self) -> Aftercare | None:
        return getattr(self.proposal, "aftercare", None)

    @property
    def followed(self) -> str:
        """What follows and how far it is, in a line."""
        asked = self.aftercare
        if asked is None:
            return "―"
        said = {
            "what": asked.get_follows_display(),
            "division": asked.division.name,
            "state": asked.get_state_display(),
        }
        return _("%(what)s（%(division)s）：%(state)s") % said


def prize_title(proposal: Proposal) -> str:
    """The prize it was given; empty for none, also where the programme no longer knows it."""
    prizes = {each.id: each.title for each in proposal.programme.prizes}
    return prizes.get(proposal.prize, "")


def table(results: Iterable[Result]) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a list of results."""
    headings = [
        _("受付番号"), _("題名"), _("区分"), _("提案者"), _("所属"), _("結果"), _("公表する理由"),
        _("賞"), _("その後"),
    ]  # fmt: skip
    rows = [
        [
            each.proposal.number, each.proposal.title, each.category, each.proposers,
            each.proposal.division.name, each.verdict, each.published, each.prize, each.followed,
        ]
        for each in results
    ]  # fmt: skip
    return headings, rows


def call_crumbs(call: Call, *more: tuple[str, str]) -> Crumbs:
    """From the first page over the results of the call."""
    results = reverse("deciding:results", args=(call.pk,))
    return [(_("自分の番"), "/"), (call.title, results), *more]

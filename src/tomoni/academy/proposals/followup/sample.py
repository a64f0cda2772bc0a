"""What came of a proposal of the sample city: less than was planned, and said plainly."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.followup import confirming, measuring, plans, queries, services
from tomoni.academy.proposals.followup.models import Confirmation, Following, Told, ValueKind
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.engine.core import Grade, Quantity

_SHARE = 0.8
"""Of the lowest end of each planned effect so much came; below zero where nothing was planned."""
_INDICATORS: Mapping[str, tuple[str, bool, float, float, tuple[float, float]]] = {
    "窓口で待つ時間（1件あたり）": ("分", True, 40, 20, (32, 27)),
    "電子で出された更新の件数（1年）": ("件", False, 0, 900, (210, 610)),
}
"""Unit, whether less is better, before, planned, after half a year and after a year."""
_WHY = "電子の申請が見込みより少なく、窓口に来る人があまり減らなかった。"
_NEXT = "お知らせのはがきに申請の番号を印刷し、半年後にもう一度測る。"
_SUMMARY = (
    "お店の許可の更新を、来なくてもできるようにしました。窓口で待つ時間は40分から27分になりました。"
    "目標の20分には届いていません。"
)


def fill(proposal: Proposal) -> Following:
    """Of a decided proposal that nobody follows yet; its days count from the day of the verdict."""
    assert proposal.decided_at is not None  # noqa: S101 - there is a verdict
    actor = proposal.proposers.order_by("pk")[0]
    begun = timezone.localdate(proposal.decided_at)
    following = services.begin(proposal, actor=actor)
    services.start(following, day=begun, actor=actor)
    _milestones(following, begun=begun, actor=actor)
    _indicators(following, begun=begun, actor=actor)
    following = queries.with_all(Following.objects.filter(pk=following.pk)).get()
    _confirm(following, day=begun + timedelta(days=370), actor=actor)
    summary = services.write_summary(following, words=_SUMMARY, public=True, actor=actor)
    others = proposals.people_with(Part.OFFICE, municipality=proposal.call.edition.municipality)
    office = others.exclude(pk=actor.pk).order_by("pk").first()
    if office is not None:
        services.approve(summary, actor=office)
    return following


def _milestones(following: Following, *, begun: date, actor: User) -> None:
    for title, days in (("新しい様式を窓口で使い始める", 60), ("電子の申請を受け付け始める", 180)):
        due = begun + timedelta(days=days)
        made = services.add_milestone(
            following, title=title, due_date=due, division=following.division, actor=actor
        )
        words = "予定の日より少し早く始められた。"
        day = due - timedelta(days=5)
        services.report(made, told=Told.DONE, day=day, words=words, actor=actor)
    services.add_milestone(
        following, title="お知らせのはがきに申請の番号を印刷する",
        due_date=begun + timedelta(days=450), division=following.division, actor=actor,
    )  # fmt: skip


def _indicators(following: Following, *, begun: date, actor: User) -> None:
    for name, (unit, turned, before, planned, came) in _INDICATORS.items():
        made = measuring.add_indicator(
            following, name=name, unit=unit, turned=turned, actor=actor,
            how="受付の記録を1年分数える。",
        )  # fmt: skip
        year = begun + timedelta(days=365)
        for kind, day, value in (
            (ValueKind.PRESENT, begun, before),
            (ValueKind.PLANNED, year, planned),
            (ValueKind.ACTUAL, begun + timedelta(days=182), came[0]),
            (ValueKind.ACTUAL, year, came[1]),
        ):
            grade = Grade.ESTIMATE if kind == ValueKind.PLANNED else Grade.REGISTER
            amount = plans.Planned(Quantity(value=value, unit=unit, grade=grade))
            measuring.keep(
                made, kind=kind, day=day, planned=amount, source="窓口の受付記録", actor=actor
            )


def _confirm(following: Following, *, day: date, actor: User) -> Confirmation:
    measured = {
        name: confirming.Measured(plans.Planned(_less(plan.quantity)), "混む月1週間の作業の記録")
        for name, plan in plans.effects_of(following.proposal).items()
    }
    return confirming.confirm(
        following, day=day, measured=measured, why=_WHY, what_next=_NEXT, base=0, actor=actor
    )


def _less(planned: Quantity) -> Quantity:
    lowest = planned.value if planned.low is None else planned.low
    came = round(lowest * _SHARE) if lowest > 0 else round(lowest) - 1
    return Quantity(value=came, unit=planned.unit, grade=Grade.MEASURED)

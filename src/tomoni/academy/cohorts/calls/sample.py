"""The sample city's call for its second cohort, and two applications that were sent to it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calls import services
from tomoni.academy.cohorts.calls.models import Application, Call
from tomoni.academy.cohorts.models import Cohort, Role

MOST_GROUPS = 5
FROM_DATE = date(2026, 11, 2)
APPLIED_DATE, APPROVED_DATE = date(2026, 11, 9), date(2026, 11, 12)
BEFORE_START = timedelta(days=28)
"""How long before the cohort begins its call closes."""
TEXT = """\
自分の課の「困りごと」を一つ選び、市のデータで原因を確かめ、来年度の予算につながる提案にまとめます。
半年で6回、1回は3時間ほどです。回と回のあいだに、少しずつ宿題があります。
第1期を修了した職員が、第1期の教材を使って教えます。データ分析の経験はいりません。"""
ELIGIBILITY = """\
どの課の職員でも応募できます。2人から5人で組んでください。課をまたいでもかまいません。
所属長の承認が必要です。"""


@dataclass(frozen=True)
class Sent:
    """An application: the first of its members applied; no `manager`: approved in person."""

    members: tuple[str, ...]
    work: str
    problem: str
    hope: str
    manager: str = ""
    approver: str = ""


APPLICATIONS = (
    Sent(
        ("shokuin", "shinsa"),
        work="予算要求書の取りまとめ",
        problem="10月に各課から届く要求書の様式がまちまちで、写し直しと問い合わせに追われる。",
        hope="どこで手間がかかっているかを数え、様式と締め切りの見直しを提案したい。",
        approver="財政課長",
    ),
    Sent(
        ("shimin2", "kaigo2"),
        work="亡くなった人の家族の手続き",
        problem="家族がいくつもの窓口を回り、同じことを何度も書いている。",
        hope="回る窓口の数とかかる時間を確かめ、1回で済む形を考えたい。",
        manager="shiminkacho",
    ),
)
"""The first was approved in person; the second, of two divisions, waits for its manager."""


def fill(cohort: Cohort) -> Call:
    """The open call of a cohort of the sample city that has a secretariat, with two applications.

    A call that is there stays as it is.
    """
    made = Call.objects.filter(cohort=cohort).first()
    if made is not None:
        return made
    values = {
        "text": TEXT,
        "eligibility": ELIGIBILITY,
        "from_date": FROM_DATE,
        "until_date": max(FROM_DATE, cohort.starts_date - BEFORE_START),
        "most_groups": MOST_GROUPS,
        "fewest_members": 2,
        "most_members": 5,
    }
    clerk = cohort.memberships.select_related("user").get(role=Role.SECRETARIAT).user
    call = services.draft_call(cohort, values=values, actor=clerk)
    services.announce(call, actor=clerk)
    call.refresh_from_db()
    for said in APPLICATIONS:
        _apply(call, said, clerk=clerk)
    return call


def _apply(call: Call, said: Sent, *, clerk: User) -> None:
    names = {user.account_name: user for user in User.objects.select_related("division")}
    members = tuple(names[name] for name in said.members)
    applicant = members[0]
    assert applicant.division is not None  # noqa: S101 - the sample's staff have one
    sent = services.save_application(
        Application(
            call=call, applicant=applicant, division=applicant.division, saved_by=applicant
        ),
        answers=services.Answers(
            said.work, said.problem, said.hope, members, names.get(said.manager)
        ),
        base=0, send=True, actor=applicant, today=call.from_date,
    )  # fmt: skip
    applied_at = timezone.make_aware(datetime.combine(APPLIED_DATE, time(10)))
    Application.objects.filter(pk=sent.pk).update(sent_at=applied_at)
    if said.approver:
        services.record_approval(
            sent, approver=said.approver, text="", actor=clerk, day=APPROVED_DATE
        )

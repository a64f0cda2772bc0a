"""The sample city: its first cohort is over, the second takes applications."""

from datetime import date, timedelta

from django.db import transaction

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar import sample as meetings
from tomoni.academy.cohorts.calls import sample as applications
from tomoni.academy.cohorts.graduates import sample as graduations
from tomoni.academy.cohorts.graduates.models import Willingness
from tomoni.academy.cohorts.materials import sample as recordings
from tomoni.academy.cohorts.materials import services as shelf
from tomoni.academy.cohorts.materials.models import Kind
from tomoni.academy.cohorts.models import Cohort, Role, Stage
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.cohorts.surveys import sample as replies
from tomoni.academy.workspaces import sample_cases
from tomoni.academy.workspaces.handover import following
from tomoni.academy.workspaces.handover import sample as teaching
from tomoni.academy.workspaces.handover.models import TeachingCase
from tomoni.academy.workspaces.homework import sample as homework

NEXT_STARTS_DATE = date(2027, 1, 27)
AHEAD = timedelta(weeks=8)
"""The second cohort begins at least so long after today: its call is open."""
STUDY_TITLE = "勉強会「業務フローを描いてみよう」のお知らせ"
STUDY_TEXT = """\
第1期の修了生が、自主研究グループをつくりました。1回目の勉強会のテーマは **業務フロー** です。

- だれでも参加できます。データアカデミーに参加していない人も、どうぞ。
- 自分の仕事の流れを、付箋と同じように1枚に描いて、となりの課の人と見せ合います。
- 持ち物は、いま困っている仕事を一つだけ。

申し込みは、情報政策課の高橋まで。
"""


@transaction.atomic
def fill(cohort: Cohort, *, today: date) -> None:
    """All that happened in the first cohort, and the second that follows from it; once."""
    if cohort.meetings.exists():
        return
    held = cohort.memberships.select_related("user")
    secretariat = held.filter(role=Role.SECRETARIAT).earliest("pk").user
    lecturer = held.filter(role=Role.LECTURER).earliest("pk").user
    sessions = len(curriculum_of(cohort).sessions)
    meetings.fill(cohort, attended=sessions)
    recordings.fill(cohort, drawn=sessions)
    _announce_study(cohort, actor=secretariat)
    for group in cohort.groups.all():
        sample_cases.fill(group)
    for group in cohort.groups.filter(case__isnull=False):
        homework.fill(group.case, meetings=sessions, reader=lecturer)
    replies.fill(cohort, actor=secretariat)
    graduations.fill(cohort)
    teaching.fill(cohort)
    notices.read(notices.unread(secretariat))
    applications.fill(_next(cohort, today=today, actor=secretariat))


def _announce_study(cohort: Cohort, *, actor: User) -> None:
    """The study group that graduates founded, as a text for everybody of the cohort."""
    last = cohort.meetings.latest("number").number
    shelf.add(
        cohort, kind=Kind.TEXT, place=shelf.Place(last, STUDY_TITLE),
        content=shelf.Content(text=STUDY_TEXT), actor=actor,
    )  # fmt: skip


def _next(cohort: Cohort, *, today: date, actor: User) -> Cohort:
    """The second cohort, led by the graduates who want to."""
    planned = following.proposal(cohort)
    starts = max(NEXT_STARTS_DATE, today + AHEAD)
    plan = following.Plan(
        number=planned.number,
        title=planned.title,
        starts_date=starts,
        ends_date=starts + (planned.ends_date - planned.starts_date),
    )
    willing = cohort.graduates.filter(willing=Willingness.YES).order_by("number")
    stages = (Stage.LEAD, Stage.ASSIST)
    return following.next_cohort(
        cohort, plan=plan, lecturers=dict(zip(willing, stages, strict=False)),
        teaching=TeachingCase.objects.filter(readers=cohort), actor=actor,
    )  # fmt: skip

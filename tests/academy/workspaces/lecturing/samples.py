"""Groups, sessions and hand-ins for the pages of who leads groups."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Group
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.homework.models import HandIn


def meeting(city: City, number: int, *, starts_at: datetime) -> Meeting:
    """A session of three hours."""
    return Meeting.objects.create(
        cohort=city.cohort, number=number, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        homework_due_date=timezone.localdate(starts_at + timedelta(days=7)),
    )  # fmt: skip


def sheet(group: Group, author: User, *, goal: str = "待たせない") -> models.Version:
    """A new version of the group's problem worksheet."""
    found = models.Case.objects.filter(group=group).first()
    case = found or services.start_case(group, title=group.work, actor=author)
    newest = models.Version.objects.filter(artifact__case=case, artifact__key="problem").count()
    services.save_worksheet(case, actor=author, key="problem", values={"goal": goal}, base=newest)
    return models.Version.objects.get(
        artifact__case=case, artifact__key="problem", number=newest + 1
    )


def hand_in(
    version: models.Version,
    of: Meeting,
    *,
    by: User,
    at: datetime | None = None,
    remarks: tuple[dict[str, Any], ...] = (),
) -> HandIn:
    """The version, handed in for the session's homework."""
    made = HandIn.objects.create(
        meeting=of, version=version, handed_in_by=by, remarks=list(remarks)
    )
    if at is not None:
        HandIn.objects.filter(pk=made.pk).update(handed_in_at=at)
        made.refresh_from_db()
    return made

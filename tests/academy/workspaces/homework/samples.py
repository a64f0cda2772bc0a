"""Homework of the small city: a meeting with a day, and a curriculum that is looked at by rules."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from academy.cohorts.calendar import meetings
from academy.conftest import CURRICULUM, City
from academy.whole_case import whole_case
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.homework import services as homework
from tomoni.academy.workspaces.homework.models import HandIn
from tomoni.academy.workspaces.homework.reviewing import review
from tomoni.academy.workspaces.reading import open_case

CHECKED = CURRICULUM.replace(
    "  title: 課題シート\n",
    "  title: 課題シート\n"
    "  checks: [{rule: measurable, field: goal}, {rule: not-lack, field: gap}]\n",
).replace("label: 目標, type: long_text", "label: 目標, good: 15分以内に終わる, type: long_text")
VAGUE, LACK, MEASURED = (
    "窓口の待ち時間を短くする。",
    "人手が足りない。",
    "手続きが15分以内に終わる。",
)


def due(city: City, *, days: int = 5, number: int = 1) -> Meeting:
    """A meeting whose homework is due in so many days; the cohort goes on for a while."""
    city.cohort.ends_date = day(100)
    city.cohort.save()
    found = meetings.meeting(city, number=number)
    found.homework_due_date = timezone.localdate() + timedelta(days=days)
    found.save()
    return found


def checked(city: City) -> models.Case:
    """The first group's case; its curriculum has rules for the worksheet."""
    city.cohort.curriculum_text = CHECKED
    city.cohort.save()
    return begun(city)


def begun(city: City) -> models.Case:
    """The first group's case, with the curriculum that the cohort has now."""
    city.group.refresh_from_db()
    return services.start_case(city.group, title="営業許可の更新", actor=city.akari)


def write(case: models.Case, *, actor: User, values: Mapping[str, str], base: int = 0) -> None:
    services.save_worksheet(case, actor=actor, key="problem", values=values, base=base)


def hand_in(case: models.Case, *, meeting: Meeting, actor: User) -> HandIn:
    return homework.hand_in(open_case(case), meeting=meeting, key="problem", actor=actor)


def marks(case: models.Case) -> dict[str, str]:
    """Rule → mark of what is said of the worksheet."""
    return {each["rule"]: each["mark"] for each in review(open_case(case)).get("problem", ())}


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def at_meeting(city: City) -> tuple[object, ...]:
    """What fills in the addresses: a cohort's meeting, an item, a remark."""
    return (city.cohort.pk, due(city).number)


def at_item(city: City) -> tuple[object, ...]:
    return (whole_case(city).pk, due(city).number, "problem")


def at_remark(city: City) -> tuple[object, ...]:
    return (*at_item(city), "0" * 64)

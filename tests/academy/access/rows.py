"""What a row of the table of addresses is made of: who, and where in the tests' city."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils import timezone

from academy.cohorts.calendar import meetings
from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.desk import samples as desk
from academy.workspaces.handover import teachings
from tomoni.academy.accounts import notices
from tomoni.academy.cohorts.surveys import services as surveys
from tomoni.academy.cohorts.surveys.models import Kind
from tomoni.academy.workspaces import models, talking
from tomoni.academy.workspaces.jobs import services as jobs

EVERYBODY = (
    "akari botan manager guide recorder daichi lecturer secretariat reviewer auditor chihiro"
)
STAFF = "akari botan manager daichi secretariat reviewer auditor chihiro"
GROUP = "akari botan manager guide recorder lecturer secretariat reviewer"
COHORT = f"{GROUP} daichi auditor"
TAUGHT = f"{GROUP} daichi"
LEARNERS = "akari botan daichi manager guide recorder lecturer secretariat"
SECRETARIAT = "secretariat"
APPLICATION = "akari botan manager secretariat"
"""Who applied, who is asked to approve, who decides."""
LEADERS = "guide lecturer secretariat"
MEETING = f"{GROUP} daichi"
LISTED = "manager guide lecturer secretariat"
TABLED = f"{LISTED} akari botan daichi"
NOBODY = ""
OPEN = "open"
"""Also to those who have not signed in."""


@dataclass(frozen=True)
class Access:
    """Who gets an answer other than 404 from the page."""

    people: str
    arguments: Callable[[City], tuple[object, ...]] = lambda city: ()
    method: str = "get"
    query: Mapping[str, str] = field(default_factory=dict)


def at(make: Callable[[City], Model]) -> Callable[[City], tuple[object, ...]]:
    return lambda city: (make(city).pk,)


at_cohort = at(lambda city: city.cohort)
at_group = at(lambda city: city.group)
at_municipality = at(lambda city: city.municipality)
at_meeting = at(meetings.meeting)
at_record, at_request = at(desk.record), at(desk.request)


def at_notice(city: City) -> tuple[object, ...]:
    notices.send([city.akari], code="role-given", url="/", place="第1期")
    return (city.akari.notices.get().pk,)


def at_survey(city: City) -> tuple[object, ...]:
    today = timezone.localdate()
    found = surveys.open_survey(
        city.cohort, kind=Kind.SESSION, number=1, closes_date=today, actor=city.secretariat
    )
    return (found.pk,)


def at_year(city: City) -> tuple[object, ...]:
    return (city.municipality.pk, 2026)


def at_case(city: City) -> tuple[object, ...]:
    return (whole_case(city).pk,)


def at_artifact(city: City) -> tuple[object, ...]:
    return (*at_case(city), "assumptions")


def at_version(city: City) -> tuple[object, ...]:
    return (*at_artifact(city), 1)


def at_comment(city: City) -> tuple[object, ...]:
    version = models.Version.objects.get(
        artifact__case=whole_case(city), artifact__key="assumptions"
    )
    return (*at_case(city), talking.comment(version, actor=city.lecturer, text="?").pk)


def at_phrase(city: City) -> tuple[object, ...]:
    return (city.lecturer.phrases.create(title="期日", text="いつまでですか。").pk,)


def at_led(city: City) -> tuple[object, ...]:
    return (city.cohort.pk, *at_artifact(city))


def at_holding(city: City) -> tuple[object, ...]:
    return (desk.holding(city, whole_case(city), key="file_1").pk,)


def at_use(city: City) -> tuple[object, ...]:
    return (desk.use(city, whole_case(city), key="file_1").pk,)


def at_job(city: City) -> tuple[object, ...]:
    job = jobs.start(
        whole_case(city), actor=city.akari, kind="flow-trial", subject="as_is_run", parameters={},
        page="/",
    )  # fmt: skip
    return (*at_case(city), job.pk)


def at_step(name: str, *more: str) -> Callable[[City], tuple[object, ...]]:
    return lambda city: (*at_case(city), name, *more)


def at_taught(*more: str) -> Callable[[City], tuple[object, ...]]:
    return lambda city: (*teachings.at_teaching(city), *more)


CLAIM = ("analysis", "claim_1")
MAP = ("analysis", "map_1")
FLOW = ("flow", "as_is")
LOGIC = ("effect", "logic_model")

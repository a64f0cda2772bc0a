"""The recordings of the sample city's sessions."""

from django.db import transaction

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.materials import intake, services
from tomoni.academy.cohorts.materials.models import Kind
from tomoni.academy.cohorts.materials.sample_drawing import Sheet
from tomoni.academy.cohorts.materials.sample_recordings import DRAWN, Drawn
from tomoni.academy.cohorts.models import Cohort, Role


@transaction.atomic
def fill(cohort: Cohort, *, drawn: int) -> int:
    """A recording for each of the first `drawn` sessions that has none; how many were added."""
    known = cohort.materials.filter(kind=Kind.RECORDING).values_list("number", flat=True)
    wanted = [number for number in DRAWN if number <= drawn and number not in set(known)]
    for number in wanted:
        _add(cohort, number, recording=DRAWN[number], actor=_drawer(cohort))
    return len(wanted)


def _add(cohort: Cohort, number: int, *, recording: Drawn, actor: User) -> None:
    sheet = Sheet(seed=number)
    recording.draw(sheet)
    file = intake.receive(sheet.png(), name=f"第{number}回.png", kinds=intake.PICTURES)
    content = services.Content(file=file, alt=recording.alt, summary=recording.summary)
    place = services.Place(number, f"第{number}回の話し合い")
    services.add(cohort, kind=Kind.RECORDING, place=place, content=content, actor=actor)


def _drawer(cohort: Cohort) -> User:
    """Who draws, or else the secretariat."""
    held = cohort.memberships.filter(role__in=(Role.RECORDER, Role.SECRETARIAT))
    return held.order_by("role").select_related("user__division")[0].user

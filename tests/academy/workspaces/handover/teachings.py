"""A teaching case of the whole case, made by the lecturer; its bytes are made once."""

from functools import cache

from django.utils import timezone

from academy import whole_case
from academy.conftest import City
from tomoni.academy.cohorts import giving
from tomoni.academy.cohorts.models import Membership
from tomoni.academy.workspaces.handover.models import State, TeachingCase
from tomoni.academy.workspaces.store import DatabaseStore
from tomoni.engine import cases

REPLACED = {"あかり": "担当者A", "生活衛生課": "A課", "あさひ市": "○○市"}


@cache
def _data() -> bytes:
    made = cases.teaching_bundle(whole_case.bundle(), title="許可の教材", replacements=REPLACED)
    return cases.bundle_zip(made)


def teaching(city: City, *, state: State = State.APPROVED) -> TeachingCase:
    """In that state, given to the cohort; the same at every call."""
    row = whole_case.whole_case(city)
    known = TeachingCase.objects.filter(case=row, state=state).first()
    if known is not None:
        return known
    kept = DatabaseStore()
    digest = kept.write(_data())
    kept.keep()
    is_approved = state == State.APPROVED
    made = TeachingCase.objects.create(
        municipality=city.municipality, case=row, title="許可の教材", summary="学べること",
        curriculum=row.curriculum, state=state, content_id=digest, made_by=city.lecturer,
        replacements=[
            {"found": found, "kind": "staff", "replacement": instead, "keep": False, "reason": ""}
            for found, instead in REPLACED.items()
        ],
        approved_by=city.secretariat if is_approved else None,
        approved_at=timezone.now() if is_approved else None,
    )  # fmt: skip
    made.readers.add(city.cohort)
    return made


def at_teaching(city: City) -> tuple[object, ...]:
    return (teaching(city).pk,)


def at_given(city: City) -> tuple[object, ...]:
    return (city.cohort.pk, teaching(city).pk)


def handed_over(city: City) -> Membership:
    """Akari's part, now Chihiro's."""
    giving.hand_over(
        city.akari, successor=city.chihiro, today=city.cohort.starts_date, actor=city.secretariat
    )
    return Membership.ever.get(user=city.akari, successor=city.chihiro)


def at_handed_over(city: City) -> tuple[object, ...]:
    return (handed_over(city).pk,)

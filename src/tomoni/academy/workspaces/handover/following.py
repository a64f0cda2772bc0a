"""A new cohort from this one: what it takes over, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tomoni.academy.accounts.models import User, entry
from tomoni.academy.cohorts.giving import give_role
from tomoni.academy.cohorts.graduates.models import Graduate
from tomoni.academy.cohorts.materials.services import copy_materials
from tomoni.academy.cohorts.models import Cohort, Role, Stage
from tomoni.academy.cohorts.services import curriculum_of, open_cohort
from tomoni.academy.workspaces.handover.models import TeachingCase

_BETWEEN = timedelta(days=28)


@dataclass(frozen=True)
class Plan:
    """How the next cohort is called and when it runs."""

    number: int
    title: str
    starts_date: date
    ends_date: date


def proposal(source: Cohort) -> Plan:
    """The next number, the title with it, four weeks after the end and as long."""
    numbers = Cohort.objects.filter(municipality=source.municipality).values_list(
        "number", flat=True
    )
    number = max(numbers) + 1
    starts = source.ends_date + _BETWEEN
    return Plan(
        number=number,
        title=_renumbered(source.title, old=source.number, new=number),
        starts_date=starts,
        ends_date=starts + (source.ends_date - source.starts_date),
    )


@transaction.atomic
def next_cohort(
    source: Cohort,
    *,
    plan: Plan,
    lecturers: Mapping[Graduate, Stage],
    teaching: Iterable[TeachingCase],
    actor: User,
) -> Cohort:
    """A cohort with this one's curriculum, materials and lecturers' notes, the chosen teaching
    cases, and the chosen graduates as lecturers; no people, no drafts, no cases.

    Whoever opens it is its secretariat. Raises `CohortsError` as `open_cohort` and `give_role` do;
    nothing is changed then.
    """
    cohort = open_cohort(
        source.municipality,
        number=plan.number,
        title=plan.title,
        curriculum=curriculum_of(source),
        starts_date=plan.starts_date,
        ends_date=plan.ends_date,
    )
    cohort.partners.set(source.partners.all())
    give_role(actor, role=Role.SECRETARIAT, cohort=cohort, actor=actor)
    copy_materials(source, cohort, actor=actor)
    for graduate, stage in lecturers.items():
        give_role(graduate.user, role=Role.LECTURER, cohort=cohort, stage=stage, actor=actor)
    for each in teaching:
        each.readers.add(cohort)
    entry(
        source.municipality, actor=actor, action="cohort-followed", subject=cohort.title,
        before=source.title,
    ).save()  # fmt: skip
    return cohort


def _renumbered(title: str, *, old: int, new: int) -> str:
    """The title with the next number in the place of this one's; after it where there is none."""
    head, number, tail = title.rpartition(str(old))
    return f"{head}{new}{tail}" if number else f"{title} 第{new}期"

"""What is written, and the one door to the engine: opening cohorts, forming groups."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts import sample
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.cohorts.sessions import SessionView
from tomoni.engine import cases
from tomoni.engine.core import TomoniError


class CohortsError(TomoniError):
    """A cohort cannot be set up as asked for."""


def curriculum_of(cohort: Cohort) -> cases.Curriculum:
    """The curriculum the cohort began with. Raises `cases.CasesError` when it cannot be read."""
    return _read(cohort.curriculum_text)


def sessions_of(cohort: Cohort) -> tuple[SessionView, ...]:
    """The sessions of the cohort's curriculum, worded for its page."""
    curriculum = curriculum_of(cohort)
    return tuple(
        SessionView(
            title=_("第%(number)s回 %(title)s")
            % {"number": session.number, "title": session.title},
            length=_("%(hours)s時間") % {"hours": f"{session.hours:g}"},
            agenda=tuple(
                _("%(title)s（%(minutes)s分）") % {"title": item.title, "minutes": item.minutes}
                for item in session.agenda
            ),
            steps=tuple(curriculum.step(step).title for step in session.steps),
            homework=tuple(curriculum.worksheet(each).title for each in session.homework),
        )
        for session in curriculum.sessions
    )


def open_cohort(
    municipality: Municipality,
    *,
    number: int,
    title: str,
    curriculum: cases.Curriculum,
    starts_date: date,
    ends_date: date,
) -> Cohort:
    """A new cohort with its own copy of the curriculum."""
    text = yaml.safe_dump(curriculum.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    return Cohort.objects.create(
        municipality=municipality,
        number=number,
        title=title,
        curriculum=curriculum.name,
        curriculum_text=text,
        starts_date=starts_date,
        ends_date=ends_date,
    )


@transaction.atomic
def form_group(
    cohort: Cohort,
    *,
    number: int,
    division: Division,
    work: str,
    participants: Iterable[User],
    theme: str = "",
) -> Group:
    """A group with its people."""
    group = Group.objects.create(
        cohort=cohort, number=number, division=division, work=work, theme=theme
    )
    for user in participants:
        Membership.objects.create(user=user, group=group, role=Role.PARTICIPANT)
    return group


def give_role(user: User, *, cohort: Cohort, role: Role) -> Membership:
    """A part in the whole cohort. Raises `CohortsError("participant-needs-a-group")`."""
    if role == Role.PARTICIPANT:
        raise CohortsError("participant-needs-a-group")
    return Membership.objects.get_or_create(user=user, cohort=cohort, role=role)[0]


@transaction.atomic
def make_sample_city(*, curriculum: cases.Curriculum) -> Cohort:
    """The sample city's first cohort; the one that is there already stays as it is.

    Raises `CohortsError("people-exist")` where there are accounts of other people: everybody
    could read the sample's password.
    """
    made = Cohort.objects.filter(municipality__code=sample.CODE, number=1).first()
    if made is not None:
        return made
    if User.objects.exists():
        raise CohortsError("people-exist")
    municipality = Municipality.objects.create(code=sample.CODE, name=sample.MUNICIPALITY)
    divisions = {
        name: Division.objects.create(municipality=municipality, name=name)
        for name in sample.DIVISIONS
    }
    cohort = open_cohort(
        municipality,
        number=1,
        title=sample.TITLE,
        curriculum=curriculum,
        starts_date=sample.STARTS_DATE,
        ends_date=sample.ENDS_DATE,
    )
    users = _sample_users(divisions)
    for number, team in enumerate(sample.TEAMS, start=1):
        form_group(
            cohort,
            number=number,
            division=divisions[team.division],
            work=team.work,
            theme=team.theme,
            participants=[users[person.account_name] for person in team.participants],
        )
    for person in sample.OTHERS:
        if person.role is not None:
            give_role(users[person.account_name], cohort=cohort, role=person.role)
    return cohort


def _sample_users(divisions: Mapping[str, Division]) -> dict[str, User]:
    """One hash for all: making one takes a good part of a second."""
    password = make_password(sample.PASSWORD)
    return {
        person.account_name: User.objects.create(
            account_name=person.account_name,
            display_name=person.display_name,
            password=password,
            division=divisions.get(person.division),
            post=person.post,
        )
        for person in sample.people()
    }


@lru_cache(maxsize=64)
def _read(text: str) -> cases.Curriculum:
    return cases.read_curriculum(text.encode())

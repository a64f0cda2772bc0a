"""What is written, and the one door to the engine: opening cohorts, forming groups."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from tomoni.academy.accounts import divisions, seats
from tomoni.academy.accounts.models import Division, Municipality, Posting, User, entry
from tomoni.academy.cohorts import sample
from tomoni.academy.cohorts.errors import CohortsError as CohortsError
from tomoni.academy.cohorts.giving import give_role
from tomoni.academy.cohorts.materials import services as materials
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.cohorts.sessions import SessionView
from tomoni.engine import cases


def curriculum_of(cohort: Cohort) -> cases.Curriculum:
    """The curriculum the cohort began with. Raises `cases.CasesError` when it cannot be read."""
    return _read(cohort.curriculum_text)


def sessions_of(cohort: Cohort) -> tuple[SessionView, ...]:
    """The sessions of the cohort's curriculum, worded for its page."""
    return session_views(curriculum_of(cohort))


def session_views(curriculum: cases.Curriculum) -> tuple[SessionView, ...]:
    """The sessions of a curriculum in words."""
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


@transaction.atomic
def open_cohort(
    municipality: Municipality,
    *,
    number: int,
    title: str,
    curriculum: cases.Curriculum,
    starts_date: date,
    ends_date: date,
    opener: User | None = None,
) -> Cohort:
    """A new cohort with its own copy of the curriculum and of the materials that come with it.

    Who opens it becomes its secretariat. Raises `CohortsError`: cohort-number-taken, and as
    `give_role`.
    """
    if Cohort.objects.filter(municipality=municipality, number=number).exists():
        raise CohortsError("cohort-number-taken", number=number)
    cohort = Cohort.objects.create(
        municipality=municipality,
        number=number,
        title=title,
        curriculum=curriculum.name,
        curriculum_text=cases.write_curriculum(curriculum).decode(),
        starts_date=starts_date,
        ends_date=ends_date,
    )
    materials.start_with(cohort, sessions=curriculum.sessions)
    if opener is not None:
        entry(municipality, actor=opener, action="cohort-opened", subject=title[:200]).save()
        give_role(opener, cohort=cohort, role=Role.SECRETARIAT, actor=opener)
    return cohort


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
        cohort=cohort,
        number=number,
        division=division,
        division_name=division.name,
        work=work,
        theme=theme,
    )
    for user in participants:
        Membership.objects.create(user=user, group=group, role=Role.PARTICIPANT)
    return group


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
    places = _sample_tree(municipality)
    cohort = open_cohort(
        municipality,
        number=1,
        title=sample.TITLE,
        curriculum=curriculum,
        starts_date=sample.STARTS_DATE,
        ends_date=sample.ENDS_DATE,
    )
    users = _sample_users(places)
    for number, team in enumerate(sample.TEAMS, start=1):
        group = form_group(
            cohort,
            number=number,
            division=places[team.division],
            work=team.work,
            theme=team.theme,
            participants=[users[person.account_name] for person in team.participants],
        )
        manager = users[team.manager.account_name]
        give_role(manager, cohort=cohort, group=group, role=Role.MANAGER)
    for person in sample.OTHERS:
        if person.role is not None:
            give_role(users[person.account_name], cohort=cohort, role=person.role)
    return cohort


def _sample_tree(municipality: Municipality) -> dict[str, Division]:
    """The sample city's departments, divisions and sections, by name."""
    made: dict[str, Division] = {}
    for number, (name, parent) in enumerate(sample.TREE, start=1):
        made[name] = divisions.open_division(
            municipality,
            name=name,
            parent=made.get(parent),
            code=f"{number:03d}",
            day=sample.TREE_DATE,
        )
    return made


def _sample_users(places: Mapping[str, Division]) -> dict[str, User]:
    """One hash for all: making one takes a good part of a second."""
    password = make_password(sample.PASSWORD)
    users = {}
    for number, person in enumerate(sample.people(), start=1):
        seat = sample.SECTIONS.get(person.division, "") if person.role != Role.MANAGER else ""
        place = places.get(seat or person.division)
        user = User(
            account_name=person.account_name,
            display_name=person.display_name,
            password=password,
            post=person.post,
            staff_number=f"{sample.FIRST_NUMBER + number:05d}" if place else "",
        )
        if place is not None:
            seats.seat(user, place)
        user.save()
        if place is not None:
            Posting.objects.create(
                user=user, division=place, post=person.post, from_date=sample.TREE_DATE
            )
        users[person.account_name] = user
    return users


@lru_cache(maxsize=64)
def _read(text: str) -> cases.Curriculum:
    return cases.read_curriculum(text.encode())

from datetime import date

import pytest
from django.db import IntegrityError

from academy.conftest import CURRICULUM, City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import giving, sample, services
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.engine import cases

SHORT = cases.read_curriculum(CURRICULUM.encode())


def test_a_cohort_keeps_its_own_copy_of_the_curriculum(city: City) -> None:
    cohort = services.open_cohort(
        city.municipality, number=2, title="第2期", curriculum=SHORT,
        starts_date=date(2027, 5, 1), ends_date=date(2027, 10, 31),
    )  # fmt: skip
    assert services.curriculum_of(cohort) == SHORT
    assert cohort.curriculum == "short@1"
    assert "目標・問題・課題" in cohort.curriculum_text


def test_a_cohort_does_not_end_before_it_starts(city: City) -> None:
    with pytest.raises(IntegrityError):
        services.open_cohort(
            city.municipality, number=2, title="第2期", curriculum=SHORT,
            starts_date=date(2027, 5, 1), ends_date=date(2027, 4, 30),
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_group_is_formed_whole_or_not_at_all(city: City) -> None:
    with pytest.raises(IntegrityError):
        services.form_group(
            city.cohort, number=3, division=city.group.division, work="検査",
            participants=[city.chihiro, city.chihiro],
        )  # fmt: skip
    assert not Group.objects.filter(number=3).exists()
    assert not city.chihiro.memberships.exists()


@pytest.mark.parametrize(
    ("role", "whole_cohort"),
    [(Role.PARTICIPANT, True), (Role.MANAGER, True), (Role.SECRETARIAT, False), ("king", True)],
)
def test_a_part_is_held_where_it_belongs(city: City, role: str, whole_cohort: bool) -> None:
    place = {"cohort": city.cohort} if whole_cohort else {"group": city.group}
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=city.chihiro, role=role, **place)


def test_a_participant_is_given_a_group_not_a_cohort(city: City) -> None:
    with pytest.raises(services.CohortsError, match="participant-needs-a-group"):
        giving.give_role(city.chihiro, cohort=city.cohort, role=Role.PARTICIPANT)


def test_a_role_given_twice_is_held_once(city: City) -> None:
    first = giving.give_role(city.chihiro, cohort=city.cohort, role=Role.LECTURER)
    assert giving.give_role(city.chihiro, cohort=city.cohort, role=Role.LECTURER) == first


def test_the_sample_city_has_the_first_cohort_of_the_press_release(db: None) -> None:
    cohort = services.make_sample_city(curriculum=SHORT)
    people = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    assert cohort.groups.count() == 4
    assert cohort.groups.values("division").distinct().count() == 4
    assert people.count() == 8
    assert sorted(cohort.memberships.values_list("role", flat=True)) == [
        "auditor", "lecturer", "reviewer", "secretariat",
    ]  # fmt: skip


def test_every_sample_person_signs_in_with_the_one_password(db: None) -> None:
    services.make_sample_city(curriculum=SHORT)
    assert all(user.check_password(sample.PASSWORD) for user in User.objects.all())
    shown = [person.account_name for person in sample.people() if person.shown]
    assert set(shown) <= set(User.objects.values_list("account_name", flat=True))
    assert len(shown) == 7


def test_the_sample_city_is_made_once(db: None) -> None:
    first = services.make_sample_city(curriculum=SHORT)
    counted = [model.objects.count() for model in (User, Cohort, Group, Membership)]
    assert services.make_sample_city(curriculum=SHORT) == first
    assert [model.objects.count() for model in (User, Cohort, Group, Membership)] == counted


def test_no_sample_people_come_among_real_ones(city: City) -> None:
    with pytest.raises(services.CohortsError, match="people-exist"):
        services.make_sample_city(curriculum=SHORT)
    assert not Cohort.objects.filter(municipality__code=sample.CODE).exists()

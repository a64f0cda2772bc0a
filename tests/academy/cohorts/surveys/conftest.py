"""A cohort with a rubric and five participants, one too few of whom may keep silent."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.cohorts.surveys import services
from tomoni.academy.cohorts.surveys.models import Kind, Survey

SKILLS = """\
skills:
- {id: state, title: 課題を決める, levels: [困りごとを言える, 目標との差を書ける, 課題を選べる]}
- {id: prove, title: データで確かめる, levels: [表を読める, 仮説に合う表を選べる, 判断できる]}
"""


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def asked(city: City) -> list[User]:
    """Five participants of a cohort whose curriculum has skills."""
    city.cohort.curriculum_text += SKILLS
    city.cohort.save()
    more = [User.objects.create(account_name=name, display_name=name) for name in ("e1", "e2")]
    for user in more:
        Membership.objects.create(user=user, group=city.other_group, role=Role.PARTICIPANT)
    return [city.akari, city.botan, city.daichi, *more]


@pytest.fixture
def before(city: City, asked: list[User], today: date) -> Survey:
    return services.open_survey(
        city.cohort, kind=Kind.BEFORE, number=0, closes_date=today + timedelta(days=3),
        actor=city.secretariat,
    )  # fmt: skip


@pytest.fixture
def session(city: City, asked: list[User], today: date) -> Survey:
    return services.open_survey(
        city.cohort, kind=Kind.SESSION, number=1, closes_date=today, actor=city.secretariat
    )

"""Who sees which groups and cohorts, and what they may do there: one table."""

import pytest
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from tomoni.academy.cohorts import queries, rules
from tomoni.academy.cohorts.models import Cohort, Role

SEEN = {
    "akari": [1],
    "botan": [1],
    "chihiro": [],
    "daichi": [2],
    "lecturer": [1, 2],
    "secretariat": [1, 2],
    "reviewer": [1, 2],
    "manager": [1],
    "guide": [1],
    "recorder": [1],
}
MAY = {
    "akari": "edit comment",
    "botan": "edit comment",
    "chihiro": "",
    "daichi": "",
    "lecturer": "comment",
    "secretariat": "comment",
    "reviewer": "",
    "manager": "comment",
    "guide": "comment",
    "recorder": "",
}
RULES = {
    "edit": rules.may_edit_group,
    "comment": rules.may_comment,
}


@pytest.mark.parametrize("person", sorted(SEEN))
def test_people_see_their_own_groups_or_those_they_look_after(city: City, person: str) -> None:
    user = getattr(city, person)
    assert [group.number for group in queries.groups_visible_to(user)] == SEEN[person]
    cohorts = list(queries.cohorts_visible_to(user))
    assert cohorts == ([city.cohort] if SEEN[person] else [])


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("person", sorted(MAY))
def test_a_rule_gives_nothing_or_the_reason(city: City, person: str, rule: str) -> None:
    reason = RULES[rule](getattr(city, person), group=city.group)
    if rule in MAY[person].split():
        assert reason is None
    else:
        assert reason
        assert reason.endswith("。")


def test_only_participants_have_groups_of_their_own(city: City) -> None:
    assert list(queries.groups_of(city.akari)) == [city.group]
    assert list(queries.groups_of(city.lecturer)) == []


def test_a_role_in_one_cohort_is_none_in_another(city: City) -> None:
    later = Cohort.objects.create(
        municipality=city.municipality, number=2, title="第2期", curriculum="short@1",
        curriculum_text=city.cohort.curriculum_text, starts_date=city.cohort.ends_date,
        ends_date=city.cohort.ends_date,
    )  # fmt: skip
    later.memberships.create(user=city.akari, role=Role.LECTURER)
    assert list(queries.cohorts_visible_to(city.akari)) == [later, city.cohort]
    assert list(queries.groups_visible_to(city.akari)) == [city.group]
    assert queries.roles_in_group(city.akari, group=city.group) == {Role.PARTICIPANT}


def test_groups_with_their_people_take_two_queries(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        groups = list(queries.groups_visible_to(city.lecturer))
        people = [group.participants() for group in groups]
        places = {f"{group.division} {group.cohort.municipality}" for group in groups}
    assert people == [[city.akari, city.botan], [city.daichi]]
    assert places == {"生活衛生課 あさひ市", "市民課 あさひ市"}

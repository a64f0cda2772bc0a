"""The secretariat's page: what waits, and what nobody was asked to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.conftest import City
from academy.whole_case import whole_case
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.overview import matters


def _texts(city: City, *, days: int = 0) -> list[str]:
    groups = list(Group.objects.filter(cohort=city.cohort))
    now = timezone.now() + timedelta(days=days)
    return [found.text for found in matters.of_cohort(city.cohort, groups=groups, now=now)]


@pytest.fixture
def running(city: City) -> City:
    """The cohort runs today, and its first session was last week."""
    today = timezone.localdate()
    city.cohort.starts_date = today - timedelta(days=30)
    city.cohort.ends_date = today + timedelta(days=60)
    city.cohort.save()
    start = timezone.now() - timedelta(days=7)
    Meeting.objects.create(
        cohort=city.cohort, number=1, starts_at=start, ends_at=start + timedelta(hours=3),
        homework_due_date=today - timedelta(days=1),
    )  # fmt: skip
    return city


def test_what_is_missing_is_said_and_leads_to_where_it_is_done(
    client: Client, running: City
) -> None:
    client.force_login(running.secretariat)
    page = client.get(reverse("overview:overview", args=(running.cohort.pk,))).text
    assert "2回分の日程が決まっていません" in page
    assert "期限を過ぎた宿題が2枚あります" in page
    assert "第1班、第2班" in page
    assert reverse("homework:cohort", args=(running.cohort.pk,)) in page


def test_a_group_is_missed_after_two_weeks_without_anything(running: City) -> None:
    whole_case(running)
    assert _texts(running).count("14日のあいだ、動きがありません") == 1
    assert _texts(running, days=15).count("14日のあいだ、動きがありません") == 2


def test_a_number_that_is_old_is_a_matter(running: City) -> None:
    row = whole_case(running)
    before = _texts(running)
    glance = row.glance
    glance.facts["stale"] = ["effect"]
    glance.save()
    assert [text for text in _texts(running) if text not in before] == [
        "計算し直しを待つ古い数が1あります"
    ]


def test_a_cohort_that_is_over_asks_who_graduates(running: City) -> None:
    assert "期が終わりました。修了をまだ決めていません" in _texts(running, days=61)
    assert "期が終わりました。修了をまだ決めていません" not in _texts(running)


def test_somebody_who_left_without_a_successor_is_named(running: City) -> None:
    today = timezone.localdate()
    Membership.ever.filter(user=running.akari).update(until_date=today)
    running.akari.is_active, running.akari.left_date = False, today
    running.akari.save()
    assert "あかりさんの後任が決まっていません" in _texts(running)


def test_the_page_takes_no_more_queries_for_more_groups(client: Client, running: City) -> None:
    client.force_login(running.secretariat)
    page = reverse("overview:overview", args=(running.cohort.pk,))
    _more_groups(running, first=3, last=3)
    few = _queries_of(client, page)
    _more_groups(running, first=4, last=12)
    assert _queries_of(client, page) <= few


def _more_groups(city: City, *, first: int, last: int) -> None:
    for number in range(first, last + 1):
        group = Group.objects.create(
            cohort=city.cohort, number=number, division=city.group.division, work="業務"
        )
        Membership.objects.create(user=city.chihiro, group=group, role=Role.PARTICIPANT)
        models.Case.objects.create(
            group=group, title="業務", curriculum="short@1",
            curriculum_text=city.cohort.curriculum_text,
        )  # fmt: skip


def _queries_of(client: Client, page: str) -> int:
    """Of the second look: the first one writes what is kept beside each case."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)

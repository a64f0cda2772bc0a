"""The lecturer's screen for 40 groups with cases of the example's size, beside opening each case.

`no page`: what the screen shows, before it is a page; opening makes no page either.

Target: at most 25 queries and 150 ms of server time.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from statistics import median, quantiles
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from browser.conftest import EXAMPLE
from browser.conftest import sample_case as sample_case
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.workspaces import models, progress, services, talking
from tomoni.academy.workspaces.homework.models import HandIn
from tomoni.academy.workspaces.lecturing import queries, screen
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases

GROUPS, TALKS, SESSIONS, ROUNDS = 40, 5, 4, 20


def _grow(case: models.Case) -> User:
    """Forty groups in the sample's cohort, each with the example's case and open talks."""
    lecturer = User.objects.get(account_name="koushi")
    first, bundle = case.group, cases.read_bundle(EXAMPLE, must_be_sealed=False)
    for number in range(2, GROUPS + 1):
        group, _new = Group.objects.get_or_create(
            cohort=first.cohort, number=number,
            defaults={"division": first.division, "work": f"業務{number}"},
        )  # fmt: skip
        user = User.objects.create(account_name=f"p{number}", display_name=f"受講者{number}")
        Membership.objects.create(user=user, group=group, role=Role.PARTICIPANT)
        row = services.import_bundle(group, bundle, actor=user)
        newest = models.Version.objects.filter(artifact__case=row).order_by("-pk")[:TALKS]
        for version in newest:
            talk = talking.comment(version, actor=lecturer, text="測れますか。")
            talking.answer(talk, actor=user, text="5分にします。")
    _hold(first.cohort, lecturer)
    return lecturer


def _hold(cohort: Cohort, lecturer: User) -> None:
    """Four sessions that were held; everybody was there, and all homework is in: half is unread."""
    for number in range(1, SESSIONS + 1):
        start = timezone.now() - timedelta(days=14 * (SESSIONS - number) + 2)
        meeting, _new = Meeting.objects.update_or_create(
            cohort=cohort, number=number,
            defaults={"starts_at": start, "ends_at": start + timedelta(hours=3),
                      "homework_due_date": timezone.localdate(start + timedelta(days=7))},
        )  # fmt: skip
        people = User.objects.filter(memberships__group__cohort=cohort).distinct()
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, user=user, presence="present", noted_by=lecturer)
            for user in people
        )
        keys = curriculum_of(cohort).sessions[number - 1].homework
        versions = models.Version.objects.filter(artifact__key__in=keys).select_related("artifact")
        HandIn.objects.bulk_create(
            HandIn(
                meeting=meeting, version=version, handed_in_by=lecturer, remarks=[],
                read_at=None if version.artifact_id % 2 else timezone.now(),
            )
            for version in versions
        )  # fmt: skip


def _naive(lecturer: User) -> list[tuple[list[progress.Standing], int]]:
    """Every case opened, one after the other."""
    rows = models.Case.objects.filter(group__in=queries.groups_led_by(lecturer))
    opened = (open_case(row) for row in rows)
    return [(progress.standings(each), len(each.stale)) for each in opened]


def _measured(run: Callable[[], object]) -> tuple[int, float, float]:
    """Queries of one run; median and 95th hundredth of the milliseconds of many."""
    run()
    with CaptureQueriesContext(connection) as seen:
        run()
    count = len(seen)  # the next request empties the list
    times = []
    for _round in range(ROUNDS):
        start = perf_counter()
        run()
        times.append((perf_counter() - start) * 1000)
    return count, median(times), quantiles(times, n=20)[-1]


def test_forty_groups_on_one_screen(
    sample_case: models.Case, capsys: pytest.CaptureFixture[str]
) -> None:
    lecturer, client = _grow(sample_case), Client()
    client.force_login(lecturer)
    place = (sample_case.group.cohort_id,)
    pages = {
        name: _measured(partial(client.get, reverse(f"lecturing:{name}", args=place)))
        for name in ("screen", "queue", "compare")
    }
    groups = list(queries.groups_led_by(lecturer).order_by("number"))
    pages["no page"] = _measured(lambda: screen.of_cohort(sample_case.group.cohort, groups=groups))
    naive = _measured(lambda: _naive(lecturer))
    versions, handed = models.Version.objects.count(), HandIn.objects.count()
    with capsys.disabled():
        print(
            f"\n{GROUPS} groups, {versions:,} versions, "
            f"{models.Comment.objects.filter(parent=None).count()} open talks, "
            f"{handed:,} hand-ins"
        )
        for name, (count, middle, high) in pages.items():
            print(
                f"{name:8} {count:4} queries  median {middle:7.1f} ms  p95 {high:7.1f} ms"
                f"  {naive[1] / middle:5.1f} × quicker than opening every case"
            )
        print(f"opening  {naive[0]:4} queries  median {naive[1]:7.1f} ms  p95 {naive[2]:7.1f} ms")

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.whole_case import bundle, whole_case
from academy.workspaces.lecturing.samples import hand_in, meeting, sheet
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Attendance, Presence
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.workspaces import models, services, talking
from tomoni.academy.workspaces.lecturing import queries, screen

GROUPS = 40
MOST_QUERIES = 25


def _line(city: City, group: Group) -> screen.GroupLine:
    groups = list(queries.groups_led_by(city.lecturer).order_by("number"))
    lines = screen.of_cohort(city.cohort, groups=groups).lines
    return next(line for line in lines if line.group == group)


def test_a_group_that_has_not_begun_stands_there_too(city: City) -> None:
    line = _line(city, city.other_group)
    assert (line.place, line.cells, line.comments, line.active_at) == ("", (None,) * 7, 0, None)


def test_it_says_where_a_group_stands(city: City) -> None:
    case = whole_case(city)
    line = _line(city, city.group)
    assert line.place == "提案書"
    assert [cell.state for cell in line.cells if cell][2:4] == ["done", "done"]
    version = models.Version.objects.get(artifact__case=case, artifact__key="assumptions")
    talking.comment(version, actor=city.lecturer, text="根拠はありますか。")
    line = _line(city, city.group)
    assert line.comments == 1
    assert line.cells[5] is not None
    assert line.cells[5].state == "review"


def test_stale_numbers_are_counted(city: City) -> None:
    case = whole_case(city)
    assert _line(city, city.group).stale == 0
    values = {"yen_per_hour": 4000}
    services.save_worksheet(case, actor=city.akari, key="assumptions", values=values, base=1)
    assert _line(city, city.group).stale > 0


def test_homework_and_attendance_of_a_group(city: City) -> None:
    held = meeting(city, 1, starts_at=timezone.now() - timedelta(days=2))
    meeting(city, 2, starts_at=timezone.now() + timedelta(days=20))
    for user, presence in ((city.akari, Presence.PRESENT), (city.botan, Presence.ABSENT)):
        Attendance.objects.create(meeting=held, user=user, presence=presence, noted_by=user)
    assert _line(city, city.group).attendance == "1/2"
    assert _line(city, city.group).homework == "1のうち0"
    made = hand_in(sheet(city.group, city.akari), held, by=city.akari)
    assert _line(city, city.group).homework == "1のうち1　見るもの1"
    made.read_at = timezone.now()
    made.save()
    assert _line(city, city.group).homework == "1のうち1"


def test_the_screen_goes_to_excel_with_its_states_in_words(client: Client, city: City) -> None:
    whole_case(city)
    client.force_login(city.lecturer)
    answer = client.get(reverse("lecturing:download", args=(city.cohort.pk,)))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] == city.group.work]
    assert [row[:3] for row in rows] == [(1, city.group.work, "提案書")]
    assert "できた" in rows[0]


def test_one_field_of_all_groups_stands_side_by_side(client: Client, city: City) -> None:
    sheet(city.group, city.akari, goal="待ち時間を5分にする")
    sheet(city.other_group, city.daichi, goal="書く紙を1枚にする")
    client.force_login(city.lecturer)
    address = reverse("lecturing:compare", args=(city.cohort.pk,))
    page = client.get(address, {"field": "problem.goal"}).text
    assert page.index("待ち時間を5分にする") < page.index("書く紙を1枚にする")
    assert "まだ書かれていません。" in client.get(address, {"field": "proposal_text.title"}).text
    assert client.get(address, {"field": "problem.nothing"}).status_code == 404


@pytest.fixture
def forty(city: City) -> City:
    """Forty groups, each with a whole case."""
    whole_case(city)
    for number in range(2, GROUPS + 1):
        group, _new = Group.objects.get_or_create(
            cohort=city.cohort, number=number,
            defaults={"division": city.group.division, "work": f"業務{number}"},
        )  # fmt: skip
        user = User.objects.create(account_name=f"p{number}", display_name=f"受講者{number}")
        Membership.objects.create(user=user, group=group, role=Role.PARTICIPANT)
        services.import_bundle(group, bundle(), actor=user)
    return city


def test_forty_groups_cost_no_more_queries_than_one_page_may(
    client: Client, forty: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(forty.lecturer)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("lecturing:screen", args=(forty.cohort.pk,))).text
    assert "業務40" in page
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("lecturing:compare", args=(forty.cohort.pk,)))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("lecturing:queue", args=(forty.cohort.pk,)))

"""What a cohort's people see of all groups' homework, and how participants are reminded."""

from datetime import timedelta
from io import BytesIO
from threading import Event

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.workspaces.homework import samples
from tomoni.academy.accounts.models import Notice, User
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.homework import remarks, services
from tomoni.academy.workspaces.homework.models import HandIn, Reminder
from tomoni.academy.workspaces.jobs import daily, worker

MOST_QUERIES = 16


@pytest.fixture
def case(city: City) -> models.Case:
    return samples.checked(city)


def page_of(client: Client, city: City) -> str:
    return client.get(reverse("homework:cohort", args=(city.cohort.pk,))).text


def reminded() -> list[tuple[str, str]]:
    found = Notice.objects.order_by("user__account_name", "pk")
    return [(each.user.account_name, each.code) for each in found]


def ask(client: Client, city: City) -> str:
    address = reverse("homework:remind", args=(city.cohort.pk, 1))
    return client.post(address, follow=True).text


def test_the_secretariat_sees_what_each_group_still_owes(
    client: Client, city: City, case: models.Case
) -> None:
    meeting = samples.due(city, days=-1)
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    samples.hand_in(case, meeting=meeting, actor=city.akari)
    client.force_login(city.secretariat)
    page = page_of(client, city)
    assert page.index("提出した") < page.index("転入の届出") < page.index("期限を過ぎています")


def test_a_groups_own_lecturer_and_manager_see_their_group_only(
    client: Client, city: City, case: models.Case
) -> None:
    samples.due(city)
    for user in (city.guide, city.manager):
        client.force_login(user)
        page = page_of(client, city)
        assert "営業許可の更新" in page
        assert "転入の届出" not in page


def test_another_meetings_homework_is_shown_when_asked_for(client: Client, city: City) -> None:
    city.cohort.curriculum_text = samples.CHECKED.replace(
        "{number: 2, title: 仮説, hours: 3,",
        "{number: 2, title: 仮説, hours: 3, homework: [proposal_text],",
    )
    city.cohort.save()
    samples.due(city, number=1, days=2)
    samples.due(city, number=2, days=9)
    client.force_login(city.secretariat)
    address = reverse("homework:cohort", args=(city.cohort.pk,))
    assert "提案書の本文" not in client.get(address).text
    assert "提案書の本文" in client.get(f"{address}?number=2").text
    for wrong in ("3", "x", ""):
        assert client.get(f"{address}?number={wrong}").status_code == 404


def test_the_list_can_be_taken_away_as_a_workbook(
    client: Client, city: City, case: models.Case
) -> None:
    meeting = samples.due(city)
    values = {"goal": samples.MEASURED, "gap": samples.LACK}
    samples.write(case, actor=city.akari, values=values)
    samples.hand_in(case, meeting=meeting, actor=city.akari)
    client.force_login(city.secretariat)
    answer = client.get(reverse("homework:download", args=(city.cohort.pk,)))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    headings, first, second = (list(row) for row in sheet.iter_rows(values_only=True))
    said = dict(zip(headings, first, strict=True))
    assert said == {
        "班": 1, "課": "生活衛生課", "業務": "営業許可の更新", "回": 1,
        "ワークシート": "課題シート", "期限": str(samples.day(5)),
        "状態": "提出した", "提出した日": str(samples.day(0)),
        "期限とのちがい": "期限の5日前", "提出した人": "あかり", "残っている指摘": 1,
    }  # fmt: skip
    assert second[6:8] == ["未着手", None]


def test_what_the_lecturer_reads_needs_no_engine(
    city: City, case: models.Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = samples.due(city)
    values = {"goal": samples.MEASURED, "gap": samples.LACK}
    samples.write(case, actor=city.akari, values=values)
    samples.hand_in(case, meeting=meeting, actor=city.akari)
    (handed,) = HandIn.objects.select_related("version__artifact")
    with django_assert_num_queries(0):
        (kept,) = remarks.kept_remarks(handed)
    assert (kept.place, kept.severe, kept.answer) == ("問題", False, "")
    assert "足りないもの" in kept.what


@pytest.mark.parametrize(("days", "told"), [(4, 0), (3, 3), (2, 3), (1, 3), (0, 3), (-1, 0)])
def test_participants_are_told_three_days_before_and_the_day_before(
    city: City, days: int, told: int
) -> None:
    samples.due(city, days=days)
    assert services.remind(timezone.localdate()) == told
    assert reminded() == [(name, "homework-due") for name in ("akari", "botan", "daichi")[:told]]


def test_the_same_reminder_comes_once_and_the_next_one_comes_too(city: City) -> None:
    meeting = samples.due(city, days=3)
    today = timezone.localdate()
    assert [services.remind(today), services.remind(today)] == [3, 0]
    assert services.remind(today + timedelta(days=1)) == 0
    assert services.remind(today + timedelta(days=2)) == 3
    meeting.homework_due_date = today + timedelta(days=10)
    meeting.save()
    assert services.remind(today + timedelta(days=7)) == 3


def test_whoever_handed_everything_in_is_not_reminded(city: City, case: models.Case) -> None:
    meeting = samples.due(city, days=1)
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    samples.hand_in(case, meeting=meeting, actor=city.akari)
    services.remind(timezone.localdate())
    assert reminded() == [("daichi", "homework-due")]


def test_a_notice_says_what_and_until_when_and_leads_there(
    client: Client, city: City, case: models.Case
) -> None:
    samples.due(city, days=1)
    services.remind(timezone.localdate())
    client.force_login(city.akari)
    page = strip_tags(client.get("/").text)
    assert "「第1回 目標と課題」の宿題の期限は" in page
    assert "提出していないものが1つあります。" in page
    notice = city.akari.notices.get()
    assert notice.url == reverse("homework:group", args=(case.pk,))


def test_the_button_tells_once_a_day_whatever_the_date(client: Client, city: City) -> None:
    samples.due(city, days=20)
    client.force_login(city.lecturer)
    assert "3人に知らせました" in ask(client, city)
    assert "知らせる人はいません" in ask(client, city)
    assert reminded() == [(name, "homework-asked") for name in ("akari", "botan", "daichi")]


def test_a_groups_own_lecturer_reminds_that_group(client: Client, city: City) -> None:
    samples.due(city)
    client.force_login(city.guide)
    assert "2人に知らせました" in ask(client, city)


def test_a_manager_sees_and_does_not_remind(client: Client, city: City) -> None:
    samples.due(city)
    client.force_login(city.manager)
    assert client.post(reverse("homework:remind", args=(city.cohort.pk, 1))).status_code == 403
    assert not Reminder.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_worker_reminds_with_its_first_look_of_the_day(city: City) -> None:
    samples.due(city, days=1)
    worker.run(leaving=Event(), until_empty=True)
    worker.run(leaving=Event(), until_empty=True)
    assert len(reminded()) == 3


def test_one_part_of_the_days_work_that_fails_leaves_the_others(
    city: City, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_today: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(daily, "_registered", {"broken": broken, "homework": services.remind})
    samples.due(city, days=1)
    assert daily.run(timezone.localdate()) == {"homework": 3}
    assert "broken" in caplog.text


def test_forty_groups_cost_as_few_questions_as_two(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    samples.due(city)
    for number in range(3, 41):
        group = Group.objects.create(
            cohort=city.cohort, number=number, division=city.group.division, work=f"仕事{number}"
        )
        person = User.objects.create(account_name=f"p{number}", display_name=f"人{number}")
        Membership.objects.create(user=person, group=group, role=Role.PARTICIPANT)
        models.Case.objects.create(
            group=group, title="t", curriculum="short@1", curriculum_text=samples.CHECKED
        )
    client.force_login(city.secretariat)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = page_of(client, city)
    assert "仕事40" in page


def test_a_reading_of_the_day_counts_from_midnight_of_the_city(
    city: City, case: models.Case
) -> None:
    meeting = samples.due(city)
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    handed = samples.hand_in(case, meeting=meeting, actor=city.akari)
    assert meeting.homework_due_date is not None
    end = timezone.localtime().replace(hour=23, minute=59) + timedelta(days=5)
    for moment, days in ((end, 0), (end + timedelta(minutes=2), 1)):
        handed.handed_in_at = moment
        assert handed.days_late == days

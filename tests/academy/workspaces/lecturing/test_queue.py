from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.conftest import City
from academy.workspaces.lecturing.samples import hand_in, meeting, sheet
from tomoni.academy.accounts.models import Notice
from tomoni.academy.workspaces import models, talking
from tomoni.academy.workspaces.lecturing import queries, queue

REMARK = {"answer": ""}


def _titles(city: City) -> list[tuple[int, str]]:
    """Group and artifact of every item, in the order of the queue."""
    groups = list(queries.groups_led_by(city.lecturer))
    items = queue.of_cohort(city.cohort, groups=groups)
    return [(item.group.number, item.key) for item in items]


def _looked(city: City, version: models.Version) -> str:
    artifact = version.artifact
    return reverse("lecturing:looked", args=(city.cohort.pk, artifact.case_id, artifact.key))


@pytest.mark.parametrize(
    ("first_waits", "second_waits", "next_in", "order"),
    [
        pytest.param(2, 1, 30, [1, 2], id="the longest waiting first"),
        pytest.param(1, 2, 30, [2, 1], id="whichever group it is"),
    ],
)
def test_what_waits_longest_comes_first(
    city: City, first_waits: int, second_waits: int, next_in: int, order: list[int]
) -> None:
    now = timezone.now()
    held = meeting(city, 1, starts_at=now - timedelta(days=20))
    meeting(city, 2, starts_at=now + timedelta(days=next_in))
    for group, author, days in (
        (city.group, city.akari, first_waits), (city.other_group, city.daichi, second_waits),
    ):  # fmt: skip
        hand_in(sheet(group, author), held, by=author, at=now - timedelta(days=days))
    assert [number for number, _key in _titles(city)] == order


def test_open_remarks_come_before_a_longer_wait(city: City) -> None:
    now = timezone.now()
    held = meeting(city, 1, starts_at=now - timedelta(days=20))
    hand_in(sheet(city.group, city.akari), held, by=city.akari, at=now - timedelta(days=3))
    hand_in(
        sheet(city.other_group, city.daichi), held, by=city.daichi,
        at=now - timedelta(days=1), remarks=(REMARK,),
    )  # fmt: skip
    assert _titles(city) == [(2, "problem"), (1, "problem")]


def test_nobody_waits_longer_than_a_week_for_remarks_of_others(city: City) -> None:
    now = timezone.now()
    held = meeting(city, 1, starts_at=now - timedelta(days=20))
    hand_in(sheet(city.group, city.akari), held, by=city.akari, at=now - timedelta(days=8))
    hand_in(
        sheet(city.other_group, city.daichi), held, by=city.daichi,
        at=now - timedelta(days=1), remarks=(REMARK,),
    )  # fmt: skip
    assert _titles(city) == [(1, "problem"), (2, "problem")]


def test_what_is_for_the_session_to_come_goes_before_all(city: City) -> None:
    now = timezone.now()
    held = meeting(city, 1, starts_at=now - timedelta(days=20))
    meeting(city, 2, starts_at=now + timedelta(days=2))
    version = sheet(city.group, city.akari)
    talk = talking.comment(version, actor=city.akari, text="これでよいですか。")
    models.Comment.objects.filter(pk=talk.pk).update(created_at=now - timedelta(days=9))
    hand_in(sheet(city.other_group, city.daichi), held, by=city.daichi)
    assert _titles(city) == [(2, "problem"), (1, "problem")]


def test_a_talk_waits_for_the_lecturer_while_the_group_has_the_last_word(city: City) -> None:
    version = sheet(city.group, city.akari)
    talk = talking.comment(version, actor=city.lecturer, text="測れますか。")
    assert _titles(city) == []
    talking.answer(talk, actor=city.akari, text="5分にします。")
    assert _titles(city) == [(1, "problem")]
    talking.answer(talk, actor=city.guide, text="よいと思います。")
    assert _titles(city) == []


def test_looked_at_leaves_the_queue_and_the_group_is_told(client: Client, city: City) -> None:
    held = meeting(city, 1, starts_at=timezone.now() - timedelta(days=2))
    version = sheet(city.group, city.akari)
    made = hand_in(version, held, by=city.akari)
    talk = talking.comment(version, actor=city.akari, text="これでよいですか。")
    client.force_login(city.lecturer)
    answer = client.post(_looked(city, version))
    assert answer.headers["Location"] == reverse("lecturing:queue", args=(city.cohort.pk,))
    assert _titles(city) == []
    made.refresh_from_db()
    assert made.read_by == city.lecturer
    told = Notice.objects.filter(code="looked-at")
    assert {notice.user for notice in told} == {city.akari, city.botan}
    client.post(_looked(city, version))
    assert told.count() == 2
    assert models.AuditEntry.objects.filter(action="looked-at", actor=city.lecturer).count() == 1
    talking.answer(talk, actor=city.botan, text="もう一つあります。")
    assert _titles(city) == [(1, "problem")]


def test_the_page_of_an_item_leads_to_the_next_and_on(client: Client, city: City) -> None:
    held = meeting(city, 1, starts_at=timezone.now() - timedelta(days=2))
    now = timezone.now()
    first, second = sheet(city.group, city.akari), sheet(city.other_group, city.daichi)
    hand_in(first, held, by=city.akari, at=now - timedelta(days=1))
    hand_in(second, held, by=city.daichi, at=now - timedelta(hours=1))
    client.force_login(city.lecturer)
    place = (city.cohort.pk, first.artifact.case_id, "problem")
    page = client.get(reverse("lecturing:item", args=place)).text
    after = reverse("lecturing:item", args=(city.cohort.pk, second.artifact.case_id, "problem"))
    assert f'href="{after}"' in page
    assert "待たせない" in page
    assert client.post(_looked(city, first)).headers["Location"] == after


def test_a_lecturer_of_one_group_sees_that_group_only(client: Client, city: City) -> None:
    held = meeting(city, 1, starts_at=timezone.now() - timedelta(days=2))
    hand_in(sheet(city.group, city.akari), held, by=city.akari)
    other = sheet(city.other_group, city.daichi)
    hand_in(other, held, by=city.daichi)
    client.force_login(city.guide)
    for page in ("lecturing:queue", "lecturing:screen", "lecturing:compare"):
        shown = client.get(reverse(page, args=(city.cohort.pk,))).text
        assert city.group.work in shown
        assert city.other_group.work not in shown
    place = (city.cohort.pk, other.artifact.case_id, "problem")
    assert client.get(reverse("lecturing:item", args=place)).status_code == 404
    assert client.post(_looked(city, other)).status_code == 404


def test_a_lecturer_comes_home_to_what_there_is_to_look_at(client: Client, city: City) -> None:
    held = meeting(city, 1, starts_at=timezone.now() - timedelta(days=2))
    hand_in(sheet(city.group, city.akari), held, by=city.akari)
    client.force_login(city.lecturer)
    assert "見るものが1件あります" in client.get("/").text
    client.force_login(city.secretariat)
    assert "見るものが" not in client.get("/").text


def test_the_empty_queue_says_what_will_be_here(client: Client, city: City) -> None:
    client.force_login(city.lecturer)
    page = client.get(reverse("lecturing:queue", args=(city.cohort.pk,))).text
    assert "いま見るものはありません" in page

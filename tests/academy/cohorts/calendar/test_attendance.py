"""Who was there: the list, two people keeping it, and the table over all meetings."""

from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.calendar import meetings
from academy.conftest import City
from tomoni.academy.accounts.models import PeopleEntry, User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence
from tomoni.academy.cohorts.giving import take_role
from tomoni.academy.cohorts.models import Group, Membership


def address(meeting: Meeting) -> str:
    return reverse("calendar:attendance", args=(meeting.pk,))


def send(
    client: Client,
    meeting: Meeting,
    said: dict[User, str],
    *,
    base: dict[User, str] | None = None,
    everybody: bool = False,
) -> HttpResponse:
    mine = {f"p-{user.pk}": presence for user, presence in said.items()}
    was = {f"was-{user.pk}": presence for user, presence in (base or {}).items()}
    button = {"everybody": "1"} if everybody else {}
    return client.post(address(meeting), {**mine, **was, **button})  # type: ignore[return-value]


def noted(meeting: Meeting) -> dict[str, str]:
    found = Attendance.objects.filter(meeting=meeting)
    return dict(found.values_list("user__account_name", "presence"))


def on_page(client: Client, path: str, city: City) -> set[str]:
    """Whose rows stand on a page, of the three participants (one's own name is in its head)."""
    people = (city.akari, city.botan, city.daichi)
    page = client.get(path).content.decode()
    return {user.account_name for user in people if f'<th scope="row">{user}</th>' in page}


@pytest.mark.parametrize("keeper", ["secretariat", "lecturer"])
def test_the_list_is_kept_by_the_secretariat_and_lecturers(
    client: Client, city: City, keeper: str
) -> None:
    meeting = meetings.meeting(city)
    client.force_login(getattr(city, keeper))
    send(client, meeting, {city.akari: "present", city.daichi: "absent", city.manager: "online"})
    assert noted(meeting) == {"akari": "present", "daichi": "absent", "kacho": "online"}
    assert {each.noted_by for each in meeting.attendances.all()} == {getattr(city, keeper)}


def test_one_button_says_that_all_who_are_not_noted_were_there(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    client.force_login(city.secretariat)
    send(client, meeting, {city.daichi: "late"}, everybody=True)
    assert noted(meeting) == {"akari": "present", "botan": "present", "daichi": "late"}


def test_what_was_noted_is_corrected_and_taken_back_with_a_record(
    client: Client, city: City
) -> None:
    meeting = meetings.meeting(city)
    meetings.note(meeting, city.akari, Presence.ABSENT, by=city.lecturer)
    meetings.note(meeting, city.botan, Presence.PRESENT)
    client.force_login(city.secretariat)
    base = {city.akari: "absent", city.botan: "present"}
    send(client, meeting, {city.akari: "late", city.botan: ""}, base=base)
    assert noted(meeting) == {"akari": "late"}
    changes = PeopleEntry.objects.filter(action="attendance-changed").order_by("subject")
    assert [(each.subject, each.values["before"], each.values["after"]) for each in changes] == [
        ("akari", "欠席", "遅刻・早退"),
        ("botan", "出席", ""),
    ]


def test_two_keepers_of_different_people_both_have_their_way(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    empty = dict.fromkeys((city.akari, city.botan), "")
    for keeper, said in (
        (city.lecturer, {**empty, city.akari: "present"}),
        (city.secretariat, {**empty, city.botan: "absent"}),
    ):
        client.force_login(keeper)
        assert send(client, meeting, said, base=empty).status_code == 302
    assert noted(meeting) == {"akari": "present", "botan": "absent"}


def test_two_keepers_who_disagree_are_asked(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    meetings.note(meeting, city.akari, Presence.PRESENT)
    client.force_login(city.secretariat)
    asked = send(client, meeting, {city.akari: "absent", city.botan: "late"})
    assert asked.status_code == 409
    assert "ほかの人は「出席」と記録しました。" in asked.content.decode()
    assert noted(meeting) == {"akari": "present"}
    again = {city.akari: "absent", city.botan: "late"}
    send(client, meeting, again, base={city.akari: "present", city.botan: ""})
    assert noted(meeting) == {"akari": "absent", "botan": "late"}


def test_a_manager_reads_the_list_of_the_group_and_does_not_keep_it(
    client: Client, city: City
) -> None:
    meeting = meetings.meeting(city)
    meetings.note(meeting, city.akari, Presence.LATE)
    client.force_login(city.manager)
    page = client.get(address(meeting)).content.decode()
    assert "遅刻・早退" in page
    assert "だいち" not in page
    assert 'type="radio"' not in page
    assert send(client, meeting, {city.akari: "present"}).status_code == 403
    assert noted(meeting) == {"akari": "late"}


def test_a_lecturer_of_one_group_notes_its_people_only(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    client.force_login(city.guide)
    send(client, meeting, {city.akari: "present", city.daichi: "present"}, everybody=True)
    assert noted(meeting) == {"akari": "present", "botan": "present"}


def test_a_lecturer_of_another_group_does_not_note_oneself(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    Membership.objects.create(user=city.akari, group=city.other_group, role="lecturer")
    client.force_login(city.akari)
    send(client, meeting, {city.akari: "present", city.botan: "present", city.daichi: "late"})
    assert noted(meeting) == {"daichi": "late"}


def test_an_answer_that_is_not_offered_is_refused(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    client.force_login(city.secretariat)
    answer = client.post(address(meeting), {f"p-{city.akari.pk}": "asleep"}, follow=True)
    assert "選べない出欠" in answer.content.decode()
    assert noted(meeting) == {}


def test_who_has_left_the_group_stays_where_they_were_noted(client: Client, city: City) -> None:
    first, second = meetings.meeting(city), meetings.meeting(
        city, number=2, starts_at=meetings.FIRST.replace(month=6)
    )  # fmt: skip
    meetings.note(first, city.botan, Presence.PRESENT)
    part = Membership.objects.get(user=city.botan)
    take_role(part, day=second.day, actor=city.secretariat)
    client.force_login(city.secretariat)
    assert "ぼたん" in client.get(address(first)).content.decode()
    assert "ぼたん" not in client.get(address(second)).content.decode()
    assert "botan" in on_page(client, reverse("calendar:table", args=(city.cohort.pk,)), city)


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("akari", {"akari"}),
        ("manager", {"akari", "botan"}),
        ("guide", {"akari", "botan"}),
        ("lecturer", {"akari", "botan", "daichi"}),
        ("secretariat", {"akari", "botan", "daichi"}),
    ],
)
def test_the_table_holds_what_a_person_may_see(
    client: Client, city: City, person: str, seen: set[str]
) -> None:
    meeting = meetings.meeting(city)
    for user in (city.akari, city.botan, city.daichi):
        meetings.note(meeting, user, Presence.PRESENT)
    client.force_login(getattr(city, person))
    assert on_page(client, reverse("calendar:table", args=(city.cohort.pk,)), city) == seen
    sheet = client.get(reverse("calendar:download_table", args=(city.cohort.pk,))).content
    rows = list(load_workbook(BytesIO(sheet)).worksheets[0].values)
    names = {str(getattr(city, name)) for name in seen}
    assert {row[0] for row in rows[1:]} == names
    assert rows[0] == ("氏名", "班・役割", "第1回 5/13", "出た回")


def test_the_table_counts_where_people_were(client: Client, city: City) -> None:
    for number, presence in enumerate((Presence.ONLINE, Presence.LATE, Presence.ABSENT), start=1):
        starts_at = meetings.FIRST.replace(year=2020, month=number)
        meetings.note(
            meetings.meeting(city, number=number, starts_at=starts_at), city.akari, presence
        )
    client.force_login(city.akari)
    page = client.get(reverse("calendar:table", args=(city.cohort.pk,))).content.decode()
    assert '<td class="number">2 / 3</td>' in page


def test_the_table_of_many_groups_takes_as_many_queries_as_of_one(
    client: Client,
    city: City,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    meeting = meetings.meeting(city)
    for number in range(3, 23):
        group = Group.objects.create(
            cohort=city.cohort, number=number, division=city.group.division, work="業務"
        )
        user = User.objects.create(account_name=f"user{number}", display_name=f"職員{number}")
        Membership.objects.create(user=user, group=group, role="participant")
        meetings.note(meeting, user, Presence.PRESENT)
    client.force_login(city.secretariat)
    for name, key in (("calendar:table", city.cohort.pk), ("calendar:attendance", meeting.pk)):
        with django_assert_max_num_queries(11):
            assert "職員22" in client.get(reverse(name, args=(key,))).content.decode()

"""A session is run: the clock on the wall, the code on the slide, the list; days are planned."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar import sample
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MORNING = datetime(2026, 10, 7, 4, 30, tzinfo=UTC)
"""13:30 in the city, when the first session begins."""


@pytest.fixture
def first(sample_case: models.Case) -> Meeting:
    """The first of the sample's meetings; its agenda begins with 30 minutes, then 40."""
    return sample.fill(Cohort.objects.get(), attended=0)[0]


def _timer(visitor: Visitor, meeting: Meeting) -> Page:
    visitor.page.clock.install(time=MORNING)
    return visitor.open(reverse("calendar:timer", args=(meeting.pk,)))


def _minutes(page: Page) -> list[int]:
    lines = page.locator("[data-timer-line]").all()
    return [int(line.get_attribute("data-minutes") or 0) for line in lines]


def _paste(page: Page, at: str, block: str) -> None:
    """A block of cells as a spreadsheet copies it."""
    page.locator(at).focus()
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        block,
    )


def _pass(page: Page, minutes: float) -> None:
    """Lets the time go by at which the page looks at the clock."""
    page.clock.run_for(int(minutes * 60_000))


def test_the_clock_counts_down_and_says_when_time_is_over(
    visit: Callable[..., Visitor], first: Meeting
) -> None:
    visitor = visit("koushi")
    page = _timer(visitor, first)
    minutes = _minutes(page)
    clock, root = page.get_by_role("timer"), page.locator("[data-timer]")
    expect(clock).to_have_text(f"{minutes[0]}:00")
    page.keyboard.press("Space")
    expect(root).to_contain_text("進行中")
    _pass(page, minutes[0] - 1)
    expect(clock).to_have_text("01:00")
    expect(page.get_by_role("status")).to_have_text("残り1分です")
    _pass(page, 3)
    expect(clock).to_have_text("+02:00")
    expect(root).to_contain_text("超過")
    expect(root).to_contain_text("全体で2分の遅れ")
    expect(page.get_by_role("status")).to_have_text("時間です")
    end = MORNING + timedelta(minutes=sum(minutes) + 2)
    expect(root).to_contain_text(f"終わりの見込み {timezone.localtime(end):%H:%M}")
    assert visitor.axe() == []


def test_keys_and_buttons_lead_through_the_agenda(
    visit: Callable[..., Visitor], first: Meeting
) -> None:
    page = _timer(visit("koushi"), first)
    minutes = _minutes(page)
    clock, root = page.get_by_role("timer"), page.locator("[data-timer]")
    page.keyboard.press("Space")
    _pass(page, 5)
    page.keyboard.press("ArrowRight")
    expect(clock).to_have_text(f"{minutes[1]}:00")
    expect(root).to_contain_text(f"全体で{minutes[0] - 5}分早い")
    expect(page.locator("[aria-current=step]")).to_contain_text(f"{minutes[1]}分")
    page.keyboard.press("ArrowUp")
    expect(clock).to_have_text(f"{minutes[1] + 1}:00")
    page.keyboard.press("ArrowLeft")
    expect(clock).to_have_text(f"{minutes[0] - 5}:00")
    page.get_by_role("button", name="止める").click()
    _pass(page, 20)
    expect(clock).to_have_text(f"{minutes[0] - 5}:00")
    page.get_by_role("button", name="次へ").click()
    page.keyboard.press("Space")  # a click by hand leaves Space to the clock
    expect(clock).to_have_text(f"{minutes[1] + 1}:00")
    expect(root).to_contain_text("進行中")
    page.get_by_role("button", name="最初から").click()
    expect(clock).to_have_text(f"{minutes[0]}:00")
    expect(page.get_by_role("button", name="始める")).to_be_visible()


def test_a_reload_goes_on_where_the_clock_is(visit: Callable[..., Visitor], first: Meeting) -> None:
    page = _timer(visit("koushi"), first)
    minutes = _minutes(page)
    page.keyboard.press("Space")
    _pass(page, 4)
    page.reload()
    expect(page.get_by_role("timer")).to_have_text(f"{minutes[0] - 4}:00")
    _pass(page, 1)
    expect(page.get_by_role("timer")).to_have_text(f"{minutes[0] - 5}:00")


def test_the_clock_fits_the_screen_and_the_hand(
    visit: Callable[..., Visitor], first: Meeting
) -> None:
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        visitor = visit("koushi", width=width, height=height)
        page = _timer(visitor, first)
        expect(page.get_by_role("button", name="始める")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("timer")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.axe() == []


def test_who_wants_no_motion_sees_none(visit: Callable[..., Visitor], first: Meeting) -> None:
    page = _timer(visit("koushi"), first)
    page.keyboard.press("Space")
    duration = "getComputedStyle(document.querySelector('.timer-done')).transitionDuration"
    assert page.evaluate(duration) == "0.25s"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(duration) == "0s"


def test_every_page_fits_a_phone(visit: Callable[..., Visitor], first: Meeting) -> None:
    clerk = visit("jimukyoku", width=390, height=844)
    wrong: list[str] = []
    for name, key in (
        ("calendar", first.cohort_id), ("plan", first.cohort_id), ("table", first.cohort_id),
        ("meeting", first.pk), ("attendance", first.pk), ("slide", first.pk),
    ):  # fmt: skip
        page = clerk.open(reverse(f"calendar:{name}", args=(key,)))
        wrong += [f"{name}: {found}" for found in clerk.axe()]
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wrong.append(f"{name}: wider than the screen")
    assert wrong == []


def test_the_digits_on_the_slide_note_who_types_them(
    visit: Callable[..., Visitor], first: Meeting
) -> None:
    first.starts_at = timezone.now() - timedelta(minutes=5)
    first.ends_at = first.starts_at + timedelta(hours=3)
    first.save()
    lecturer, person = visit("koushi"), visit("eisei1", width=390, height=844)
    slide = lecturer.open(reverse("calendar:slide", args=(first.pk,)))
    expect(slide.get_by_role("img")).to_be_in_viewport(ratio=1)
    assert lecturer.axe() == []
    shown = slide.locator(".code-digits").inner_text()
    page = person.open(first.get_absolute_url())
    page.get_by_role("link", name="番号を書いて出席する").click()
    page.get_by_label("番号（6桁）").fill("".join(each for each in shown if each.isdecimal()))
    page.get_by_label("オンラインで").check()
    page.get_by_role("button", name="出席を記録する").click()
    expect(page.get_by_text("あなたは「オンラインで出席」と記録されています。")).to_be_visible()
    assert Attendance.objects.get().user.account_name == "eisei1"
    assert person.axe() == []


def test_the_list_is_kept_by_keyboard(visit: Callable[..., Visitor], first: Meeting) -> None:
    clerk = visit("jimukyoku")
    page = clerk.open(reverse("calendar:attendance", args=(first.pk,)))
    someone = User.objects.get(account_name="eisei1")
    page.get_by_role("radiogroup", name=str(someone)).get_by_label("記録なし").focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="記録のない受講者を全員「出席」にして").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("受講者全員の出欠が記録されています。")).to_be_visible()
    assert Attendance.objects.get(user=someone).presence == "absent"
    assert Attendance.objects.filter(presence="present").count() == 7
    assert clerk.axe() == []
    clerk.open(reverse("calendar:table", args=(first.cohort_id,)))
    assert clerk.axe() == []


def test_a_cohort_is_planned_from_its_first_day(
    visit: Callable[..., Visitor], sample_case: models.Case
) -> None:
    clerk = visit("jimukyoku")
    cohort = Cohort.objects.get()
    page = clerk.open(reverse("calendar:calendar", args=(cohort.pk,)))
    assert clerk.axe() == []
    page.get_by_role("link", name="日程を決める").click()
    page.locator("[name='1-date']").fill("2026-10-07")
    _paste(
        page, "[name='1-start']", "始まり\t終わり\t場所\n13:30\t16:30\t大会議室\n13:00\t\t会議室3"
    )
    expect(page.locator("[name='2-room']")).to_have_value("会議室3")
    page.locator("[name='2-room']").press("Alt+Delete")  # a session is no row to be removed
    expect(page.locator("[data-row]")).to_have_count(6)
    page.get_by_role("button", name="日を入れてみる").click()
    expect(page.get_by_text("まだ保存していません")).to_be_visible()
    expect(page.locator("[name='6-date']")).to_have_value("2026-12-16")
    assert clerk.axe() == []
    page.get_by_role("button", name="日程を保存する").click()
    expect(page.get_by_text("6回の日程を保存しました。")).to_be_visible()
    assert Meeting.objects.filter(cohort=cohort).count() == 6
    page.get_by_role("link", name="自分の予定表で見る").click()
    page.get_by_role("button", name="アドレスを作る").click()
    assert clerk.axe() == []
    address = page.get_by_label("予定表に登録するアドレス").input_value()
    calendar = Client().get(address.removeprefix(clerk.server)).content
    assert calendar.count(b"BEGIN:VEVENT") == 6

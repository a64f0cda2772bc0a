"""The secretariat writes a curriculum of its own by form and opens a cohort with it."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from browser.conftest import Visitor
from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.curricula import finding, services
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def _copied(page: Page, title: str) -> None:
    """From the cohort's page to a copy of the half day."""
    page.get_by_role("link", name="カリキュラムと新しい期").click()
    page.get_by_role("link", name="「半日のデータアカデミー」の写しを作る").click()
    page.get_by_label("カリキュラムの題").fill(title)
    page.get_by_role("button", name="写しを作る").click()
    page.get_by_role("heading", name=title).wait_for()


def _with_a_longer_agenda(page: Page) -> None:
    """Two lines come from a spreadsheet; the sum is then wrong, and is put right."""
    page.get_by_role("link", name="第1回 困りごとから、一枚の提案まで", exact=True).click()
    page.get_by_role("button", name="行を足す").click()
    page.evaluate(PASTE, "20\t課に持ち帰る話をする\r\n10\t片づける\r\n")
    page.get_by_text("2行×2列を貼り付けました。").wait_for()
    page.get_by_role("button", name="保存する").click()
    page.get_by_text("時間割の合計は240分で、回の長さ（210分）と合いません。").wait_for()
    page.get_by_role("link", name="カリキュラムに戻る").click()
    page.get_by_role("button", name="公開する").click()
    page.get_by_text("直すところが残っているので、公開できません。").wait_for()
    page.get_by_role("link", name="第1回 困りごとから、一枚の提案まで").first.click()
    page.get_by_label("長さ").fill("４")
    page.get_by_role("button", name="保存する").click()
    page.get_by_text("保存しました。").wait_for()
    page.get_by_role("link", name="カリキュラムに戻る").click()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_curriculum_is_written_by_form_and_a_cohort_opened_with_it(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    clerk = visit("jimukyoku", width=width)
    page = clerk.open(sample_case.group.cohort.get_absolute_url())
    _copied(page, "半日（ともに市）")
    _with_a_longer_agenda(page)
    page.get_by_role("button", name="公開する").click()
    page.get_by_text("公開しました。").wait_for()
    page.get_by_role("link", name="この版で期を開く").click()
    page.get_by_label("開始日").fill("2027-05-01")
    page.get_by_label("終了日").fill("2027-10-31")
    page.get_by_role("button", name="開く", exact=True).click()
    page.get_by_text("あなたが事務局です。").wait_for()
    page.get_by_text("片づける（10分）").wait_for()
    cohort = Cohort.objects.get(number=2)
    assert cohort.curriculum == Edition.objects.get().name == "mini_own@1"


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_a_curriculum_are_accessible_and_fit_the_screen(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    visitor = visit("jimukyoku", width=width)
    city = Municipality.objects.get()
    found = finding.find(city, "policy@1")
    assert found is not None
    clerk = User.objects.get(account_name="jimukyoku")
    draft = services.copy(found, title="写し", actor=clerk)
    wrong: list[str] = []
    for name, *more in (
        ("curricula",), ("take_in",), ("new_cohort",), ("curriculum", "policy@1"),
        ("curriculum", draft.name), ("copy", "mini@1"), ("changes", draft.name),
        ("part", draft.name, "sessions.1"), ("part", draft.name, "sessions.1.slides"),
        ("part", draft.name, "steps.problem"), ("part", draft.name, "worksheets.hypotheses"),
        ("part", draft.name, "worksheets.hypotheses.tree"), ("part", draft.name, "skills"),
        ("preview", draft.name, "sessions.3"), ("preview", draft.name, "worksheets.data_list"),
    ):  # fmt: skip
        page = visitor.open(reverse(f"curricula:{name}", args=(city.pk, *more)))
        wrong += [f"{name} {more}: {each}" for each in visitor.axe()]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name} {more}: wider than the screen")
    assert wrong == []

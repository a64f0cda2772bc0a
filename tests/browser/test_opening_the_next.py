"""The secretariat opens the second cohort from the first, in few clicks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from browser.conftest import Visitor
from tomoni.academy.cohorts.graduates import sample as graduations
from tomoni.academy.cohorts.models import Cohort, Membership, Role, Stage
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.handover import sample as teaching

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FEW = 15


class Hand:
    """Counts what a person clicks or chooses."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def choose(self, place: Locator, label: str) -> None:
        self.clicks += 2
        place.select_option(label=label)


def test_the_second_cohort_follows_from_the_first_in_fewer_than_15_clicks(
    visit: Callable[..., Visitor], sample_case: models.Case
) -> None:
    first = sample_case.group.cohort
    graduations.fill(first)
    teaching.fill(first)
    clerk, hand = visit("jimukyoku"), Hand()
    page = clerk.page
    page.reload()
    hand.click(page.get_by_role("link", name=first.title, exact=True))
    hand.click(page.get_by_role("link", name="次の期を開く"))
    assert page.get_by_label("題").first.input_value() == "データアカデミー第2期"
    hand.choose(page.get_by_label("西村 香織さんに頼む段階"), "主担当")
    hand.choose(page.get_by_label("中島 拓也さんに頼む段階"), "補助")
    wrong = clerk.axe()
    hand.click(page.get_by_role("button", name="次の期を開く"))
    page.get_by_text("「データアカデミー第2期」を開きました").wait_for()
    wrong += clerk.axe()

    assert wrong == []
    assert hand.clicks < FEW
    second = Cohort.objects.get(number=2)
    assert second.curriculum_text == first.curriculum_text
    assert second.materials.count() == first.materials.exclude(kind="recording").count() > 0
    assert second.teaching_cases.count() == 1
    assert not second.groups.exists()
    led = Membership.objects.filter(cohort=second, role=Role.LECTURER).order_by(
        "user__account_name"
    )
    assert [(each.user.account_name, each.stage) for each in led] == [
        ("eisei2", Stage.LEAD), ("shimin1", Stage.ASSIST),
    ]  # fmt: skip

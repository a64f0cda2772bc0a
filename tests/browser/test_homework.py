"""A group writes, mends what a rule saw, says why not, and hands in; a lecturer finds it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from browser.conftest import Visitor
from tomoni.academy.cohorts.calendar import sample
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.homework.models import HandIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
VAGUE, JUDGED = "市民サービスの向上を図る。", "窓口の対応が悪く、非効率である。"
SEEN = "2月の終わりに、窓口の前に列ができる。"
WHY = "待ち時間はまだ測っていないので、次の回に決めます。"


def save(visitor: Visitor, case: models.Case, **said: str) -> None:
    page = visitor.open(reverse("workspaces:worksheet", args=(case.pk, "problem")))
    for name, text in said.items():
        page.locator(f"textarea[name={name}]").fill(text)
    page.get_by_role("button", name="保存する").click()
    page.get_by_text("保存しました。").wait_for()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_first_review_is_answered_and_the_homework_handed_in(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    meeting = sample.fill(sample_case.group.cohort, attended=1)[0]
    wrong: list[str] = []
    group = visit("eisei1", width=width)
    page = group.page
    save(group, sample_case, goal=VAGUE, current=JUDGED)
    page.get_by_text("最初の確認：指摘2件").wait_for()
    wrong += group.axe()

    group.open(reverse("homework:group", args=(sample_case.pk,)))
    wrong += group.axe()
    item = reverse("homework:item", args=(sample_case.pk, 1, "problem"))
    page = group.open(item)
    page.get_by_text("あと2つ残っています").wait_for()
    page.get_by_role("article").filter(has_text=VAGUE.rstrip("。")).locator("summary").first.click()
    page.get_by_label("直さない理由").first.fill(WHY)
    page.get_by_role("button", name="理由を残す").first.click()
    page.get_by_text("理由を書きました。").wait_for()
    wrong += group.axe()

    save(group, sample_case, current=SEEN)
    page = group.open(item)
    page.get_by_role("button", name="版を提出する").click()
    page.get_by_text("「目標・問題・課題」を提出しました。").wait_for()
    (handed,) = HandIn.objects.filter(meeting=meeting)
    assert [each["answer"] for each in handed.remarks] == [WHY]

    lecturer = visit("koushi", width=width)
    page = lecturer.open(reverse("homework:cohort", args=(sample_case.group.cohort_id,)))
    page.get_by_role("link", name="第1回").click()
    page.get_by_text("提出した", exact=True).wait_for()
    wrong += lecturer.axe()
    page.get_by_role("button", name="まだの班に期限を知らせる").click()
    page.get_by_text("6人に知らせました。").wait_for()
    assert wrong == []

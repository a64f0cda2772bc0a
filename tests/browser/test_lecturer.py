"""First review, a lecturer's comment with a phrase and a name, the group's answer: keys only."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from browser.keyboard import Keyboard
from tomoni.academy.cohorts.calendar import sample
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]
VAGUE = "市民サービスの向上を図る。"
WHY = "待ち時間はまだ測っていないので、次の回に決めます。"
ANSWER = "「更新の週の待ち時間を10分にする」に直します。"


def _handed_in(group: Visitor, case: models.Case) -> None:
    """The group saves a vague goal, says why it stays for now, and hands in."""
    page = group.open(reverse("workspaces:worksheet", args=(case.pk, "problem")))
    keys = Keyboard(page)
    goal = page.locator("textarea[name=goal]")
    keys.to(goal)
    page.keyboard.press("Control+A")
    keys.write(goal, VAGUE)
    keys.press(page.get_by_role("button", name="保存する"))
    page.get_by_text("保存しました。").wait_for()
    page = group.open(reverse("homework:item", args=(case.pk, 1, "problem")))
    keys.press(page.get_by_text("直さない理由を書く").first)
    keys.write(page.get_by_label("直さない理由").first, WHY)
    keys.press(page.get_by_role("button", name="理由を残す").first)
    page.get_by_text("理由を書きました。").wait_for()
    keys.press(page.get_by_role("button", name="版を提出する"))
    page.get_by_text("「目標・問題・課題」を提出しました。").wait_for()


def _to_the_item(lecturer: Visitor) -> Page:
    """From the first page through the queue to what the group handed in or answered."""
    page = lecturer.open("/")
    keys = Keyboard(page)
    keys.press(page.get_by_role("link", name="見るものが1件あります"))
    keys.press(page.get_by_role("link", name="第1班　目標・問題・課題"))
    page.get_by_role("heading", name="目標・問題・課題", level=1).wait_for()
    return page


def _commented(page: Page) -> None:
    """C opens the comment, @ offers the names, the phrase goes in with Enter."""
    page.keyboard.press("c")
    text = page.get_by_label("「目標（あるべき姿）」へのコメント")
    expect(text).to_be_focused()
    page.keyboard.type("@西村")
    expect(page.get_by_role("option", name="@西村 香織")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(text).to_have_value("@西村 香織 ")
    keys = Keyboard(page)
    keys.select(page.locator("#say-phrase-goal"), "concrete")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(text).to_have_value(
        "@西村 香織 「目標（あるべき姿）」を、もう少し具体的に書けますか。"
        "最近あった一件を例にすると書きやすくなります。"
    )
    keys.press(page.locator("#talk-goal").get_by_role("button", name="コメントを送る"))
    page.get_by_text("コメントを送りました。").wait_for()


def _answered(group: Visitor) -> None:
    """Who was called finds it on the first page and answers beside the field."""
    page = group.open("/")
    page.get_by_text("森 健一さんがあなたを呼んでいます").wait_for()
    keys = Keyboard(page)
    keys.press(page.get_by_role("link", name="@西村 香織"))
    expect(page.locator("[data-open-item]")).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_label("返事", exact=True)).to_be_focused()
    page.keyboard.insert_text(ANSWER)
    keys.press(page.get_by_role("button", name="返事を送る"))
    page.get_by_text("コメントを送りました。").wait_for()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_remark_a_comment_an_answer_and_an_end_without_a_mouse(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    sample.fill(sample_case.group.cohort, attended=1)
    _handed_in(visit("eisei1", width=width), sample_case)

    lecturer = visit("koushi", width=width)
    page = _to_the_item(lecturer)
    page.get_by_text(WHY).wait_for()
    wrong = lecturer.axe()
    _commented(page)
    wrong += lecturer.axe()
    page.keyboard.press("l")
    page.get_by_text("いま見るものはありません").wait_for()

    group = visit("eisei2", width=width)
    _answered(group)
    wrong += group.axe()

    page = _to_the_item(lecturer)
    page.keyboard.press("j")
    expect(page.locator("[data-open-item]")).to_be_focused()
    page.keyboard.press("r")
    page.get_by_text("このコメントを「済み」にしました。").wait_for()
    page.get_by_text("いまは「見るもの」に入っていません。").wait_for()
    assert wrong == []


def test_keys_do_nothing_once_they_are_switched_off(
    visit: Callable[..., Visitor], sample_case: models.Case
) -> None:
    page = visit("koushi").open(reverse("workspaces:worksheet", args=(sample_case.pk, "problem")))
    text = page.get_by_label("「目標（あるべき姿）」へのコメント")
    page.keyboard.press("c")
    expect(text).to_be_focused()
    page.keyboard.insert_text("?jkr")
    expect(text).to_have_value("?jkr")
    page.reload()
    page.keyboard.press("?")
    box = page.get_by_label("キーを使う")
    Keyboard(page).press(box, key="Space")
    expect(box).not_to_be_checked()
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("c")
    expect(page.locator("#shortcuts")).not_to_have_attribute("open", "")
    expect(text).not_to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_who_leads_groups_are_accessible_and_fit_the_screen(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    visitor, cohort = visit("koushi", width=width), sample_case.group.cohort_id
    wrong: list[str] = []
    for name, *arguments in (
        ("screen", cohort), ("queue", cohort), ("compare", cohort),
        ("item", cohort, sample_case.pk, "problem"), ("item", cohort, sample_case.pk, "as_is"),
        ("phrases",), ("new_phrase",),
    ):  # fmt: skip
        page = visitor.open(reverse(f"lecturing:{name}", args=arguments))
        wrong += [f"{name}: {found}" for found in visitor.axe()]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name}: wider than the screen")
    assert wrong == []

"""A call from its announcement to its groups: secretariat, divisions, managers at their screens."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from browser.conftest import Visitor
from tomoni.academy.cohorts.calls.models import Application, Call
from tomoni.academy.cohorts.models import Group
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _announced(clerk: Visitor, case: models.Case) -> list[str]:
    """From the cohort's page to the notice that everybody gets; what axe found on the way."""
    page = clerk.open(case.group.cohort.get_absolute_url())
    page.get_by_role("link", name="募集と応募").click()
    page.get_by_label("どんな研修ですか").fill("半年で6回、1回は3時間です。")
    page.get_by_label("応募できる人").fill("どの課でも応募できます。")
    page.get_by_label("班の数（多くて）").fill("1")
    wrong = clerk.axe()
    page.get_by_role("button", name="下書きを作る").click()
    page.get_by_text("まだ、だれにも知らせていません").wait_for()
    wrong += clerk.axe()
    page.get_by_role("button", name="全員に知らせる").click()
    page.get_by_text("15人にお知らせを送りました").wait_for()
    return wrong


def _applied(person: Visitor, colleague: str, work: str) -> list[str]:
    """From the first page to the application that is sent; the manager is proposed."""
    page = person.page
    page.reload()
    page.get_by_role("link", name="データアカデミー第1期の募集").click()
    page.get_by_role("link", name="応募する").click()
    page.get_by_label("業務").fill(work)
    page.get_by_label("困りごと").fill("月の初めに窓口が1時間待ちになる。")
    page.get_by_label("期待すること").fill("原因を数字で確かめたい。")
    page.get_by_label(colleague).check()
    wrong = person.axe()
    page.get_by_role("button", name="応募を送る").click()
    page.get_by_text("応募を送りました").wait_for()
    return wrong + person.axe()


def _approved(manager: Visitor, work: str) -> list[str]:
    page = manager.page
    page.reload()
    page.get_by_role("link", name=f"「{work}」の応募を承認するか決める").click()
    page.get_by_label("承認する", exact=True).check()
    wrong = manager.axe()
    page.get_by_role("button", name="返事を記録する").click()
    page.get_by_text("応募した人に知らせました").wait_for()
    return wrong


def _decided(clerk: Visitor, work: str, result: str) -> list[str]:
    page = clerk.page
    page.get_by_role("link", name=work).click()
    page.get_by_label(result, exact=True).check()
    page.get_by_label("わけ").fill("困りごとがはっきりしている。")
    wrong = clerk.axe()
    page.get_by_role("button", name="選考を記録する").click()
    page.get_by_text("選考を記録しました").wait_for()
    return wrong + clerk.axe()


@pytest.mark.parametrize("width", [1366, 390])
def test_divisions_apply_one_is_selected_and_the_other_moves_up(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    clerk = visit("jimukyoku", width=width)
    wrong = _announced(clerk, sample_case)
    first, second = visit("shimin1", width=width), visit("doro1", width=width)
    wrong += _applied(first, "岡田 彩（主事）", "証明書の窓口")
    wrong += _applied(second, "坂本 由佳（技師）", "占用の許可")
    wrong += _approved(visit("shiminkacho", width=width), "証明書の窓口")
    wrong += _approved(visit("dorokacho", width=width), "占用の許可")
    page = clerk.open(Call.objects.get().get_absolute_url())
    page.get_by_role("button", name="いま締め切る").click()
    page.get_by_text("応募 2件").wait_for()
    wrong += _decided(clerk, "証明書の窓口", "選ばれた")
    wrong += _decided(clerk, "占用の許可", "補欠")
    page.get_by_role("button", name="結果を知らせる").click()
    page.get_by_text("1班ができました").wait_for()
    first.open("/")
    first.page.get_by_role("link", name="「証明書の窓口」の応募が選ばれました").click()
    first.page.get_by_role("link", name="取り下げる").click()
    wrong += first.axe()
    first.page.get_by_role("button", name="取り下げる").click()
    first.page.get_by_text("補欠の1番目が繰り上がりました").wait_for()
    second.open("/")
    second.page.get_by_role("link", name="補欠から繰り上がって選ばれました").click()
    second.page.get_by_text("困りごとがはっきりしている").wait_for()
    group = Group.objects.get(application__call__cohort=sample_case.group.cohort)
    assert [user.account_name for user in group.participants()] == ["doro1", "doro2"]
    assert [*wrong, *second.axe()] == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_a_call_fit_the_screen(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    clerk, person = visit("jimukyoku", width=width), visit("shimin1", width=width)
    wrong = _announced(clerk, sample_case) + _applied(person, "岡田 彩（主事）", "証明書の窓口")
    call, found = Call.objects.get().pk, Application.objects.get().pk
    for visitor, name, key in (
        (clerk, "call", call), (clerk, "edit", call), (clerk, "applications", call),
        (clerk, "in_person", found), (person, "edit_application", found),
        (person, "application", found), (person, "withdraw", found), (person, "calls", None),
    ):  # fmt: skip
        page = visitor.open(reverse(f"calls:{name}", args=(key,) if key else ()))
        wrong += [f"{name}: {each}" for each in visitor.axe()]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name}: wider than the screen")
    assert wrong == []

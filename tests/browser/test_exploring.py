"""A question is answered while it is put together, and kept; without a mouse nothing is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.conftest import Visitor
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_question_is_answered_as_it_is_put_together(
    visit: Callable[..., Visitor], sample_case: models.Case
) -> None:
    person = visit("eisei1")
    page = person.open(f"/cases/{sample_case.pk}/analysis/analysis/exploring/")

    page.get_by_label("1行目 列").first.select_option("許可終了日")
    page.get_by_label("1行目 見るところ").first.select_option("month")

    answer = page.get_by_role("region", name="答え")
    expect(answer).to_contain_text("を許可終了日（月）で4に分けました。")
    expect(answer.get_by_role("img")).to_be_visible()
    expect(answer).to_contain_text("証拠ではありません")
    assert person.axe() == []

    page.get_by_label("この問いの名前").fill("月ごとの許可")
    page.get_by_role("button", name="問いと答えを保存する").press("Enter")
    expect(page.get_by_role("heading", name="月ごとの許可")).to_be_visible()
    assert open_case(sample_case).case.head("answer_1") is not None

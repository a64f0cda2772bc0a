"""A flow tried out, compared and printed, in a real browser."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from browser.conftest import Visitor
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.jobs import services, worker
from tomoni.academy.workspaces.jobs.reports import Report

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A3_LANDSCAPE = (1191, 842)
"""Points."""
Visit = Callable[..., Visitor]


def _flow(case: models.Case, path: str) -> str:
    return f"/cases/{case.pk}/flow/flow/{path}/"


def test_the_page_shows_how_far_a_trial_is_and_its_result_by_itself(
    visit: Visit, sample_case: models.Case
) -> None:
    visitor = visit("eisei1")
    page = visitor.open(_flow(sample_case, "as_is/trial"))
    page.get_by_role("button", name="この設定で試す").click()
    expect(page.get_by_text("順番を待っています")).to_be_visible()
    job = services.claim()
    assert job is not None
    page.get_by_role("button", name="計算をやめる").focus()
    services.beat(job, done=7, total=30)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "7")
    expect(page.get_by_role("button", name="計算をやめる")).to_be_focused()
    assert visitor.axe() == []
    worker.perform(job, report=Report(job))
    expect(page.get_by_role("heading", name="試した結果")).to_be_visible()
    expect(page.get_by_text("1件が来てから終わるまで、平均")).to_be_visible()
    assert visitor.axe() == []


def test_a_trial_is_stopped_by_a_button(visit: Visit, sample_case: models.Case) -> None:
    page = visit("eisei1").open(_flow(sample_case, "as_is/trial"))
    page.get_by_role("button", name="この設定で試す").click()
    page.get_by_role("button", name="計算をやめる").click()
    expect(page.get_by_text("前の計算は、途中でやめました")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_results_fit_the_screen(visit: Visit, sample_case: models.Case, width: int) -> None:
    visitor = visit("eisei1", width=width)
    for path, button in (("as_is/trial", "この設定で試す"), ("compare", "両方を試してくらべる")):
        page = visitor.open(_flow(sample_case, path))
        page.get_by_role("button", name=button).click()
        worker.work_off()
        expect(page.get_by_text("提案書に引ける数値")).to_be_visible()
        assert visitor.axe() == []
        assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("key", ["as_is", "to_be"])
def test_a_flow_is_printed_on_one_page_of_a3(
    visit: Visit, sample_case: models.Case, key: str
) -> None:
    page = visit("eisei1").open(_flow(sample_case, f"{key}/paper"))
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [tuple(map(round, each.mediabox[2:])) for each in printed] == [A3_LANDSCAPE]

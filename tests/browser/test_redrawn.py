"""What is typed while the claim's form is on its way from the server is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from browser.conftest import Visitor
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_what_is_typed_while_the_form_is_redrawn_stays(
    visit: Callable[..., Visitor], sample_case: models.Case
) -> None:
    page = visit("eisei1").open(f"/cases/{sample_case.pk}/steps/analysis/analysis/")
    page.get_by_role("button", name="新しい主張を書く").click()
    page.get_by_label("2つのグループで、割合がちがうか").check()
    page.get_by_role("button", name="この種類で書く").click()
    held: list[Route] = []
    page.route("**/draft/", lambda route: route.continue_() if held else held.append(route))

    with page.expect_request("**/draft/"):
        page.get_by_label("見る列").select_option("業種")
    page.get_by_label("そう考えるわけ").press_sequentially("窓口で聞いた")
    page.get_by_label("どちらかに違う").check()
    held[0].continue_()

    expect(page.get_by_role("group", name="数える値")).to_be_visible()
    expect(page.get_by_label("そう考えるわけ")).to_have_value("窓口で聞いた")
    expect(page.get_by_label("どちらかに違う")).to_be_checked()
    expect(page.get_by_label("見る列")).to_have_value("業種")
    expect(page.locator("#claim-form")).to_have_attribute("data-autosave-state", "saved")
    page.reload()
    expect(page.get_by_label("そう考えるわけ")).to_have_value("窓口で聞いた")
    expect(page.get_by_label("どちらかに違う")).to_be_checked()

"""The flow beside its table, in a real browser: drawn and counted while one types."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from academy.steps.flow.samples import STAFF_HOURS, address, posted
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_typed_step_is_drawn_and_counted_beside_the_table(
    page: Page, client: Client, case: models.Case
) -> None:
    client.post(address(case), posted())
    page.goto(address(case))
    flow = page.locator("tomoni-flow-editor")
    expect(flow).to_have_attribute("data-state", "ready")
    expect(flow.locator("[data-flow-canvas]").get_by_text("許可証を渡す")).to_be_visible()
    expect(flow.locator(".bjs-powered-by")).to_be_visible()
    expect(page.locator("#flow-check")).to_contain_text(STAFF_HOURS)
    table = page.locator("[data-rows=steps]")
    table.locator("[name=steps-3-name]").fill("証を手渡す")
    table.locator("[name=steps-1-likely]").fill("10")
    expect(page.locator("[data-autosave-status]")).to_contain_text("下書きを保存しました")
    expect(flow.locator("[data-flow-canvas]").get_by_text("証を手渡す")).to_be_visible()
    expect(page.locator("#flow-check")).to_contain_text("258時間")


def test_a_flow_begun_from_nothing_is_drawn_with_its_first_row(
    page: Page, case: models.Case
) -> None:
    page.goto(address(case))
    page.locator("[name=steps-0-lane]").fill("窓口")
    page.locator("[name=steps-0-name]").fill("受け付ける")
    flow = page.locator("tomoni-flow-editor")
    expect(flow.locator("[data-flow-canvas]").get_by_text("受け付ける")).to_be_visible()
    expect(flow).to_have_attribute("data-state", "ready")

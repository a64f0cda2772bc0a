"""The logic model in a real browser: typed by keyboard, drawn and checked while one types."""

import pytest
from playwright.sync_api import Page, expect

from academy.steps.effect.test_written_pages import address
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_box_is_drawn_and_checked_while_it_is_typed(page: Page, case: models.Case) -> None:
    page.goto(address(case))
    live = page.locator("#logic-live")
    expect(live).to_contain_text("一覧に書くと、ここに図が出ます")
    page.locator("[name=rows-0-stage]").focus()
    page.locator("[name=rows-0-stage]").select_option("アウトカム（短期）")
    page.keyboard.press("Tab")
    page.keyboard.type("画面からの申請が増える")
    expect(live.get_by_role("img")).to_be_visible()
    expect(live).to_contain_text("これはアウトプットです")
    row = page.locator("[data-rows=rows] [data-row]").first
    expect(row.locator(".row-mark-error").first).to_contain_text("番号1")
    row.locator("[name=rows-0-text]").fill("窓口で待つ時間が短くなる")
    expect(live).not_to_contain_text("これはアウトプットです")
    expect(row.locator(".row-mark").filter(has_text="これはアウトプットです")).to_have_count(0)
    row.locator("[name=rows-0-text]").fill("画面からの申請が増える")
    expect(live).to_contain_text("これはアウトプットです")
    drawn = page.request.get(live.get_by_role("img").get_attribute("src") or "")
    assert "画面からの申請が増え" in "".join(drawn.text().split("</text>")[:-1])


def test_a_block_from_a_spreadsheet_becomes_boxes_and_a_version(
    page: Page, case: models.Case
) -> None:
    page.goto(address(case))
    cell = page.locator("[name=rows-0-number]")
    cell.focus()
    block = "1\tアクティビティ\t分けて送る\t2\n2\tインパクト\t待たない\t"
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const known = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", known));
        }""",
        block,
    )
    expect(page.locator("[name=rows-1-text]")).to_have_value("待たない")
    page.get_by_role("button", name="この内容で保存する").click()
    expect(page.get_by_text("保存しました。これまでの版も")).to_be_visible()
    expect(page.get_by_role("img", name="ロジックモデルの図")).to_be_visible()

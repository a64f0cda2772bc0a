"""The islands in a real browser, under the policy that allows nothing inline."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, Route, expect

from tomoni.academy.ui.fields import MOST_ROWS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What the browser and htmx write when a test breaks a request on purpose.
EXPECTED = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def page(chromium: Browser, live_server: Any, settings: LazySettings) -> Iterator[Page]:
    settings.DEBUG = True
    context = chromium.new_context(locale="ja-JP", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(f"{live_server.url}/gallery/")
    yield page
    context.close()
    assert [line for line in trouble if not line.startswith(EXPECTED)] == []


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        text,
    )


def tasks(page: Page) -> list[str]:
    cells = page.locator("[data-rows=steps] tbody [data-cell=作業]")
    return [cells.nth(place).input_value() for place in range(cells.count())]


def test_the_flow_is_drawn_with_lanes_and_its_makers_mark(page: Page) -> None:
    flow = page.locator("tomoni-flow")
    expect(flow).to_have_attribute("data-state", "ready")
    expect(flow).to_have_attribute("data-warnings", "0")
    expect(flow.locator("svg[role=img]")).to_have_attribute(
        "aria-label", "営業許可の更新の流れ。内容は下の表と同じです。"
    )
    expect(flow.get_by_text("窓口", exact=True)).to_be_visible()
    expect(flow.locator(".bjs-powered-by")).to_be_visible()


def test_the_flow_is_zoomed_by_keyboard_and_fits_again(page: Page) -> None:
    flow = page.locator("tomoni-flow[data-state=ready]")
    shape = flow.locator("[data-element-id=apply]")
    before = shape.bounding_box()
    flow.get_by_role("button", name="大きく").press("Enter")
    larger = shape.bounding_box()
    flow.get_by_role("button", name="全体を表示").press("Enter")
    again = shape.bounding_box()
    assert before
    assert larger
    assert again
    assert larger["width"] > before["width"] * 1.2
    assert again["width"] == pytest.approx(before["width"], abs=1)


def test_a_flow_that_cannot_be_read_points_to_the_table(page: Page) -> None:
    page.route("**/flow.bpmn", lambda route: route.fulfill(status=200, body="<html>"))
    page.evaluate("document.dispatchEvent(new Event('tomoni:saved'))")
    expect(page.locator("tomoni-flow")).to_have_attribute("data-state", "failed")
    expect(page.locator("[data-flow-status]")).to_contain_text("下の表で")


def test_what_is_typed_is_saved_and_told(page: Page) -> None:
    with page.expect_request("**/gallery/draft/") as sent:
        page.get_by_label("目標（あるべき姿）").press_sequentially("待たない")
    assert "待たない" in (sent.value.post_data or "")
    expect(page.locator("[data-autosave-status]")).to_have_text("下書きを保存しました")
    expect(page.locator("input[name=base]")).to_have_value("2")


def test_a_draft_that_did_not_arrive_is_told_and_tried_again(page: Page) -> None:
    failing = True

    def answer(route: Route) -> None:
        nonlocal failing
        route.abort() if failing else route.continue_()
        failing = False

    page.route("**/gallery/draft/", answer)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("課題の名前").fill("混雑")
    expect(page.locator("[data-autosave-status]")).to_contain_text("保存できませんでした")
    expect(page.locator("[data-autosave-status]")).to_have_text(
        "下書きを保存しました", timeout=9000
    )


def test_somebody_elses_change_stops_the_saving_and_offers_to_compare(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    answer = {"message": "鈴木さんも変更しました。", "url": "/compare/"}
    page.route("**/gallery/draft/", lambda route: route.fulfill(status=409, json=answer))
    page.get_by_label("課題の名前").fill("混雑")
    status = page.locator("[data-autosave-status]")
    expect(status).to_have_text("鈴木さんも変更しました。 見くらべる")
    expect(status.get_by_role("link")).to_have_attribute("href", "/compare/")


def test_rows_are_added_moved_removed_and_brought_back(page: Page) -> None:
    rows = page.locator("[data-rows=steps]")
    rows.get_by_role("button", name="行を足す").click()
    page.keyboard.type("許可証を出す")
    assert tasks(page) == ["通知を送る", "申請を受け付ける", "許可証を出す"]
    rows.get_by_role("button", name="この行を上へ").last.click()
    assert tasks(page) == ["通知を送る", "許可証を出す", "申請を受け付ける"]
    rows.get_by_role("button", name="この行を削除").first.click()
    assert tasks(page) == ["許可証を出す", "申請を受け付ける"]
    rows.get_by_role("button", name="元に戻す").click()
    assert tasks(page) == ["通知を送る", "許可証を出す", "申請を受け付ける"]
    names = page.locator("[data-rows=steps] tbody [data-cell=作業]")
    assert [names.nth(place).get_attribute("name") for place in range(3)] == [
        f"steps-{place}-task" for place in range(3)
    ]


def test_the_grid_is_walked_by_keyboard(page: Page) -> None:
    first = page.locator("#field-steps-0-task")
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#field-steps-1-task")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#field-steps-2-task")).to_be_focused()
    expect(page.locator("#field-steps-2-task")).to_have_attribute("aria-label", "3行目 作業")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#field-steps-1-task")).to_be_focused()


def test_a_block_from_a_spreadsheet_lands_in_the_grid(page: Page) -> None:
    page.locator("#field-steps-1-task").focus()
    paste(page, '"受け付ける\n確かめる"\t係長\t１０\t2027/4/1\r\n印を押す\t窓口\t2\t\r\n')
    assert tasks(page) == ["通知を送る", "受け付ける 確かめる", "印を押す"]
    expect(page.locator("#field-steps-1-lane")).to_have_value("係長")
    expect(page.locator("#field-steps-1-since")).to_have_value("2027-04-01")
    expect(page.locator("[data-rows-status]").first).to_have_text("2行×4列を貼り付けました。")
    page.get_by_role("button", name="元に戻す").first.click()
    assert tasks(page) == ["通知を送る", "申請を受け付ける"]


def test_a_block_with_more_rows_than_the_grid_holds_says_where_it_was_cut(page: Page) -> None:
    page.locator("#field-steps-1-task").focus()
    paste(page, "\r\n".join(f"作業{place}\t係長" for place in range(MOST_ROWS)))
    expect(page.locator("[data-rows-status]").first).to_have_text(f"行は{MOST_ROWS}行までです。")
    assert len(tasks(page)) == MOST_ROWS
    expect(page.locator(f"[name=steps-{MOST_ROWS - 1}-lane]")).to_have_value("係長")


def test_a_file_that_is_too_large_is_not_sent(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "大きな表.xlsx"
    with large.open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("データのファイル").set_input_files(large)
    page.get_by_role("button", name="アップロードする").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("大きすぎます。100 MB まで")
    assert not [url for url in sent if "upload" in url]


def test_a_file_is_sent_and_the_answer_takes_the_pages_place(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text("月,件数\n2,9\n", encoding="utf-8")
    page.get_by_label("データのファイル").set_input_files(file)
    expect(page.locator("[data-upload-status]")).to_contain_text("表.csv（")
    page.get_by_role("button", name="アップロードする").click()
    expect(page.get_by_role("status").filter(has_text="バイトを受け取りました")).to_be_visible()
    page.get_by_label("課題の名前").fill("混雑")
    expect(page.locator("[data-autosave-status]")).to_have_text("下書きを保存しました")
    expect(page.locator("tomoni-flow")).to_have_attribute("data-state", "ready")


def test_an_upload_can_be_stopped(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text("月,件数\n", encoding="utf-8")
    page.route("**/gallery/upload/", lambda _route: None)
    page.get_by_label("データのファイル").set_input_files(file)
    page.get_by_role("button", name="アップロードする").click()
    page.get_by_role("button", name="取りやめる").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("取りやめました")


@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_serious_stands_in_anyones_way(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    expect(page.locator("tomoni-flow")).to_have_attribute("data-state", "ready")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_chart_is_drawn_anew_and_answers_to_the_pointer(page: Page) -> None:
    chart = page.locator("tomoni-chart")
    expect(chart).to_have_attribute("data-state", "ready")
    expect(chart.locator("> img")).to_be_hidden()
    chart.locator(".mark-symbol path").first.hover()
    expect(page.locator(".vg-tooltip.visible")).to_contain_text("32.0分")
    expect(page.get_by_role("img", name="「待ち時間」の平均は、北部が32.0分")).to_be_visible()

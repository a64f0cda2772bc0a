"""A messy file is corrected and saved; next month's has another shape. By mouse and keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
APRIL: list[list[object]] = [
    ["保育施設の利用状況（令和8年4月1日現在）"],
    ["子育て支援課"],
    [],
    ["地区", "施設コード", "利用者数", None, "開設日"],
    [None, None, "0歳児（人）", "1歳児（人）", None],
    ["東部", "0101", "１２", 34, "平成12年4月1日"],
    ["東部", "0102", "-", 21, "H20.4.1"],
    ["東部計", None, 12, 55, None],
    ["西部", "0201", "欠測", 18, "令和元年5月7日"],
    ["西部", "0202", 9, "X", "R3.10.14"],
    ["西部計", None, 9, 18, None],
    ["合計", None, 21, 73, None],
    ["※ 欠測は報告のなかった施設"],
]


@pytest.fixture
def months(tmp_path: Path) -> tuple[Path, Path]:
    """April's file, and May's with a column more."""
    may = [[*row, *["備考" if place == 3 else None] * (place in (3, 4))] for place, row in
           enumerate(APRIL)]  # fmt: skip
    may[5] = [*may[5], "改修中"]
    may[6] = [*may[6], "なし"]
    paths = tmp_path / "4月.xlsx", tmp_path / "5月.xlsx"
    for path, rows in zip(paths, (APRIL, may), strict=True):
        book = Workbook()
        sheet = book.worksheets[0]
        for row in rows:
            sheet.append(row)
        book.save(path)
    return paths


def send(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_label("利用目的").fill("保育の定員を決めるため")
    page.get_by_role("button", name="ファイルを送って読み取る").click()


def fits(page: Page) -> bool:
    return not page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("width", [1366, 390])
def test_a_messy_file_is_corrected_and_next_months_is_accepted(
    visit: Visit, sample_case: models.Case, months: tuple[Path, Path], width: int
) -> None:
    visitor = visit("eisei1", width=width)
    page = visitor.open(f"/cases/{sample_case.pk}/steps/data/data/")
    send(page, months[0])
    expect(page.get_by_role("heading", name="読み取りで気づいた点")).to_be_visible()
    page.get_by_role("link", name="8行目").first.click()
    expect(page.locator(".grid-marked").first).to_have_text("東部計")
    assert (visitor.axe(), fits(page)) == ([], True)
    page.go_back()
    page.get_by_role("link", name="読み取り方を直す").click()
    page.get_by_label("見出しの行").fill("４、５")
    page.get_by_label("「欠測」の意味").select_option("unknown")
    page.get_by_role("button", name="試しに読む").click()
    expect(page.get_by_text("まだ保存していません。")).to_be_visible()
    assert (visitor.axe(), fits(page)) == ([], True)
    page.get_by_role("button", name="この読み方で保存する").click()
    expect(page.get_by_text("この読み方で読み直し、新しい版にしました。")).to_be_visible()
    expect(page.get_by_text("（不明1").or_(page.get_by_text("、不明1")).first).to_be_visible()
    page.get_by_role("link", name="4月", exact=True).first.click()
    page.get_by_text("新しいファイルに入れかえる").click()
    send(page, months[1])
    expect(page.get_by_text("前になかった列「備考」があります")).to_be_visible()
    assert (visitor.axe(), fits(page)) == ([], True)
    page.get_by_role("button", name="この形を受け入れる").click()
    expect(page.get_by_text("新しい形を受け入れ、新しい版にしました。")).to_be_visible()
    expect(page.get_by_role("columnheader", name="備考")).to_be_visible()
    case = open_case(sample_case).case
    (key,) = [key for key in case.artifacts if key.startswith("table_")]
    assert len(case.versions[key]) == 3


def test_the_page_of_corrections_works_by_keyboard_alone(
    visit: Visit, sample_case: models.Case, months: tuple[Path, Path]
) -> None:
    page = visit("eisei1").open(f"/cases/{sample_case.pk}/steps/data/data/")
    send(page, months[0])
    page.get_by_role("link", name="読み取り方を直す").focus()
    page.keyboard.press("Enter")
    header = page.get_by_label("見出しの行")
    header.wait_for()
    for _ in range(200):
        page.keyboard.press("Tab")
        if header.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("4,5")
    name = page.get_by_label("「施設コード」の新しい名前")
    for _ in range(60):
        page.keyboard.press("Tab")
        if name.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("番号")
    save = page.get_by_role("button", name="この読み方で保存する")
    for _ in range(200):
        page.keyboard.press("Tab")
        if save.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="番号", exact=True)).to_be_visible()


def test_findings_are_filtered_in_place(
    visit: Visit, sample_case: models.Case, months: tuple[Path, Path]
) -> None:
    page = visit("eisei1").open(f"/cases/{sample_case.pk}/steps/data/data/")
    send(page, months[0])
    severity = page.get_by_label("重さ")
    severity.focus()
    severity.select_option("info")
    expect(page.locator("#finding-list .group-warning")).to_have_count(0)
    expect(page.locator("#finding-list .group-info").first).to_be_visible()
    expect(page.locator("#finding-count")).to_contain_text("のうち")
    assert "severity=info" in page.url
    expect(severity).to_be_focused()

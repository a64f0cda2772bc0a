"""From a file to a claim, its verdict and the proposal: without a mouse, and accessible."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from academy.steps.analysis.every_kind import VISITS
from browser.conftest import Visitor
from browser.keyboard import Keyboard
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
SENTENCE = (
    "「待ち時間（分）」の平均は、「地区」が「北部」である場合のほうが「地区」が「北部」でない場合"
    "より3分以上大きい。"
)


def looked_at(visitor: Visitor) -> list[str]:
    """What is wrong with the page as it stands."""
    wide = "() => document.documentElement.scrollWidth > window.innerWidth"
    found = visitor.axe()
    return [*found, f"{visitor.page.url} is too wide"] if visitor.page.evaluate(wide) else found


def take_in(visitor: Visitor, keys: Keyboard, *, file: Path) -> list[str]:
    page = visitor.page
    keys.to(page.locator("input[type=file]"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(file)
    keys.write(page.get_by_label("データの名前"), "窓口の記録")
    keys.write(page.get_by_label("利用目的"), "待ち時間を比べるため")
    wrong = looked_at(visitor)
    keys.press(page.get_by_role("button", name="ファイルを送って読み取る"))
    expect(page.get_by_role("heading", name="読み取りで気づいた点")).to_be_visible()
    return wrong + looked_at(visitor)


def write_claim(visitor: Visitor, keys: Keyboard) -> list[str]:
    page = visitor.page
    keys.press(page.get_by_role("button", name="新しい主張を書く"))
    kinds = page.get_by_role("group", name="何をくらべますか")
    keys.pick(kinds, "2つのグループで、平均がちがうか", exact=False)
    wrong = looked_at(visitor)
    keys.press(page.get_by_role("button", name="この種類で書く"))
    form = page.locator("#claim-form")
    keys.pick(page.get_by_role("group", name="使う表"), "窓口の記録", redraws=form)
    keys.write(page.get_by_label("短い名前"), "北部の待ち時間")
    column = page.get_by_role("group", name="平均を出す列")
    keys.pick(column, "待ち時間（分）（整数）", redraws=form)
    keys.select(page.get_by_label("グループを分ける列"), "地区", redraws=form)
    keys.pick(page.get_by_role("group", name="1つめのグループ"), "北部")
    keys.write(page.get_by_label("意味のある差"), "3")
    expect(page.locator("[data-live-text=sentence]")).to_have_text(SENTENCE)
    keys.write(page.get_by_label("そう考えるわけ"), "北部の窓口は人が足りないから")
    keys.write(page.get_by_label("どうなったら、まちがいと認めますか"), "3分ちがわないとき")
    keys.write(page.get_by_label("予想する図"), "北部の点が右にある")
    wrong += looked_at(visitor)
    expect(form).not_to_contain_text("支持")
    keys.press(page.get_by_role("button", name="封をして結果を見る"))
    expect(page.get_by_role("heading", name="判定", exact=True)).to_be_visible()
    return wrong


def read_verdict(visitor: Visitor, keys: Keyboard) -> list[str]:
    page = visitor.page
    expect(page.locator("tomoni-chart")).to_have_attribute("data-state", "ready")
    drawn = page.get_by_role("img", name="「待ち時間（分）」の平均は")
    expect(drawn.locator("svg")).to_be_visible()
    expect(page.locator("figure.chart img")).to_be_hidden()
    expect(page.get_by_text("支持", exact=True).first).to_be_visible()
    keys.press(page.get_by_text("数字の細かい話（p 値など）"))
    expect(page.get_by_text("Welchのt検定")).to_be_visible()
    return looked_at(visitor)


def propose(visitor: Visitor, keys: Keyboard, *, quote: str) -> list[str]:
    page = visitor.page
    keys.press(page.get_by_role("navigation", name="手順").get_by_role("link", name="政策提案書"))
    keys.press(page.locator("main .tasks a").first)
    text = page.locator("main textarea:visible").first
    keys.to(text)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"\n北部では{quote}長く待つ。")
    keys.press(page.get_by_role("button", name="保存する"))
    expect(page.get_by_text("保存しました。").first).to_be_visible()
    keys.press(page.get_by_role("navigation", name="手順").get_by_role("link", name="政策提案書"))
    keys.press(page.get_by_role("button", name="計算し直す").first)
    expect(page.get_by_text("北部では5.4分長く待つ。")).to_be_visible()
    keys.press(page.get_by_role("link", name="5.4分", exact=True).first)
    expect(page.locator("#trace-body")).to_contain_text("表.csv")
    page.keyboard.press("Escape")
    return looked_at(visitor)


@pytest.mark.parametrize("width", [1366, 390])
def test_from_a_file_to_the_proposal_by_keyboard_alone(
    visit: Visit, sample_case: models.Case, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "表.csv"
    file.write_bytes(VISITS)
    visitor = visit("eisei1", width=width)
    keys = Keyboard(visitor.open(f"/cases/{sample_case.pk}/steps/data/data/"))
    wrong = take_in(visitor, keys, file=file)
    keys.press(visitor.page.get_by_role("navigation", name="手順").get_by_role("link", name="分析"))
    wrong += write_claim(visitor, keys)
    wrong += read_verdict(visitor, keys)
    opened = open_case(sample_case)
    (result,) = [
        key for key, artifact in opened.case.artifacts.items()
        if artifact.kind == "evidence" and artifact.title == "北部の待ち時間の結果"
    ]  # fmt: skip
    wrong += propose(visitor, keys, quote=f"{{{{ {result}.difference }}}}")
    assert wrong == []


def test_without_scripts_the_picture_of_the_server_stands(
    visit: Visit, sample_case: models.Case
) -> None:
    visitor = visit("eisei1")
    visitor.page.route("**/built/chart.js", lambda route: route.abort())
    page = visitor.open(f"/cases/{sample_case.pk}/steps/analysis/analysis/")
    page.locator("main .tasks a[href*='/results/']").first.click()
    picture = page.locator("figure.chart img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    visitor.trouble.clear()  # the browser notes the script that did not come


def test_on_paper_the_picture_of_the_server_stands(visit: Visit, sample_case: models.Case) -> None:
    visitor = visit("eisei1")
    page = visitor.open(f"/cases/{sample_case.pk}/steps/analysis/analysis/")
    page.locator("main .tasks a[href*='/results/']").first.click()
    expect(page.locator("tomoni-chart")).to_have_attribute("data-state", "ready")
    page.emulate_media(media="print")
    expect(page.locator("figure.chart img")).to_be_visible()
    expect(page.locator(".chart-live")).to_be_hidden()


def test_a_picture_that_cannot_be_drawn_falls_back(visit: Visit, sample_case: models.Case) -> None:
    visitor = visit("eisei1")
    visitor.page.route("**/chart.json", lambda route: route.fulfill(status=500))
    page = visitor.open(f"/cases/{sample_case.pk}/steps/analysis/analysis/")
    page.locator("main .tasks a[href*='/results/']").first.click()
    expect(page.locator("tomoni-chart")).to_have_attribute("data-state", "failed")
    expect(page.locator("figure.chart img")).to_be_visible()
    visitor.trouble.clear()  # the browser notes the answer itself

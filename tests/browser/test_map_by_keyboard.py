"""From two files to a map and its corrected names: without a mouse, and accessible."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from academy.steps.analysis.samples import TOWNS
from browser.conftest import Visitor
from browser.keyboard import Keyboard
from browser.test_claim_by_keyboard import looked_at
from engine.maps import outlines
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def take_in(visitor: Visitor, keys: Keyboard, *, case: models.Case, file: Path) -> list[str]:
    page = visitor.open(f"/cases/{case.pk}/steps/data/data/")
    keys.to(page.locator("input[type=file]"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(file)
    keys.write(page.get_by_label("データの名前"), file.stem)
    keys.write(page.get_by_label("利用目的"), "申請の多い町を知るため")
    keys.press(page.get_by_role("button", name="ファイルを送って読み取る"))
    expect(page.get_by_role("heading", level=1, name=file.stem)).to_be_visible()
    return looked_at(visitor)


def draw(visitor: Visitor, keys: Keyboard) -> list[str]:
    page = visitor.page
    keys.press(page.get_by_role("navigation", name="手順").get_by_role("link", name="分析"))
    keys.press(page.get_by_role("link", name="地図を作る"))
    keys.pick(page.get_by_role("group", name="表 ※必須"), "申請の表")
    keys.pick(page.get_by_role("group", name="地域の境界"), "町の境界")
    wrong = looked_at(visitor)
    keys.press(page.get_by_role("button", name="この表と境界を使う"))
    keys.write(page.get_by_label("地図の題名"), "町ごとの申請")
    keys.pick(page.get_by_role("group", name="件数の列").first, "今年")
    keys.pick(page.get_by_role("group", name="割る数（人口、世帯数など）の列"), "世帯")
    wrong += looked_at(visitor)
    keys.press(page.get_by_role("button", name="地図を描いて保存する"))
    expect(page.get_by_text("地図を描きました。")).to_be_visible()
    return wrong


def put_right(visitor: Visitor, keys: Keyboard) -> list[str]:
    page = visitor.page
    expect(page.get_by_text("地域と合わない名前が2つあります")).to_be_visible()
    keys.pick(page.get_by_role("group", name="野ロ町"), "野口町（近い名前）")
    keys.pick(page.get_by_role("group", name="市外"), "地図の地域ではない（市外など）")
    wrong = looked_at(visitor)
    keys.press(page.get_by_role("button", name="名前を直して描き直す"))
    expect(page.get_by_text("名前を直して、地図を描き直しました。")).to_be_visible()
    for picture in page.locator("figure.chart img").all():
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.get_by_role("heading", name="偶然の幅とくらべる")).to_be_visible()
    return wrong + looked_at(visitor)


@pytest.mark.parametrize("width", [1366, 390])
def test_from_two_files_to_a_map_by_keyboard_alone(
    visit: Callable[..., Visitor], sample_case: models.Case, tmp_path: Path, width: int
) -> None:
    table, towns = tmp_path / "申請の表.csv", tmp_path / "町の境界.geojson"
    table.write_bytes(TOWNS)
    towns.write_bytes(outlines.geojson())
    visitor = visit("eisei1", width=width)
    keys = Keyboard(visitor.page)
    wrong = take_in(visitor, keys, case=sample_case, file=table)
    wrong += take_in(visitor, keys, case=sample_case, file=towns)
    wrong += draw(visitor, keys)
    wrong += put_right(visitor, keys)
    assert wrong == []

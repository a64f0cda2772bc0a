"""A register of residents is made to say less: proposed, tried, made, and kept behind its door."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from browser.conftest import Visitor
from engine.privacy.residents import as_xlsx, residents
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1366, 390])
def test_a_table_that_says_less_is_tried_and_made(
    visit: Callable[..., Visitor], sample_case: models.Case, tmp_path: Path, width: int
) -> None:
    clerk = visit("eisei1", width=width)
    file = tmp_path / "住民の記録.xlsx"
    file.write_bytes(as_xlsx(residents(300, seed=11)))
    page = clerk.open(reverse("data:step", args=(sample_case.pk, "data")))
    page.set_input_files("input[type=file]", file)
    page.get_by_label("利用目的").fill("窓口の待ち時間を調べるため")
    page.get_by_role("button", name="ファイルを送って読み取る").click()
    page.get_by_role("link", name="加工する").click()
    assert page.get_by_label("「氏名」をどうするか").input_value() == "drop"
    page.get_by_label("「郵便番号」をどうするか").select_option("drop")
    wrong = clerk.axe()
    page.get_by_role("button", name="どう変わるか試す").click()
    page.get_by_text("この表の区分：仮名化済みの個人情報").wait_for()
    page.get_by_role("rowheader", name="いちばん高い見分けられやすさ").wait_for()
    wrong += clerk.axe()
    assert not page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_role("button", name="この表を作る").click()
    page.get_by_role("heading", name="加工の記録").wait_for()
    wrong += clerk.axe()
    assert wrong == []

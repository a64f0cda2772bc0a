"""A register of residents: taken in without マイナンバー, published, closed to others, audited."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from browser.conftest import Visitor
from engine.privacy.residents import as_xlsx, residents
from tomoni.academy.accounts.models import Division
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk import sample
from tomoni.academy.workspaces.desk.models import Holding, Opening, Record, Request

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _take_in(clerk: Visitor, case: models.Case, *, file: Path) -> Holding:
    """The register goes in; its owner is another division, so that it closes at once."""
    file.write_bytes(as_xlsx(residents(300, seed=11)))
    page = clerk.open(reverse("data:step", args=(case.pk, "data")))
    page.set_input_files("input[type=file]", file)
    page.get_by_label("利用目的").fill("窓口の待ち時間を調べるため")
    page.get_by_label("保有課").fill("市民課")
    page.get_by_role("button", name="ファイルを送って読み取る").click()
    page.get_by_text("開けるのは保有課だけです").wait_for()
    return Holding.objects.get(case=case, title="住民の記録")


def _apply(clerk: Visitor, holding: Holding) -> tuple[str, list[str]]:
    """Asks for leave; the address of the application, and what axe found on the way."""
    page = clerk.open(reverse("desk:holding", args=(holding.pk,)))
    page.get_by_text("「氏名」に氏名が300件あります").wait_for()
    wrong = clerk.axe()
    page.get_by_role("link", name="利用を申請する").click()
    page.get_by_label("市の中で、仕事に必要な限りで使い").check()
    page.get_by_label("何のために使いますか").fill("待ち時間を学校区ごとに比べるため")
    page.get_by_label("相当の理由・特別の理由").fill("この記録にしかない")
    page.get_by_label("使う項目").fill("小学校区、性別")
    page.get_by_label("いつまで使いますか").fill("2099-03-31")
    wrong += clerk.axe()
    page.get_by_role("button", name="申請する").click()
    page.get_by_text("保有課が承認すると、データが開きます").wait_for()
    return page.url.removeprefix(clerk.server), wrong


def _approve(owner: Visitor, address: str) -> list[str]:
    page = owner.open("/")
    page.get_by_text("がデータの利用を申請しています").wait_for()
    page = owner.open(address)
    wrong = owner.axe()
    page.get_by_label("承認する").check()
    page.get_by_role("button", name="決定を記録する").click()
    page.get_by_text("決定を記録しました").wait_for()
    return wrong


def _publish(clerk: Visitor, table: str) -> tuple[str, list[str]]:
    """Makes the table for the public; its address, and what axe found on the way."""
    page = clerk.open(table)
    page.get_by_text("個人情報を含みます").wait_for()
    assert "個人番号" not in page.content()
    wrong = clerk.axe()
    page.get_by_role("link", name="公開用の表を作る").click()
    page.get_by_label("表の名前").fill("学校区と世帯の人数")
    page.get_by_label("分け方 1").select_option("小学校区")
    page.get_by_label("分け方 2").select_option("世帯人員")
    page.get_by_role("button", name="どう見えるか試す").click()
    page.get_by_text("とまでしか分かりません").first.wait_for()
    wrong += clerk.axe()
    page.get_by_role("button", name="この表を公開する").click()
    page.get_by_text("公開しました").wait_for()
    return page.url.removeprefix(clerk.server), wrong + clerk.axe()


def _look(lecturer: Visitor, *, release: str, table: str) -> None:
    """The release is open to the lecturer, the rows are not."""
    page = lecturer.open(release)
    chart = page.get_by_role("img", name="学校区と世帯の人数")
    assert chart.evaluate("image => image.naturalWidth") > 0
    page.get_by_role("cell", name="■").first.wait_for()
    answer = page.goto(f"{lecturer.server}{table}")
    assert answer is not None
    assert answer.status == 403
    lecturer.trouble.clear()  # the browser notes the refusal itself


@pytest.mark.parametrize("width", [1366, 390])
def test_from_a_register_to_a_table_for_everybody(
    visit: Callable[..., Visitor], sample_case: models.Case, tmp_path: Path, width: int
) -> None:
    clerk = visit("eisei1", width=width)
    holding = _take_in(clerk, sample_case, file=tmp_path / "住民の記録.xlsx")
    assert holding.division == Division.objects.get(name="市民課")
    application, wrong = _apply(clerk, holding)
    wrong += _approve(visit("shimin1", width=width), application)
    key = models.Artifact.objects.get(case=sample_case, kind="table", title="住民の記録").key
    table = reverse("data:table", args=(sample_case.pk, "data", key))
    release, found = _publish(clerk, table)
    _look(visit("koushi", width=width), release=release, table=table)
    assert Opening.objects.filter(action="refused", user__account_name="koushi").exists()
    auditor = visit("kansa", width=width)
    page = auditor.open(reverse("desk:audit"))
    page.get_by_text("断られたのに1回開こうとした").first.wait_for()
    assert [*wrong, *found, *auditor.axe()] == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_desk_is_accessible_and_fits_the_screen(
    visit: Callable[..., Visitor], sample_case: models.Case, width: int
) -> None:
    sample.fill()
    visitor = visit("shimin1", width=width)
    wrong: list[str] = []
    for name, *more in (
        ("catalogue",), ("new",), ("record", Record.objects.earliest("pk").pk), ("requests",),
        ("ask",), ("request", Request.objects.earliest("pk").pk), ("uses",),
    ):  # fmt: skip
        page = visitor.open(reverse(f"desk:{name}", args=more))
        wrong += [f"{name}: {found}" for found in visitor.axe()]
        if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{name}: wider than the screen")
    assert wrong == []

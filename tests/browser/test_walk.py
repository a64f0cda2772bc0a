"""The sample case walked in a browser as its people do; the manual's pictures on the way."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import EXAMPLE, ROOT, Visitor
from tomoni.academy.workspaces import models, worksheets
from tomoni.academy.workspaces.reading import open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
Picture = Callable[[Page, str], None]


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """Takes a picture of what is on the screen; into the manual when `make pictures` asks."""
    manual = os.environ.get("TOMONI_PICTURES")
    folder = ROOT / "docs" / "images" if manual else tmp_path

    def take(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", animations="disabled")

    return take


def step(case: models.Case, name: str, page: str) -> str:
    return f"/cases/{case.pk}/steps/{name}/{page}/"


def values(case: models.Case, key: str) -> dict[str, object]:
    return worksheets.values_of(open_case(models.Case.objects.get(pk=case.pk)), key)


def test_a_worksheet_is_kept_as_one_types_and_every_save_is_a_version(
    visit: Visit, sample_case: models.Case, picture: Picture
) -> None:
    visitor = visit("eisei1")
    picture(visitor.page, "home")
    visitor.page.get_by_role("link", name="食品営業許可の更新").click()
    picture(visitor.page, "tasks")
    visitor.page.get_by_role("link", name="目標・問題・課題").click()
    goal = visitor.page.locator("#field-goal")
    before = goal.input_value()
    goal.fill("だれも15分を超えて待たない。")
    status = visitor.page.locator("[data-autosave-status]")
    expect(status).to_have_text("下書きを保存しました")
    picture(visitor.page, "worksheet")
    visitor.page.reload()
    expect(goal).to_have_value("だれも15分を超えて待たない。")
    visitor.page.get_by_role("button", name="保存する").click()
    expect(visitor.page.get_by_text("保存しました。これまでの版も残っています。")).to_be_visible()
    visitor.page.get_by_role("link", name="これまでの版とコメント").click()
    visitor.page.get_by_role("button", name="見くらべる").click()
    picture(visitor.page, "compare")
    versions = open_case(sample_case).case.versions["problem"]
    assert len(versions) == 3
    assert open_case(sample_case).content_at("problem", 2)["values"]["goal"] == before


def test_two_people_in_one_worksheet_lose_no_word(visit: Visit, sample_case: models.Case) -> None:
    address = f"/cases/{sample_case.pk}/worksheets/problem/"
    aoki, nishimura = visit("eisei1"), visit("eisei2")
    mine, theirs = aoki.open(address), nishimura.open(address)
    theirs.locator("#field-goal").fill("西村の目標")
    theirs.locator("#field-current").fill("西村の現状")
    theirs.get_by_role("button", name="保存する").click()
    expect(theirs.get_by_text("保存しました。")).to_be_visible()
    mine.locator("#field-goal").fill("青木の目標")
    mine.get_by_role("button", name="保存する").click()
    expect(mine.get_by_role("heading", name="2人の書いたものを合わせる")).to_be_visible()
    mine.get_by_label("自分の書いたもの").check()
    mine.get_by_role("button", name="合わせて保存する").click()
    expect(mine.get_by_text("2人の書いたものを合わせて保存しました。")).to_be_visible()
    assert values(sample_case, "problem")["goal"] == "青木の目標"
    assert "西村の現状" in values(sample_case, "problem").values()


def test_a_messy_file_becomes_a_table_with_its_findings(
    visit: Visit, sample_case: models.Case, picture: Picture
) -> None:
    visitor = visit("eisei1")
    page = visitor.open(step(sample_case, "data", "data"))
    page.locator("input[type=file]").set_input_files(EXAMPLE / "files" / "permits.xlsx")
    page.get_by_label("データの名前").fill("許可の一覧（もう一度）")
    page.get_by_label("利用目的").fill("更新の案内を出す月を決めるため")
    page.get_by_role("button", name="ファイルを送って読み取る").click()
    page.get_by_role("link", name=re.compile("許可の一覧（もう一度）")).first.wait_for()
    head = open_case(sample_case)
    tables = [
        key
        for key, artifact in head.case.artifacts.items()
        if artifact.kind == "table" and key != "permits"
    ]
    assert [round(head.case.versions[key][-1].quantities["rows"].value) for key in tables] == [7350]
    visitor.open(f"/cases/{sample_case.pk}/data/data/tables/{tables[0]}/")
    expect(page.get_by_role("heading", name="読み取りで気づいた点")).to_be_visible()
    picture(page, "table")
    assert visitor.axe() == []


def test_a_file_that_is_no_table_leaves_nothing_behind(
    visit: Visit, sample_case: models.Case, tmp_path: Path
) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    before = models.Version.objects.count(), models.Blob.objects.count()
    visitor = visit("eisei1")
    page = visitor.open(step(sample_case, "data", "data"))
    page.locator("input[type=file]").set_input_files(empty)
    page.get_by_label("利用目的").fill("確かめるため")
    page.get_by_role("button", name="ファイルを送って読み取る").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert ["422" in said for said in visitor.trouble] == [True]
    visitor.trouble.clear()
    assert (models.Version.objects.count(), models.Blob.objects.count()) == before


def test_a_claim_is_fixed_before_its_result_is_shown(
    visit: Visit, sample_case: models.Case, picture: Picture
) -> None:
    visitor = visit("eisei1")
    page = visitor.open(step(sample_case, "analysis", "analysis"))
    page.get_by_role("button", name="新しい主張を書く").click()
    page.get_by_role("group", name="何をくらべますか").get_by_label("ある割合が").check()
    page.get_by_role("button", name="この種類で書く").click()
    page.get_by_label("短い名前").fill("5月への集中")
    page.get_by_label("見る列").select_option("許可終了日")
    page.get_by_role("group", name="日付のどこを見ますか").get_by_label("月（1月から12月）").check()
    page.get_by_label("5月", exact=True).check()
    page.get_by_label("意味のある差").fill("5")
    page.get_by_label("そう考えるわけ").fill("窓口が5月にいちばん混むから")
    page.get_by_label("どうなったら、まちがいと認めますか").fill("5月がほかの月と変わらないとき")
    page.get_by_label("予想する図").fill("5月の棒だけが高い")
    expect(page.locator("#claim-form")).not_to_contain_text("支持")
    picture(page, "claim")
    page.get_by_role("button", name="封をして結果を見る").click()
    expect(page.get_by_role("heading", name="判定", exact=True)).to_be_visible()
    expect(page.locator("figure.chart svg")).to_be_visible()
    picture(page, "result")
    assert visitor.axe() == []


def test_a_changed_minute_walks_into_the_proposal_and_back_to_the_file(
    visit: Visit, sample_case: models.Case, picture: Picture
) -> None:
    visitor = visit("eisei1")
    page = visitor.open(step(sample_case, "flow", "flow"))
    flow = page.locator("tomoni-flow-editor")
    expect(flow).to_have_attribute("data-state", "ready")
    expect(flow.locator(".bjs-powered-by")).to_be_visible()
    picture(page, "flow")
    usual = page.locator("[name=steps-0-likely]")
    usual.fill("7")
    expect(page.locator("[data-autosave-status]")).to_have_text("下書きを保存しました")
    expect(flow).to_have_attribute("data-state", "ready")
    page.get_by_role("button", name="この内容で保存する").click()
    page.get_by_text(re.compile("保存しました")).first.wait_for()
    proposal = step(sample_case, "proposal", "proposal")
    visitor.open(proposal)
    expect(page.get_by_text("古くなっています").first).to_be_visible()
    picture(page, "stale")
    before = page.locator("a.quoted").first.inner_text()
    page.get_by_role("button", name="計算し直す").first.click()
    expect(page.get_by_text("最新の内容で計算し直しました。")).to_be_visible()
    number = page.locator("a.quoted[href*='effect.staff_hours']").first
    assert number.inner_text() != before
    number.click()
    expect(page.locator("#trace-body")).to_contain_text(
        "食品営業許可施設一覧（2026.7.31時点）.xlsx"
    )
    expect(page.locator("#trace-body")).to_contain_text("7350")
    picture(page, "proposal")
    assert visitor.axe() == []


@pytest.mark.parametrize("form", ["Word", "PDF", "HTML"])
def test_the_proposal_can_be_taken_away_with_the_way_of_its_numbers(
    visit: Visit, sample_case: models.Case, form: str
) -> None:
    page = visit("shinsa").open(step(sample_case, "proposal", "proposal"))
    with page.expect_download() as download:
        page.get_by_role("link", name=form, exact=True).click()
    text = OPENS[form](Path(download.value.path()).read_bytes())
    assert "数値の根拠" in re.sub(r"\s", "", text)


def test_a_lecturers_comment_is_seen_and_answered(
    visit: Visit, sample_case: models.Case, picture: Picture
) -> None:
    address = f"/cases/{sample_case.pk}/artifacts/as_is/"
    lecturer = visit("koushi").open(address)
    lecturer.get_by_label("この版へのコメント").fill("例外の流れは、どのくらいありますか。")
    lecturer.get_by_role("button", name="コメントを送る").click()
    expect(lecturer.get_by_text("コメントを送りました。")).to_be_visible()
    visitor = visit("eisei2")
    page = visitor.open("/")
    page.get_by_role("link", name="例外の流れは、どのくらいありますか。").click()
    page.get_by_text("返事を書く", exact=True).click()
    page.get_by_label("返事", exact=True).fill("4件に1件です。")
    page.get_by_role("button", name="返事を送る").click()
    expect(page.get_by_text("4件に1件です。")).to_be_visible()
    picture(page, "comments")
    assert visitor.axe() == []


def test_going_back_to_the_hypotheses_and_forward_again_loses_nothing(
    visit: Visit, sample_case: models.Case
) -> None:
    before = open_case(sample_case).case.versions
    page = visit("eisei1").open(f"/cases/{sample_case.pk}/worksheets/hypotheses/")
    page.locator("textarea, input[type=text]").first.fill("考え直した課題")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("保存しました。")).to_be_visible()
    after = open_case(sample_case).case.versions
    assert len(after["hypotheses"]) == len(before["hypotheses"]) + 1
    assert {key: after[key][: len(kept)] for key, kept in before.items()} == dict(before)


def _words_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _words_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


OPENS: dict[str, Callable[[bytes], str]] = {
    "Word": _words_of_docx,
    "PDF": _words_of_pdf,
    "HTML": bytes.decode,
}

"""A proposal walked from the owning division's opinion to an effect below plan, by its people."""

import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from tomoni.academy.proposals import sample
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.workspaces import models

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
REASON = "更新の月を分ける案は、混みをならすので採用します。電子申請は見送ります。"
MARKS = {"shinsa": (4, 3, 4, 3), "kansa": (3, 4, 3, 3), "shiminkacho": (5, 4, 4, 2)}
CRITERIA = ("problem", "citizen", "effect", "feasible")
LINES = (
    ("委託料", "導入の費用", "1", "式", "600000", ""),
    ("役務費", "運用の費用", "1", "年", "240000", ""),
    ("需用費", "はがきの印刷", "2,000", "部", "40", "更新する店の数に予備を足した。"),
)
COLUMNS = ("section", "label", "quantity", "unit", "unit_price", "basis")


@pytest.fixture
def proposal(sample_case: models.Case) -> Proposal:
    """The first group's proposal, sent and accepted, at the owning division's opinion."""
    return sample.fill(sample_case.group.cohort.municipality)


def _received(page: Page, link: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("link", name=link).click()
    return Path(waited.value.path()).read_bytes()


def _word(data: bytes) -> str:
    file = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in file.paragraphs] + cells)


def _cells(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [
        kept for row in sheet.iter_rows(values_only=True)
        if (kept := tuple(cell for cell in row if cell is not None))
    ]  # fmt: skip


def _slides(data: bytes) -> str:
    shapes = [shape for slide in pptx.Presentation(io.BytesIO(data)).slides
              for shape in slide.shapes]  # fmt: skip
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    tables = [shape.table for shape in shapes if shape.has_table]
    return "\n".join(
        texts + [cell.text for table in tables for row in table.rows for cell in row.cells]
    )


def _says(page: Page, sentence: str) -> None:
    expect(page.get_by_text(sentence).first).to_be_visible()


def _on(visitor: Visitor, proposal: Proposal, *, rest: str = "") -> Page:
    return visitor.open(f"/proposals/{proposal.pk}/{rest}")


def _goes_on(office: Visitor, proposal: Proposal) -> None:
    page = _on(office, proposal)
    page.get_by_role("link", name="次の段階へ進める").click()
    page.get_by_role("button", name="次の段階へ進める").click()
    _says(page, "次の段階へ進めました。")


def _opinion(office: Visitor, head: Visitor, proposal: Proposal) -> None:
    page = _on(office, proposal, rest="opinions/")
    page.get_by_label("生活衛生課").check()
    page.get_by_role("button", name="意見を頼む").click()
    _says(page, "1つの課に意見を頼みました。")
    page = head.open("/")
    page.get_by_role("link", name="所管課の意見を書く").first.click()
    page.get_by_label("一部できる").check()
    page.get_by_label("意見とそのわけ").fill("規則を改めれば、来年4月から行える。")
    page.get_by_role("button", name="意見を送る").click()
    _says(page, "意見を受け取りました。")


def _reviewers(office: Visitor, proposal: Proposal) -> None:
    page = _on(office, proposal, rest="reviewers/")
    for who in ("石川 誠", "村田 隆", "原田 修"):
        page.get_by_label(re.compile(who)).check()
    page.get_by_role("button", name="審査を頼む").click()
    _says(page, "3人に審査を頼みました。")


def _score(reviewer: Visitor, marks: Iterable[int]) -> None:
    page = reviewer.open("/")
    page.get_by_role("link", name="を審査する").first.click()
    expect(page.get_by_role("heading", name="審査する")).to_be_visible()
    for told in ("青木", "西村", "生活衛生課", "eisei1"):
        assert told not in page.content()
    for name, mark in zip(CRITERIA, marks, strict=True):
        page.locator(f"input[name=mark-{name}][value='{mark}']").check()
    page.get_by_role("button", name="採点を送る").click()
    _says(page, "採点を送りました。")


def _scored(office: Visitor, proposal: Proposal) -> None:
    """The page and the minutes say the same marks and sums."""
    page = _on(office, proposal, rest="scores/")
    _says(page, "33・35・39")
    minutes = _word(_received(page, "審査の記録（Word）"))
    assert "33・35・39" in minutes
    assert "3・4・5" in minutes


def _decide(office: Visitor, proposal: Proposal) -> None:
    page = _on(office, proposal, rest="decision/")
    page.get_by_label("一部採用").check()
    page.locator("[name=reason]").fill(REASON)
    page.locator("[name=published]").fill("更新の月を分ける部分を採用します。")
    page.locator("[name=division]").select_option(str(proposal.division_id))
    page.locator("[name=due_date]").fill("2099-06-30")
    page.locator("[name=words]").fill("来年4月の更新分から始めてください。")
    page.get_by_role("button", name="案を保存する").click()
    _says(page, "まだだれにも知らせていません。")
    page.get_by_role("button", name="選んだ結果をまとめて発表する").click()
    _says(page, "1件の結果を発表しました。")


def _told(proposer: Visitor, proposal: Proposal) -> None:
    page = _on(proposer, proposal)
    _says(page, "一部採用")
    notice = _word(_received(page, "審査結果通知（Word）"))
    assert "■ 一部採用" in notice
    assert "□ 採用" in notice
    assert REASON in notice


def _request(proposer: Visitor, proposal: Proposal) -> None:
    page = _on(proposer, proposal)
    page.get_by_role("link", name="予算要求を始める").last.click()
    page.get_by_role("button", name="下書きを作る").click()
    for name, text in (("kan", "衛生費"), ("ko", "保健衛生費"), ("moku", "環境衛生費")):
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="行を足す").click()
    for place, line in enumerate(LINES):
        for column, text in zip(COLUMNS, line, strict=True):
            page.locator(f"[name=lines-{place}-{column}]").fill(text)
    page.locator("[name=prefecture]").fill("230000")
    page.get_by_role("button", name="保存する").click()
    _says(page, "保存しました。")
    page.get_by_role("button", name="予算を要求する").click()
    _says(page, "「予算を要求する」を記録しました。")
    _says(page, "920千円（920,000円）")
    total = page.get_by_role("row", name=re.compile("^合計 920,000円 920千円 ― ―"))
    expect(total).to_be_visible()


def _estimated(proposer: Visitor) -> None:
    """The files say the lines, the sources and the prices of the page."""
    page = proposer.page
    rows = _cells(_received(page, "予算見積書（Excel）"))
    assert [row[:4] for row in rows if row[0] == "はがきの印刷"] == [
        ("はがきの印刷", 2000, "部", 40)
    ]
    assert ("県", 230000) in rows
    assert ("一般", 690000) in rows
    lines = _cells(_received(page, "明細をExcelで受け取る"))
    assert lines[1] == ("委託料", "導入の費用", 1, "式", 600000, 600000, "ケースの数値")
    assert sum(int(str(row[5])) for row in lines[1:]) == 920000
    plan = _word(_received(page, "事業計画書（Word）"))
    assert "332時間（246時間～451時間）" in plan
    assert "600千円" in plan


def _assess(finance: Visitor) -> None:
    page = finance.open("/")
    page.get_by_role("link", name="を査定する").first.click()
    page.get_by_role("link", name="査定する").click()
    page.locator("[name=line_2]").fill("60000")
    page.locator("[name=reason]").fill("予備の部数を減らす。")
    page.get_by_role("button", name="査定を記録する").click()
    _says(page, "査定を記録して、要求した課と提案者に知らせました。")
    _says(page, "20千円（20,000円）")
    page.get_by_role("button", name="予算化する").click()
    _says(page, "「予算化する」を記録しました。")


def _implement(proposer: Visitor, proposal: Proposal) -> None:
    page = proposer.page
    page.reload()
    _says(page, "900千円（900,000円）")
    page.get_by_role("button", name="実施を始める").click()
    _says(page, "「実施を始める」を記録しました。")
    page = _on(proposer, proposal)
    page.get_by_role("button", name="実施と効果のページを作る").click()
    _says(page, "実施と効果のページを作りました。")


def _confirm(proposer: Visitor, proposal: Proposal) -> None:
    page = _on(proposer, proposal, rest="followup/confirm/")
    page.locator("[name=staff_hours-value]").fill("150")
    page.locator("[name=staff_hours-grade][value='実測']").check()
    page.locator("[name=staff_hours-source]").fill("1週間の作業の記録")
    page.locator("[name=why]").fill("電子申請が3割にとどまった。")
    page.locator("[name=what_next]").fill("半年後にもう一度測る。")
    page.get_by_role("button", name="確認する").click()
    _says(page, "効果を確認しました。")
    _says(page, "見込みを下回った")
    report = _word(_received(page, "効果確認書（Word）"))
    for said in ("332時間", "150時間", "電子申請が3割にとどまった。"):
        assert said in page.inner_text("main")
        assert said in report


def _presented(proposer: Visitor, proposal: Proposal) -> None:
    """The other forms hold the number that the preview shows."""
    for key, read in (
        ("staff_proposal", _word), ("one_page", _word), ("presentation", _slides),
    ):  # fmt: skip
        page = proposer.open(f"/proposals/forms/shipped/{key}/?proposal={proposal.pk}")
        assert "332時間" in page.inner_text("main"), key
        assert "332時間" in read(_received(page, "ファイルを受け取る")), key


def test_a_proposal_goes_from_the_opinion_to_an_effect_below_plan(
    visit: Visit, proposal: Proposal
) -> None:
    office = visit("jimukyoku")
    _opinion(office, visit("eiseikacho"), proposal)
    _goes_on(office, proposal)
    _reviewers(office, proposal)
    for who, marks in MARKS.items():
        _score(visit(who), marks)
    _scored(office, proposal)
    _goes_on(office, proposal)
    _decide(office, proposal)
    proposer = visit("eisei1")
    _told(proposer, proposal)
    _request(proposer, proposal)
    _estimated(proposer)
    _assess(visit("shokuin"))
    _implement(proposer, proposal)
    _confirm(proposer, proposal)
    _presented(proposer, proposal)

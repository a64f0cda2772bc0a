"""Two browsers write in one field at once: nothing is missing, whatever falls in between."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from academy.workspaces.live.process import LiveProcess
from browser.conftest import Visitor
from browser.wire import Wire
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models, worksheets
from tomoni.academy.workspaces.reading import open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TURNS = 60


@pytest.fixture
def process(sample_case: models.Case, tmp_path: Path) -> Iterator[LiveProcess]:
    process = LiveProcess(tmp_path)
    process.start()
    yield process
    process.kill()


@pytest.fixture
def wire(process: LiveProcess, settings: Settings) -> Iterator[Wire]:
    wire = Wire(process.port)
    settings.LIVE_PORT = wire.port
    yield wire
    wire.cut()


@pytest.fixture
def open_sheet(
    wire: Wire, visit: Callable[..., Visitor], sample_case: models.Case
) -> Callable[..., Page]:
    """Somebody's page of a worksheet, joined."""

    def go(account_name: str, *, key: str = "problem", **more: int) -> Page:
        visitor = visit(account_name, **more)
        page = visitor.open(f"/cases/{sample_case.pk}/worksheets/{key}/")
        joined(page)
        # A line that is cut is what these tests are about.
        page.on("console", lambda message: _forget(visitor, message.text))
        return page

    return go


def _forget(visitor: Visitor, text: str) -> None:
    if "WebSocket connection to" in text or "ERR_" in text:
        visitor.trouble.remove(f"console: {text}")


def joined(page: Page) -> None:
    form = page.locator("form[data-live-url]")
    expect(form).to_have_attribute("data-live", "joined", timeout=30_000)


def goal_of(page: Page) -> Locator:
    return page.get_by_label("目標（あるべき姿）", exact=False).first


def _type(page: Page, words: str) -> None:
    page.keyboard.type(words)


def _tokens(text: str) -> list[str]:
    return sorted(re.findall(r"[ab]\d{3}", text))


def agree(one: Locator, other: Locator, *, count: int) -> None:
    """Both hold the same, with each word of both exactly once."""
    wanted = sorted(f"{who}{number:03}" for who in "ab" for number in range(count))
    for place in (one, other):
        for token in (wanted[0], wanted[count - 1], wanted[count], wanted[-1]):
            expect(place).to_have_value(re.compile(token), timeout=20_000)
    expect(one).to_have_value(other.input_value(), timeout=20_000)
    assert _tokens(one.input_value()) == wanted


@pytest.mark.parametrize("falls", ["wire", "process"])
def test_two_type_in_one_field_while_the_line_falls_and_nothing_is_missing(
    open_sheet: Callable[..., Page], wire: Wire, process: LiveProcess, falls: str
) -> None:
    akari, botan = open_sheet("eisei1"), open_sheet("eisei2")
    fields = goal_of(akari), goal_of(botan)
    for field in fields:
        field.focus()
    akari.keyboard.press("Control+Home")
    botan.keyboard.press("Control+End")
    ways: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "wire": (wire.cut, wire.mend),
        "process": (process.kill, process.start),
    }
    down, up = ways[falls]
    for turn in range(TURNS):
        if turn == TURNS // 3:
            down()
            expect(akari.locator("form[data-live-url]")).to_have_attribute("data-live", "away")
        if turn == 2 * TURNS // 3:
            up()
        _type(akari, f"a{turn:03} ")
        _type(botan, f"b{turn:03} ")
    joined(akari)
    joined(botan)
    agree(*fields, count=TURNS)


def test_a_word_that_is_being_composed_is_left_alone_until_it_is_chosen(
    open_sheet: Callable[..., Page],
) -> None:
    akari, botan = open_sheet("eisei1"), open_sheet("eisei2")
    fields = goal_of(akari), goal_of(botan)
    before = fields[0].input_value()
    fields[0].focus()
    akari.keyboard.press("Control+Home")
    fields[1].focus()
    botan.keyboard.press("Control+Home")
    keys = akari.context.new_cdp_session(akari)
    for reading in ("か", "かわ", "かわる"):
        keys.send(
            "Input.imeSetComposition", {"text": reading, "selectionStart": 3, "selectionEnd": 3}
        )
        _type(botan, "x")
    expect(fields[1]).to_have_value(f"xxx{before}")
    expect(fields[0]).to_have_value(f"かわる{before}")
    keys.send("Input.insertText", {"text": "変わる"})
    for field in fields:
        expect(field).to_have_value(re.compile(f"^(変わるxxx|xxx変わる){re.escape(before)}$"))
    assert fields[0].input_value() == fields[1].input_value()


def test_rows_come_go_and_move_for_both_and_one_takes_back_only_their_own(
    open_sheet: Callable[..., Page],
) -> None:
    akari, botan = open_sheet("eisei1", key="hypotheses"), open_sheet("eisei2", key="hypotheses")
    lists = [page.locator("[data-rows=tree]") for page in (akari, botan)]
    rows = [each.locator("[data-row]") for each in lists]
    count = rows[0].count()
    expect(rows[1]).to_have_count(count)
    lists[0].locator("[data-row-action=add]").click()
    expect(rows[1]).to_have_count(count + 1)
    new = rows[0].nth(count).locator("[data-cell]").first
    other = rows[1].nth(count).locator("[data-cell]").first
    new.focus()
    _type(akari, "新しい")
    expect(other).to_have_value("新しい")
    rows[1].nth(count).locator("[data-row-action=up]").click()
    moved = rows[0].nth(count - 1).locator("[data-cell]").first
    expect(moved).to_have_value("新しい")
    expect(moved).to_be_focused()
    _type(akari, "仮説")
    expect(rows[1].nth(count - 1).locator("[data-cell]").first).to_have_value("新しい仮説")
    rows[1].nth(0).locator("[data-row-action=remove]").click()
    expect(rows[0]).to_have_count(count)
    lists[1].locator("[data-row-action=undo]").click()
    expect(rows[0]).to_have_count(count + 1)
    moved.focus()
    akari.keyboard.press("Control+z")
    expect(rows[1].nth(count - 1).locator("[data-cell]").first).not_to_have_value("新しい仮説")
    expect(rows[1]).to_have_count(count + 1)


def test_who_writes_is_seen_and_the_version_says_so(
    open_sheet: Callable[..., Page], sample_case: models.Case
) -> None:
    akari, botan = open_sheet("eisei1"), open_sheet("eisei2")
    for page, word in ((akari, "一"), (botan, "二")):
        goal_of(page).focus()
        page.keyboard.press("Control+End")
        _type(page, word)
    expect(goal_of(akari)).to_have_value(re.compile("二"))
    expect(goal_of(botan)).to_have_value(re.compile("一"))
    expect(akari.locator("[data-live-people]")).to_contain_text("西村 香織")
    expect(akari.locator(".live-name")).to_have_text("西村 香織")
    base = int(akari.locator("input[name=base]").first.input_value())
    akari.get_by_role("button", name="保存する").click()
    akari.get_by_text("保存しました").wait_for()
    version = models.Version.objects.filter(artifact__case=sample_case, artifact__key="problem")
    newest = version.latest("number")
    assert newest.number == base + 1
    assert newest.note == "書いた人：青木 翔太、西村 香織"
    expect(botan.locator("input[name=base]").first).to_have_value(str(base + 1))
    _type(botan, "三")
    botan.get_by_role("button", name="保存する").click()
    botan.get_by_text("保存しました").wait_for()
    values = worksheets.values_of(open_case(sample_case), "problem")
    assert set("一二三") <= set(values["goal"])
    assert version.latest("number").note == ""


def test_without_websockets_the_form_saves_and_the_others_receive_it(
    open_sheet: Callable[..., Page], visit: Callable[..., Visitor], sample_case: models.Case
) -> None:
    akari = open_sheet("eisei1")
    goal_of(akari).focus()
    akari.keyboard.press("Control+End")
    _type(akari, "書き足し")
    botan = visit("eisei2")
    botan.page.route_web_socket("**/ws/", lambda line: line.close(code=1006))
    page = botan.open(f"/cases/{sample_case.pk}/worksheets/problem/")
    form = page.locator("form[data-live-url]")
    for words in ("プロキシの", "プロキシの向こうから"):
        goal_of(page).fill(words)
        expect(form).to_have_attribute("data-autosave-state", "saved", timeout=20_000)
    page.get_by_role("button", name="保存する").click()
    page.get_by_text("保存しました").wait_for()
    expect(goal_of(akari)).to_have_value(re.compile("プロキシの向こうから"))
    expect(goal_of(akari)).to_have_value(re.compile("書き足し"))
    assert goal_of(akari).input_value().count("プロキシ") == 1
    akari.get_by_role("button", name="保存する").click()
    akari.get_by_text("保存しました").wait_for()
    botan.trouble.clear()


def test_a_draft_from_before_comes_into_the_common_one(
    open_sheet: Callable[..., Page], sample_case: models.Case
) -> None:
    akari = open_sheet("eisei1")
    version = models.Version.objects.filter(artifact__case=sample_case, artifact__key="problem")
    values = worksheets.values_of(open_case(sample_case), "problem")
    author = User.objects.get(account_name="eisei2")
    models.Draft.objects.create(
        case=sample_case, author=author, key="problem", base=version.latest("number").number,
        values=values | {"goal": f"{values['goal']}。家で書いた"},
    )  # fmt: skip
    botan = open_sheet("eisei2")
    for page in (akari, botan):
        expect(goal_of(page)).to_have_value(re.compile("家で書いた"))
    assert not models.Draft.objects.exists()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_is_accessible_while_others_write(
    open_sheet: Callable[..., Page], visit: Callable[..., Visitor],
    sample_case: models.Case, process: LiveProcess, width: int,
) -> None:  # fmt: skip
    botan = open_sheet("eisei2")
    visitor = visit("eisei1", width=width)
    page = visitor.open(f"/cases/{sample_case.pk}/worksheets/problem/")
    joined(page)
    goal_of(botan).focus()
    expect(page.locator(".live-name")).to_be_visible()
    assert visitor.axe() == []
    assert not page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
    process.kill(signal.SIGTERM)
    expect(page.locator("[data-live-people]")).to_contain_text("つながりが切れています")
    visitor.trouble.clear()

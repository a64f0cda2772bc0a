"""One flow, two faces: entered by keyboard alone, drawn by hand, and the same case of both."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from browser.flow_hand import Hand, editor
from tomoni.academy.cohorts.models import Group
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import flows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Visitor]
STEPS: tuple[tuple[str, str, str], ...] = (
    ("市民", "届を書く", ""),
    ("市民", "窓口に来る", ""),
    ("窓口", "番号を呼ぶ", ""),
    ("窓口", "届を確かめる", "5 不備がある 20%／7 そろっている 80%"),
    ("窓口", "不備を伝える", ""),
    ("市民", "書き直す", "4"),
    ("窓口", "本人を確かめる", ""),
    ("窓口", "届を入力する", ""),
    ("係長", "入力を確かめる", "10 ちがいがある 10%／11 ちがいがない 90%"),
    ("窓口", "入力を直す", "9"),
    ("係長", "証明書に印を押す", ""),
    ("窓口", "証明書を渡す", "終わり"),
)
"""Who, what, what comes next: twelve steps, two ways back."""
LANES = ("市民", "窓口", "係長")


@pytest.fixture
def empty_case(sample_case: models.Case) -> models.Case:
    """The second group's case, with nothing in it."""
    group = Group.objects.get(cohort=sample_case.group.cohort, number=2)
    return services.start_case(group, title="転入の届出", actor=None)


def address(case: models.Case) -> str:
    return f"/cases/{case.pk}/steps/flow/flow/"


def rows(page: Page) -> list[dict[str, str]]:
    """What the table says, row by row."""
    found: list[dict[str, str]] = page.locator("[data-rows=steps] tbody").evaluate(
        """body => [...body.querySelectorAll("[data-row]")].map(row => Object.fromEntries(
            [...row.querySelectorAll("[data-cell]")]
                .map(cell => [cell.name.split("-")[2], cell.value])))"""
    )
    return [row for row in found if row["name"] or row["lane"]]


def normal(content: Any) -> list[tuple[str, str, list[tuple[str, str, float | None]]]]:
    """Steps, lanes and ways by their names: ids are the editor's own."""
    flow = flows.Flow.model_validate(content)
    names = {step.id: step.name for step in flow.steps} | {flows.END: "終わり"}
    return sorted(
        (
            step.name,
            step.lane,
            sorted((names[way.to], way.condition, way.share) for way in step.next),
        )
        for step in flow.steps
    )


def wanted() -> list[tuple[str, str, list[tuple[str, str, float | None]]]]:
    told = [
        dict(zip((flows.COLUMNS[1], flows.COLUMNS[2], "次"), step, strict=True)) for step in STEPS
    ]
    flow, findings = flows.from_rows(told, title="")
    assert findings == ()
    return normal(flow.model_dump(mode="json"))


def kept(page: Page) -> None:
    expect(page.locator("[data-autosave-status]")).to_have_text("下書きを保存しました")


def save(page: Page) -> None:
    page.get_by_role("button", name="この内容で保存する").press("Enter")
    expect(page.locator(".notice-success")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field has the focus."""
    for _ in range(120):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)


def test_twelve_steps_are_entered_by_keyboard_alone(visit: Visit, empty_case: models.Case) -> None:
    visitor = visit("shimin1")
    page = visitor.open(address(empty_case))
    editor(page)
    tab_to(page, "steps-0-lane")
    for place, (lane, name, onward) in enumerate(STEPS):
        page.keyboard.type(lane)
        page.keyboard.press("Tab")
        page.keyboard.type(name)
        tab_to(page, f"steps-{place}-next")
        page.keyboard.type(onward)
        if place + 1 < len(STEPS):
            page.keyboard.press("Control+Enter")
            page.keyboard.press("Tab")
    expect(editor(page)).to_have_attribute("data-warnings", "0")
    assert [row["number"] for row in rows(page)] == [str(n + 1) for n in range(len(STEPS))]
    expect(page.locator("[data-flow-canvas]").get_by_text("証明書を渡す")).to_be_visible()
    assert visitor.axe() == []
    tab_to(page, "title")
    page.keyboard.type("転入の届出")
    save(page)
    assert normal(open_case(empty_case).content("as_is")) == wanted()


def paste(page: Page, lines: list[str]) -> None:
    """A block of a spreadsheet into the first row; waits until all of it is drawn."""
    editor(page)
    page.locator("[name=steps-0-lane]").focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        "\r\n".join(lines),
    )
    expect(page.locator("[data-flow-canvas]").get_by_text("証明書を渡す")).to_be_visible()


def test_a_block_of_a_spreadsheet_finds_its_columns_and_is_taken_back_with_the_keys(
    visit: Visit, empty_case: models.Case
) -> None:
    page = visit("shimin1").open(address(empty_case))
    picture = page.locator("[data-flow-canvas]")
    paste(page, ["何をする\tふつう（分）\t誰が", *(f"{what}\t5\t{who}" for who, what, _ in STEPS)])
    page.locator("[name=steps-2-name]").fill("札を取る")
    expect(picture.get_by_text("札を取る")).to_be_visible()
    page.keyboard.press("Alt+ArrowUp")
    editor(page)
    assert [row["name"] for row in rows(page)][:3] == ["届を書く", "札を取る", "窓口に来る"]
    assert {(row["likely"], row["lane"]) for row in rows(page)} == {("5", lane) for lane in LANES}
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(picture.get_by_text("番号を呼ぶ")).to_be_visible()
    assert [row["name"] for row in rows(page)] == [name for _lane, name, _onward in STEPS]
    page.keyboard.press("Control+z")
    editor(page)
    assert rows(page) == []
    for _ in range(3):
        page.keyboard.press("Control+y")
    expect(picture.get_by_text("札を取る")).to_be_visible()
    assert len(rows(page)) == len(STEPS)
    kept(page)


def test_a_row_goes_with_the_keys_and_comes_back_and_each_change_is_drawn_at_once(
    visit: Visit, empty_case: models.Case
) -> None:
    page = visit("shimin1").open(address(empty_case))
    paste(page, [f"{lane}\t{name}" for lane, name, _onward in STEPS])
    redraws = []
    for text in "あいうえお":
        page.locator("[name=steps-4-name]").fill(text)
        redraws.append(int(editor(page).get_attribute("data-redraw") or 0))
    sys.stdout.write(f"redraw of twelve steps in ms: {sorted(redraws)}\n")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.name") == "steps-4-uses"
    page.keyboard.press("Alt+Delete")
    editor(page)
    assert len(rows(page)) == len(STEPS) - 1
    page.keyboard.press("Control+z")
    editor(page)
    assert [row["name"] for row in rows(page)][4] == "お"
    page.keyboard.press("Control+Enter")
    page.keyboard.type("x")
    editor(page)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    editor(page)
    assert page.evaluate("document.activeElement.name").startswith("steps-")
    kept(page)


def test_what_is_done_in_the_picture_is_taken_back_from_the_table(
    visit: Visit, sample_case: models.Case
) -> None:
    page = visit("eisei1").open(address(sample_case))
    hand = Hand(page)
    before = rows(page)
    page.get_by_role("button", name="図を広げる").click()
    hand.look()
    page.mouse.dblclick(*hand.middle("task_4_0"))
    page.keyboard.press("Control+a")
    hand.type("電話で伝える")
    assert rows(page)[4]["name"] == "電話で伝える"
    page.keyboard.press("Control+z")
    editor(page)
    assert rows(page) == before
    page.locator("[name=steps-4-name]").focus()
    page.keyboard.press("Control+y")
    editor(page)
    assert rows(page)[4]["name"] == "電話で伝える"
    expect(hand.canvas.get_by_text("電話で伝える")).to_be_visible()
    kept(page)


def draw_lanes(hand: Hand) -> list[str]:
    """Three lanes below one another, each with its name."""
    lanes = hand.canvas.locator(".djs-shape[data-element-id^=lane i]")
    for _ in LANES[1:]:
        hand.choose(lanes.first.get_attribute("data-element-id") or "")
        hand.pad("lane-insert-below")
        editor(hand.page)
    shapes = [shape.get_attribute("data-element-id") or "" for shape in lanes.all()]
    shapes.sort(key=lambda shape: hand.middle(shape)[1])
    for shape, name in zip(shapes, LANES, strict=True):
        hand.look()
        hand.page.mouse.dblclick(*hand.middle(shape))
        hand.type(name)
    return shapes


def test_the_same_flow_is_drawn_by_hand(visit: Visit, empty_case: models.Case) -> None:
    visitor = visit("shimin1", height=1100)
    page = visitor.open(address(empty_case))
    page.locator("[name=title]").fill("転入の届出")
    hand = Hand(page)
    page.get_by_role("button", name="図を広げる").click()
    lanes = dict(zip(LANES, draw_lanes(hand), strict=True))
    start = hand.canvas.locator(".djs-shape[data-element-id^=start]").first
    last = start.get_attribute("data-element-id") or ""
    shapes: list[str] = []
    gates: dict[int, str] = {}
    for place, (_lane, name, _onward) in enumerate(STEPS):
        last = hand.append(last, "append-task", name)
        shapes.append(last)
        if place in (3, 8):
            last = gates[place] = hand.append(last, "gateway")
    hand.append(last, "end-event")
    for shape, (lane, _name, _onward) in zip(shapes, STEPS, strict=True):
        if lane != LANES[0]:
            hand.drag(shape, into=lanes[lane])
    for place, back, on in ((3, 5, 6), (8, 9, 10)):
        hand.cut(shapes[back], shapes[on])
        hand.connect(shapes[back], shapes[place])
    hand.label(gates[3], shapes[4], "不備がある 20%")
    hand.connect(gates[3], shapes[6], "そろっている 80%")
    hand.label(gates[8], shapes[9], "ちがいがある 10%")
    hand.connect(gates[8], shapes[10], "ちがいがない 90%")
    editor(page)
    assert [row["number"] for row in rows(page)] == [str(n + 1) for n in range(len(STEPS))]
    save(page)
    assert normal(open_case(empty_case).content("as_is")) == wanted()
    expect(page.locator("tomoni-flow-editor")).to_have_attribute("data-warnings", "0")

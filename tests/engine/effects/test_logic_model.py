"""The logic model: drawn from left to right, and told what is weak in it."""

import re
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError

from tomoni.engine import effects
from tomoni.engine.core import FONT_FAMILY
from tomoni.engine.effects import Indicator, LogicModel, LogicRow, Stage

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = Indicator(
    name="待つ時間",
    present="{{ as_is_cost.citizen_hours }}",
    target="半分",
    due="2028年3月",
    source="{{ as_is_cost }}",
    owner="生活衛生課",
)


def row(key: str, stage: Stage, text: str, *to: str, **known: Any) -> LogicRow:
    return LogicRow(id=key, stage=stage, text=text, leads_to=to, **known)


WHOLE = LogicModel(
    title="許可の更新",
    goal="待たずに更新できる",
    rows=(
        row("1", Stage.INPUT, "担当の職員", "2"),
        row("2", Stage.ACTIVITY, "三回に分けてお知らせを送る", "3"),
        row("3", Stage.OUTPUT, "送ったお知らせの数", "4"),
        row("4", Stage.SHORT, "窓口で待つ時間が短くなる", "5", indicator=KNOWN),
        row("5", Stage.IMPACT, "安心して外で食事ができる"),
    ),
)


def changed(place: int, **known: Any) -> LogicModel:
    rows = list(WHOLE.rows)
    rows[place - 1] = rows[place - 1].model_copy(update=known)
    return WHOLE.model_copy(update={"rows": tuple(rows)})


def codes(model: LogicModel) -> list[tuple[str, int | None]]:
    return [(found.code, found.place.row) for found in effects.check_logic_model(model)]


def test_a_whole_model_has_nothing_to_find() -> None:
    assert codes(WHOLE) == []
    assert codes(LogicModel()) == []


@pytest.mark.parametrize(
    ("model", "found"),
    [
        (changed(4, text="画面からの申請が増える"), [("output-as-outcome", 4)]),
        (changed(4, text="説明会を開催した回数"), [("output-as-outcome", 4)]),
        (changed(4, text="システムが使われる"), [("output-as-outcome", 4)]),
        (changed(4, indicator=None), [("outcome-unmeasured", 4)]),
        (
            changed(4, indicator=KNOWN.model_copy(update={"present": "多い", "source": "台帳"})),
            [("indicator-unsourced", 4)],
        ),
        (
            changed(4, indicator=KNOWN.model_copy(update={"owner": ""})),
            [("indicator-open", 4)],
        ),
        (changed(3, leads_to=("4", "9")), [("link-nowhere", 3)]),
        (changed(3, leads_to=("4", "1")), [("link-backwards", 3)]),
        (changed(1, leads_to=()), [("unlinked", 1)]),
        (changed(5, text="DXが進むまち"), [("goal-names-tool", 5)]),
        (WHOLE.model_copy(update={"goal": "申請アプリをつくる"}), [("goal-names-tool", None)]),
        (WHOLE.model_copy(update={"goal": "更新のシステム導入"}), [("goal-names-tool", None)]),
        (
            changed(3, stage=Stage.ACTIVITY, leads_to=("4",)),
            [("stage-missing", None)],
        ),
    ],
)
def test_each_weakness_is_found_where_it_is(
    model: LogicModel, found: list[tuple[str, int | None]]
) -> None:
    assert codes(model) == found


@pytest.mark.parametrize("text", ["AIRが澄む", "申し込む人が迷わない", "職員がまちに出る"])
def test_a_goal_in_plain_words_names_no_tool(text: str) -> None:
    assert codes(WHOLE.model_copy(update={"goal": text})) == []


def test_an_id_stands_once() -> None:
    with pytest.raises(ValidationError):
        LogicModel(rows=(WHOLE.rows[0], WHOLE.rows[0]))


def test_the_picture_says_what_it_shows() -> None:
    root = etree.fromstring(effects.draw_logic_model(WHOLE))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "許可の更新"
    assert "アクティビティ「三回に分けてお知らせを送る」から「送ったお知らせの数」へ" in str(
        root.findtext(f"{SVG}desc")
    )
    assert FONT_FAMILY in str(root.get("font-family"))
    texts = "".join(str(each.text) for each in root.iter(f"{SVG}text"))
    for each in WHOLE.rows:
        assert each.stage.value in texts
        assert each.text in texts
    assert "◆ 待つ時間" in texts


def test_columns_stand_from_left_to_right() -> None:
    root = etree.fromstring(effects.draw_logic_model(WHOLE))
    heads = {stage.value for stage in Stage}
    lefts = [
        float(str(each.get("x"))) for each in root.iter(f"{SVG}text") if str(each.text) in heads
    ]
    assert len(lefts) == 5
    assert all(one < other for one, other in pairwise(lefts))


def test_lines_that_need_not_cross_do_not() -> None:
    """As written, every input's line crosses every other's."""
    crossed = LogicModel(
        rows=(
            *(row(f"a{n}", Stage.INPUT, "", f"b{5 - n}") for n in range(6)),
            *(row(f"b{n}", Stage.ACTIVITY, "", f"c{n}") for n in range(6)),
            *(row(f"c{n}", Stage.SHORT, "", "d") for n in range(6)),
            row("d", Stage.IMPACT, ""),
        )
    )
    found = pieces(crossed)
    assert len(found) == 18
    assert crossings(found) == 0
    assert crossings([(0, 0, 9, 5), (0, 5, 9, 0)]) == 1


def test_a_line_over_several_columns_goes_around_their_boxes() -> None:
    drawn = changed(1, leads_to=("5",))
    root = etree.fromstring(effects.draw_logic_model(drawn))
    long = [piece for piece in pieces(drawn) if piece[2] - piece[0] > 60]
    assert len(long) == 3  # straight across three columns
    boxes = [
        tuple(float(str(box.get(name))) for name in ("y", "height", "x"))
        for group in root.iter(f"{SVG}g")
        for box in group.findall(f"{SVG}rect")
    ]
    assert len(boxes) == 5
    for x, y, _, _ in long:
        for top, height, left in boxes:
            assert left != x or not top <= y <= top + height


def pieces(model: LogicModel) -> list[tuple[float, float, float, float]]:
    """The pieces of the lines from column to column and across a column: x, y, x, y."""
    found = []
    for path in etree.fromstring(effects.draw_logic_model(model)).iter(f"{SVG}path"):
        if path.get("marker-end") is None:
            continue
        steps = re.findall("[MCL][^MCL]*", str(path.get("d")))
        points = [[float(part) for part in step[1:].split()][-2:] for step in steps]
        found += [(one[0], one[1], other[0], other[1]) for one, other in pairwise(points)]
    return found


def crossings(found: list[tuple[float, float, float, float]]) -> int:
    return sum(
        one[0] == other[0] and one[2] == other[2] and (one[1] - other[1]) * (one[3] - other[3]) < 0
        for one, other in combinations(found, 2)
    )


texts = st.text(max_size=30)
rows = st.lists(
    st.tuples(st.sampled_from(list(Stage)), texts, st.lists(st.integers(0, 9), max_size=4)),
    max_size=9,
)


@settings(deadline=None)
@given(rows, texts)
def test_whatever_is_written_can_be_checked_and_drawn(
    written: list[tuple[Stage, str, list[int]]], goal: str
) -> None:
    model = LogicModel(
        goal=goal,
        rows=tuple(
            LogicRow(id=str(n), stage=stage, text=text, leads_to=tuple(map(str, to)))
            for n, (stage, text, to) in enumerate(written)
        ),
    )
    effects.check_logic_model(model)
    root = etree.fromstring(effects.draw_logic_model(model))
    boxes = [box for group in root.iter(f"{SVG}g") for box in group.findall(f"{SVG}rect")]
    assert len(boxes) == len(model.rows)

"""What changes is drawn on both pictures: by sign, words and outline, never by colour alone."""

from lxml import etree

from engine.flows import flowing
from engine.flows.edits import changed, valid
from tomoni.engine import flows
from tomoni.engine.core import Quantity

AS_IS = flowing.flow_of(flowing.PERMIT)


def texts(picture: str) -> list[str]:
    return [text.text or "" for text in etree.fromstring(picture).iter("{*}text")]


def compared() -> tuple[flows.Flow, flows.Comparison]:
    flow = changed(AS_IS, 7, minutes=flows.Minutes(low=1, likely=2, high=3), lane="窓口")
    new = flows.Step(id="n1", name="郵便で送る", lane="窓口", minutes=flow.steps[0].minutes)
    steps = [step for step in flow.steps if step.name != "許可証を受け取る"]
    steps[-1] = steps[-1].model_copy(update={"next": (flows.Next(to="n1"),)})
    to_be = valid(flow, steps=[*steps, new])
    return to_be, flows.compare(AS_IS, to_be, cases=Quantity(value=1_200))


def test_marks_say_what_becomes_of_the_steps_of_each_side() -> None:
    _, comparison = compared()
    change = flows.Change
    assert comparison.marks_as_is == {
        "s8": (change.MOVED, change.MINUTES),
        "s12": (change.REMOVED,),
    }
    assert comparison.marks_to_be == {"s8": (change.MOVED, change.MINUTES), "n1": (change.ADDED,)}


def test_marks_are_drawn_in_words_with_a_legend() -> None:
    to_be, comparison = compared()
    before = texts(flows.draw_svg(AS_IS, marks=comparison.marks_as_is))
    assert {"× なくす", "⇄± 担当・時間が変わる"} <= set(before)
    assert "× なくす　⇄ 担当が変わる　± 時間が変わる" in before
    after = texts(flows.draw_svg(to_be, marks=comparison.marks_to_be))
    assert {"＋ 加える", "⇄± 担当・時間が変わる"} <= set(after)
    assert not any("なくす" in text for text in after)


def test_outlines_differ_where_colours_cannot_be_seen() -> None:
    _, comparison = compared()
    root = etree.fromstring(flows.draw_svg(AS_IS, marks=comparison.marks_as_is))
    outlines = {
        (rect.get("stroke"), rect.get("stroke-dasharray"))
        for rect in root.iter("{*}rect")
        if rect.get("stroke-width") == "3"
    }
    assert len(outlines) == 2
    assert len({dashes for _, dashes in outlines}) == 2


def test_without_marks_the_picture_is_as_before() -> None:
    assert flows.draw_svg(AS_IS) == flows.draw_svg(AS_IS, marks={})
    assert not any("なくす" in text for text in texts(flows.draw_svg(AS_IS)))

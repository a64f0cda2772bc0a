"""Changes that people make to a flow, one at a time."""

from collections.abc import Iterator
from typing import Any

from tomoni.engine import flows


def changed(flow: flows.Flow, place: int, **values: Any) -> flows.Flow:
    """The flow with one step otherwise."""
    steps = list(flow.steps)
    steps[place] = steps[place].model_copy(update=values)
    return valid(flow, steps=steps)


def valid(flow: flows.Flow, **values: Any) -> flows.Flow:
    """The flow with other values, read anew so that all rules of a flow hold."""
    found = {**dict(flow), **values}
    found["steps"] = tuple(flows.Step.model_validate(dict(step)) for step in found["steps"])
    return flows.Flow.model_validate(found | {"lanes": tuple(found["lanes"])})


def edits(flow: flows.Flow) -> Iterator[tuple[str, flows.Flow]]:
    """Each change with its name."""
    yield "title", valid(flow, title="別の名")
    yield "volume", valid(flow, volume=flows.Volume(value=300))
    yield "lanes in another order", valid(flow, lanes=flow.lanes[::-1])
    yield "lanes renamed", _renamed_lanes(flow)
    for place, step in enumerate(flow.steps):
        yield f"rename {place}", changed(flow, place, name="新しい名前")
        minutes = flows.Minutes(low=1, likely=2, high=3)
        yield f"minutes {place}", changed(flow, place, minutes=minutes, note="転記")
        for lane in flow.lanes:
            if lane.name != step.lane:
                yield f"to {lane.name} {place}", changed(flow, place, lane=lane.name)
        with_lane = valid(flow, lanes=(*flow.lanes, flows.Lane(name="市長")))
        yield f"a new lane for {place}", changed(with_lane, place, lane="市長")
        yield f"together {place}", changed(flow, place, split=flows.Gate.ALL)
        yield f"waits {place}", changed(flow, place, join=flows.Gate.ALL)
        yield from _ways(flow, place)
        yield f"insert behind {place}", _inserted(flow, place)
        yield f"remove {place}", _removed(flow, place)


def _ways(flow: flows.Flow, place: int) -> Iterator[tuple[str, flows.Flow]]:
    ways = flow.steps[place].next
    back = flows.Next(to=flow.steps[0].id, condition="戻る", share=0.1)
    more = (*(ways or (flows.Next(to=flows.END),)), back)
    yield f"one way more {place}", changed(flow, place, next=more)
    if len(ways) < 2:
        return
    even = tuple(way.model_copy(update={"share": 1 / len(ways)}) for way in ways)
    yield f"shares {place}", changed(flow, place, next=even)
    said = tuple(way.model_copy(update={"condition": f"{way.condition}です"}) for way in ways)
    yield f"conditions {place}", changed(flow, place, next=said)
    yield f"one way less {place}", changed(flow, place, next=ways[1:])
    yield f"ways turned round {place}", changed(flow, place, next=ways[::-1])


def _renamed_lanes(flow: flows.Flow) -> flows.Flow:
    lanes = [lane.model_copy(update={"name": f"{lane.name}（新）"}) for lane in flow.lanes]
    steps = [step.model_copy(update={"lane": f"{step.lane}（新）"}) for step in flow.steps]
    return valid(flow, lanes=lanes, steps=steps)


def _inserted(flow: flows.Flow, place: int) -> flows.Flow:
    step = flow.steps[place]
    new = flows.Step(id="n1", name="加えた作業", lane=step.lane, next=step.next, split=step.split)
    before = step.model_copy(update={"next": (flows.Next(to="n1"),), "split": flows.Gate.ONE})
    return valid(flow, steps=[*flow.steps[:place], before, new, *flow.steps[place + 1 :]])


def _removed(flow: flows.Flow, place: int) -> flows.Flow:
    """Without a step: what led to it leads to where it led first."""
    gone = flow.steps[place]
    onward = [way.to for way in gone.next if way.to != gone.id] or [flows.END]
    steps = [
        step.model_copy(
            update={
                "next": tuple(
                    way.model_copy(update={"to": onward[0]}) if way.to == gone.id else way
                    for way in step.next
                )
            }
        )
        for step in flow.steps
        if step is not gone
    ]
    return valid(flow, steps=steps)

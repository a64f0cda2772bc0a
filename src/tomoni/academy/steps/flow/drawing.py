"""Between the table and the picture that a hand may have changed.

`bpmn` among the values is the picture as it was drawn, with all that the table has no place for;
empty while nobody has drawn: the picture then follows from the table alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tomoni.academy.steps.flow import sheets
from tomoni.engine import cases, flows
from tomoni.engine.core import Finding

Values = Mapping[str, Any]
Row = dict[str, Any]


def bpmn_of(values: Values) -> str:
    """The picture of what the values say; what was drawn by hand stays where it is.

    Raises `FlowsError`.
    """
    return _bpmn(sheets.flow_of(values)[0], drawn=values.get("bpmn") or "")


def unshown(bpmn: str) -> tuple[Finding, ...]:
    """What the picture holds and the table cannot show whole."""
    return flows.unshown(bpmn.encode())


def shapes_of(bpmn: str) -> dict[str, str]:
    """The shapes of the picture by the steps they stand for."""
    return flows.shapes_of(bpmn.encode())


def svg_of(values: Values) -> bytes:
    return flows.draw_svg(sheets.flow_of(values)[0]).encode()


def files_of(values: Values) -> dict[str, bytes]:
    """What a version keeps beside the flow: the picture, when a hand drew it.

    Raises `FlowsError`.
    """
    return {cases.BPMN_FILE: bpmn_of(values).encode()} if values.get("bpmn") else {}


def drawn(values: Values, *, bpmn: str) -> dict[str, Any]:
    """The values after a hand drew: what it changed is written, all else stays as it was typed.

    Raises `FlowsError`.
    """
    flow = flows.from_bpmn(bpmn.encode())
    before = sheets.flow_of(values)[0]
    flow = _ordered(flow, like=[step.id for step in before.steps])
    said = sheets.values_of(flow)
    typed = dict(zip((step.id for step in before.steps), typed_rows(values), strict=True))
    was = dict(zip(typed, sheets.values_of(before)["steps"], strict=True))
    renamed = {step.id: step.name for step in before.steps} != {
        step.id: step.name for step in flow.steps if step.id in typed
    }
    rows = [
        _row(now, typed=typed.get(step.id), was=was.get(step.id), renamed=renamed)
        for step, now in zip(flow.steps, said["steps"], strict=True)
    ]
    changed = {"title": said["title"], "steps": rows, "lanes": said["lanes"]}
    return {**values, **changed, "bpmn": _bpmn(flow, drawn=bpmn)}


def typed_rows(values: Values) -> list[Row]:
    """The rows that make a step each: all but those with nothing but a number."""
    return [
        row
        for row in values.get("steps") or ()
        if any(cell not in (None, "") for name, cell in row.items() if name != "number")
    ]


def _bpmn(flow: flows.Flow, *, drawn: str) -> str:
    return flows.to_bpmn(flow, kept=drawn.encode()).decode()


def _row(now: Row, *, typed: Row | None, was: Row | None, renamed: bool) -> Row:
    """The row as it is drawn; a cell that the hand did not touch stays as it was typed."""
    if typed is None or was is None:
        return now
    kept = {name for name, cell in now.items() if cell == was[name]}
    if renamed:
        kept -= {"next"}
    return {name: typed.get(name) if name in kept else cell for name, cell in now.items()}


def _ordered(flow: flows.Flow, *, like: Sequence[str]) -> flows.Flow:
    """The steps in the order of the table, a new one after the step that leads to it."""
    steps = {step.id: step for step in flow.steps}
    order = [step_id for step_id in like if step_id in steps]
    for step_id in steps:
        if step_id not in order:
            before = (other.id for other in flow.steps if _leads(other, step_id))
            places = [order.index(each) + 1 for each in before if each in order]
            order.insert(places[0] if places else len(order), step_id)
    order.sort(key=lambda step_id: step_id != flow.steps[0].id)
    return flow.model_copy(update={"steps": tuple(steps[step_id] for step_id in order)})


def _leads(step: flows.Step, to: str) -> bool:
    return any(way.to == to for way in step.next)

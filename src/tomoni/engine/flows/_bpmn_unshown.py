"""What of a BPMN file a table of steps cannot show whole."""

from collections.abc import Iterator

from lxml import etree

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.flows._bpmn_graph import is_activity, ours, tag
from tomoni.engine.flows._bpmn_names import MODEL
from tomoni.engine.flows._bpmn_reading import Reading, read, tidy

_DATA = ("dataObjectReference", "dataStoreReference", "textAnnotation", "group")
_TIMELESS = {"intermediateThrowEvent", "intermediateCatchEvent"}
_CHOICES = {"eventBasedGateway", "complexGateway"}


def unshown(data: bytes) -> tuple[Finding, ...]:
    """What is in a BPMN file and not, or not whole, in the flow that `from_bpmn` reads from it.

    All of it stays in the file when the flow is written back with `to_bpmn(…, kept=…)`. Warnings
    change what is counted: `bpmn-other-pools`, `bpmn-sub-process`, `bpmn-boundary` (an event at a
    step's edge becomes a way), `bpmn-choice` (an event-based or complex gateway is read as どれか
    一つ), `bpmn-implicit-split` (several lines leave a step without a gateway), `bpmn-dead-end` (no
    line leaves a step although there are end events). Information: `bpmn-event` (the time to an
    event is not counted), `bpmn-messages`, `bpmn-data`. `place.row` is the step's row from 1 where
    one is meant. Raises `FlowsError` as `from_bpmn` does.
    """
    found = read(data)
    rows = {key: place + 1 for place, key in enumerate(found.keys) if key}
    return (*_of_steps(found, rows), *_of_events(found), *_of_file(found))


def _of_steps(found: Reading, rows: dict[str, int]) -> Iterator[Finding]:
    ends = found.process.find(f"{{{MODEL}}}endEvent") is not None
    for key, row in rows.items():
        node = found.graph.activities[key]
        inside = sum(map(is_activity, node.iter()))
        if inside > is_activity(node):
            yield _finding("bpmn-sub-process", node, row, inside=inside - 1)
        if not found.graph.outgoing(key) and ends:
            yield _finding("bpmn-dead-end", node, row)
        lines = [one for one in found.graph.outgoing(key) if one.get("sourceRef") == key]
        if len(lines) > 1 and is_activity(node) and not any(_is_asked(one) for one in lines):
            yield _finding("bpmn-implicit-split", node, row, ways=len(lines))
    for event in found.process.iterfind(f"{{{MODEL}}}boundaryEvent"):
        host = event.get("attachedToRef", "")
        if host in rows:
            node = found.graph.activities[host]
            yield _finding("bpmn-boundary", node, rows[host], event=tidy(event))


def _is_asked(line: etree._Element) -> bool:
    return bool(line.get("name")) or len(line) > 0


def _of_events(found: Reading) -> Iterator[Finding]:
    for node in found.process:
        if tag(node) in _TIMELESS:
            yield Finding(code="bpmn-event", severity=Severity.INFO, params={"event": tidy(node)})
        elif tag(node) in _CHOICES and ours(node, "step") is None:
            yield Finding(
                code="bpmn-choice", severity=Severity.WARNING, params={"gateway": tidy(node)}
            )


def _of_file(found: Reading) -> Iterator[Finding]:
    root = found.root
    others = [
        process
        for process in root.iterfind(f"{{{MODEL}}}process")
        if process is not found.process and any(map(is_activity, process))
    ]
    if others:
        yield Finding(
            code="bpmn-other-pools", severity=Severity.WARNING, params={"pools": len(others)}
        )
    if messages := sum(1 for _ in root.iter(f"{{{MODEL}}}messageFlow")):
        yield Finding(code="bpmn-messages", severity=Severity.INFO, params={"messages": messages})
    if drawn := sum(1 for _ in root.iter(*(f"{{{MODEL}}}{name}" for name in _DATA))):
        yield Finding(code="bpmn-data", severity=Severity.INFO, params={"drawn": drawn})


def _finding(code: str, node: etree._Element, row: int, **params: str | float) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        place=Place(row=row),
        params={"step": tidy(node), **params},
    )

"""What is wrong with a flow, or missing from it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.flows._cells import folded
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import END, Flow, Gate, Step
from tomoni.engine.flows._graph import Ways, closed_loops, places, reached, shares, ways
from tomoni.engine.flows._tokens import is_plain, token_visits

_Rule = Callable[[Flow], Iterator[Finding]]
_TOGETHER = ("endless", "join-starves", "tokens-grow", "too-tangled")


def check(flow: Flow) -> tuple[Finding, ...]:
    """What is wrong with the flow; an error blocks the counting, a warning wants a look.

    Errors: `flow-empty`, `twin-numbers`, `lane-missing`, `unknown-next`, `shares-missing`,
    `shares-not-one`, `shares-too-few` (of several ways a case takes at least one), `endless` (a
    loop never left), `join-starves` (a step waits for what may never come), `tokens-grow` (ever
    more of a case is under way), `too-tangled`. Warnings: `unreachable` (unless the step says how
    often it is done), `minutes-missing`, `branch-unlabelled`, `twin-names` (same lane, names
    alike), `implicit-join` (ways that are gone at the same time meet at a step that does not wait:
    it is done twice), `name-missing`, `lane-unused`, `volume-missing`. `place.row` is the step's
    row from 1, `params["step"]` its name.
    """
    if not flow.steps:
        return (Finding(code="flow-empty", severity=Severity.ERROR),)
    return (*_by_step(flow, (*_ERRORS, *_WARNINGS)), *_lanes_unused(flow), *_volume(flow))


def _by_step(flow: Flow, rules: Sequence[_Rule]) -> list[Finding]:
    found = [found for rule in rules for found in rule(flow)]
    return sorted(found, key=lambda one: one.place.row or 0)


def refuse(flow: Flow) -> None:
    """Raises `FlowsError` with code and row of the first error that `check` finds."""
    found = _by_step(flow, _ERRORS) if flow.steps else check(flow)
    if found:
        raise FlowsError(found[0].code, row=found[0].place.row)


def _finding(
    code: str, flow: Flow, place: int, *, warning: bool = False, **params: str | float
) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING if warning else Severity.ERROR,
        place=Place(row=place + 1),
        params={"step": flow.steps[place].name, **params},
    )


def _numbers(flow: Flow) -> Iterator[Finding]:
    where = places(flow)
    for place, step in enumerate(flow.steps):
        if where[step.id] != place:
            yield _finding("twin-numbers", flow, place, other=where[step.id] + 1)


def _lanes(flow: Flow) -> Iterator[Finding]:
    known = {lane.name for lane in flow.lanes}
    for place, step in enumerate(flow.steps):
        if step.lane not in known:
            yield _finding("lane-missing", flow, place, lane=step.lane)


def _next(flow: Flow) -> Iterator[Finding]:
    known = places(flow)
    for place, step in enumerate(flow.steps):
        for each in step.next:
            if each.to not in known and each.to != END:
                yield _finding("unknown-next", flow, place, next=each.to)


def _shares(flow: Flow) -> Iterator[Finding]:
    for place, step in enumerate(flow.steps):
        if shares(step) is None:
            given = [each.share for each in step.next if each.share is not None]
            if len(given) < len(step.next) - (step.split is Gate.ONE):
                yield _finding("shares-missing", flow, place)
            elif step.split is Gate.ANY:
                yield _finding("shares-too-few", flow, place, sum=round(sum(given), 6))
            else:
                yield _finding("shares-not-one", flow, place, sum=round(sum(given), 6))


def _ends(flow: Flow) -> Iterator[Finding]:
    known = places(flow)
    loose = any(each.to not in known | {END: 0} for step in flow.steps for each in step.next)
    if not loose:
        for place in closed_loops(flow):
            yield _finding("endless", flow, place)


def _together(flow: Flow) -> Iterator[Finding]:
    """Whether all that goes on at the same time comes together again."""
    if is_plain(flow) or any(any(rule(flow)) for rule in (_next, _shares, _ends, _numbers)):
        return
    try:
        token_visits(flow)
    except FlowsError as error:
        code = next(code for code in _TOGETHER if code == error.code)
        yield _finding(code, flow, int(error.params["row"] or 1) - 1)


def _reached(flow: Flow) -> Iterator[Finding]:
    inside = reached(ways(flow))
    for place in range(len(flow.steps)):
        if place not in inside and not flow.steps[place].often:
            yield _finding("unreachable", flow, place, warning=True)


def _joins(flow: Flow) -> Iterator[Finding]:
    """Steps at which ways of one split meet that are gone at the same time."""
    found = ways(flow)
    seen: set[int] = set()
    for split, (step, onward) in enumerate(zip(flow.steps, found, strict=True)):
        if step.split is Gate.ONE or len(onward) < 2:
            continue
        met = Counter(
            place for to, _ in onward for place in _until_join(flow, found, to, split=split)
        )
        often = {place for place, times in met.items() if times > 1}
        for place in sorted(often - seen):
            into = [one for one, ahead in enumerate(found) if place in {to for to, _ in ahead}]
            if not often.issuperset(into):
                yield _finding("implicit-join", flow, place, warning=True)
        seen |= often


def _until_join(flow: Flow, found: Ways, start: int | None, *, split: int) -> set[int]:
    """Places come to before anything waits and before the case parts again; the first too."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if (
            place is None
            or place in seen
            or place == split
            or flow.steps[place].join is not Gate.ONE
        ):
            continue
        seen.add(place)
        waiting += [to for to, _ in found[place]]
    return seen


def _texts(flow: Flow) -> Iterator[Finding]:
    twins = Counter(_called(step) for step in flow.steps)
    for place, step in enumerate(flow.steps):
        if not step.name.strip():
            yield _finding("name-missing", flow, place, warning=True)
        elif twins[_called(step)] > 1:
            yield _finding("twin-names", flow, place, warning=True)
        if step.minutes is None:
            yield _finding("minutes-missing", flow, place, warning=True)
        if _asks(step) and not all(each.condition for each in step.next):
            yield _finding("branch-unlabelled", flow, place, warning=True)


def _asks(step: Step) -> bool:
    return len(step.next) > 1 and step.split is not Gate.ALL


def _called(step: Step) -> tuple[str, str]:
    """Lane and name without blanks, wide letters and a する at the end."""
    return step.lane, "".join(folded(step.name).split()).removesuffix("する").removesuffix("を")


def _lanes_unused(flow: Flow) -> Iterator[Finding]:
    used = {step.lane for step in flow.steps}
    for lane in flow.lanes:
        if lane.name not in used:
            yield Finding(code="lane-unused", severity=Severity.WARNING, params={"lane": lane.name})


def _volume(flow: Flow) -> Iterator[Finding]:
    if flow.volume.value is None and not flow.volume.quote:
        yield Finding(code="volume-missing", severity=Severity.WARNING)


_ERRORS: tuple[_Rule, ...] = (_numbers, _lanes, _next, _shares, _ends, _together)
_WARNINGS: tuple[_Rule, ...] = (_reached, _joins, _texts)

"""A flow as a graph: who follows whom, and for which share of cases."""

from collections.abc import Iterable, Mapping, Sequence

from tomoni.engine.flows._flow import END, Flow, Gate, Next, Step

Ways = list[tuple[tuple[int | None, float], ...]]
ROUNDING = 0.005
"""By how much shares typed as whole per cent may miss 1."""


def followers(flow: Flow, step: Step) -> tuple[Next, ...]:
    """What comes next, as written; the end where nothing does."""
    return step.next or (Next(to=END),)


def places(flow: Flow) -> dict[str, int]:
    """Place of each step by its id, the first of twins."""
    found: dict[str, int] = {}
    for place, step in enumerate(flow.steps):
        found.setdefault(step.id, place)
    return found


def shares(step: Step) -> tuple[float, ...] | None:
    """The share of cases on each way out; None when the table does not say.

    Adding up to 1 where a case takes one of them: one way without a share takes what the others
    leave. Where it takes several, 1 or more; where it takes all, 1 each.
    """
    alone = len(step.next) == 1 and step.next[0].share is None and step.split is Gate.ONE
    if not step.next or alone or step.split is Gate.ALL:
        return (1.0,) * max(1, len(step.next))
    given = [each.share for each in step.next]
    known = sum(share for share in given if share is not None)
    if step.split is Gate.ANY:
        return None if None in given or known < 1 - ROUNDING else _at_least_one(given, known)
    missing = given.count(None)
    if missing > 1 or known > 1 + ROUNDING or (not missing and known < 1 - ROUNDING):
        return None
    rest = max(0.0, 1.0 - known)
    filled = [rest if share is None else share for share in given]
    return tuple(share / sum(filled) for share in filled)


def _at_least_one(given: Sequence[float | None], known: float) -> tuple[float, ...]:
    short = max(1.0, 1 / known)
    return tuple(min(1.0, (share or 0.0) * short) for share in given)


def ways(flow: Flow) -> Ways:
    """For each step its ways out as (place of the step, share); place None is the end.

    Ways that no case takes and ways to unknown steps are left out; where shares are not known, all
    ways count alike.
    """
    where = places(flow)
    found = []
    for step in flow.steps:
        known = shares(step)
        targets = followers(flow, step)
        split = known or tuple(1 / len(targets) for _ in targets)
        found.append(
            tuple(
                (where.get(each.to), share)
                for each, share in zip(targets, split, strict=True)
                if share > 0 and (each.to in where or each.to == END)
            )
        )
    return found


def reached(found: Ways) -> frozenset[int]:
    """Places of the steps that some case comes to, by the `ways` of a flow."""
    return _spread([0] if found else [], _after(found))


def closed_loops(flow: Flow) -> tuple[int, ...]:
    """Places of the first step of each loop that is come to and never left."""
    found = ways(flow)
    after = _after(found)
    onward = {place: _spread([place], after) for place in _trapped(found)}
    return tuple(
        place
        for place, ahead in onward.items()
        if place == min(ahead) and all(onward[other] == ahead for other in ahead)
    )


def _after(found: Ways) -> dict[int, list[int]]:
    return {place: [to for to, _ in onward if to is not None] for place, onward in enumerate(found)}


def _trapped(found: Ways) -> tuple[int, ...]:
    """Places of the steps that are reached and from which no way leads to the end."""
    before: dict[int, list[int]] = {}
    last = []
    for place, onward in enumerate(found):
        for to, _ in onward:
            if to is None:
                last.append(place)
            else:
                before.setdefault(to, []).append(place)
    return tuple(sorted(reached(found) - _spread(last, before)))


def _spread(start: Iterable[int], after: Mapping[int, Iterable[int]]) -> frozenset[int]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for place in after.get(waiting.pop(), ()):
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return frozenset(seen)

"""Hours of a flow reckoned without the engine."""

from collections import Counter
from typing import Any


def walked_hours(flow: dict[str, Any], *, minutes: str, cases_a_year: int) -> dict[str, float]:
    """Hours a year by kind of lane: one case is sent down the flow until hardly any is left."""
    kinds = {lane["name"]: lane["kind"] for lane in flow["lanes"]}
    hours = dict.fromkeys(kinds.values(), 0.0)
    waiting = {flow["steps"][0]["id"]: 1.0}
    while sum(waiting.values()) > 1e-13:
        moved: Counter[str] = Counter()
        for step in flow["steps"]:
            share = waiting.get(step["id"], 0.0)
            hours[kinds[step["lane"]]] += share * step["minutes"][minutes] * cases_a_year / 60
            for way in step.get("next", ()):
                moved[way["to"]] += share * way.get("share", 1.0)
        waiting = dict(moved)
    return hours

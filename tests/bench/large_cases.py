"""Cases of 5,000 versions for the measurements."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from engine.cases.graphs import NOON, SHEET
from tomoni.engine import cases
from tomoni.engine.core import Quantity

ROWS = 7
"""Results that stand side by side on one level."""


def large(*, artifacts: int, versions: int, store: cases.Store) -> cases.Case:
    """Levels of results, each made from three of the level below."""
    return cases.assemble(
        cases.Case(id="large", title="大きなケース", curriculum="small@1"),
        artifacts=[_artifact(number) for number in range(artifacts)],
        versions=_versions(artifacts, versions, store=store),
    )


def last(case: cases.Case) -> str:
    """The number that everything goes into."""
    return f"{key(len(case.artifacts) - 1)}.value"


def key(number: int) -> str:
    return f"a{number:04d}"


def median_ms(run: Callable[[], Any], *, times: int = 15) -> float:
    """Median milliseconds of one run."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1000)
    return median(found)


def _below(number: int) -> list[int]:
    first = (number // ROWS - 1) * ROWS
    return [first + (number + step) % ROWS for step in (0, 1, 3)] if number >= ROWS else []


def _artifact(number: int) -> cases.Artifact:
    inputs = {f"in{place}": key(source) for place, source in enumerate(_below(number))}
    plan = cases.Plan(function="join", inputs=inputs) if inputs else None
    return cases.Artifact(id=key(number), kind="worksheet", title=f"第{number}", plan=plan)


def _versions(artifacts: int, versions: int, *, store: cases.Store) -> Iterator[cases.Version]:
    for number in range(artifacts):
        for version in range(1, versions + 1):
            value = number + version
            below = _below(number)
            yield cases.Version(
                artifact=key(number),
                number=version,
                content=cases.write_content(
                    {"worksheet": SHEET, "values": {"value": value}}, store=store
                ),
                quantities={
                    "value": Quantity(
                        value=value,
                        unit="件",
                        made_from=tuple(f"in{place}.value" for place in range(len(below))),
                    )
                },
                references={
                    f"in{place}": cases.Reference(artifact=key(source), version=version)
                    for place, source in enumerate(below)
                },
                function="join" if below else None,
                engine_version="1",
                made_by="佐藤",
                made_at=NOON,
            )

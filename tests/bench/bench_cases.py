"""Measurements of a case of 5,000 versions, each beside a plainer way to the same answer.

Printed, never asserted: medians of 15 runs in milliseconds. Two shapes: `long` is a group's long
work (200 artifacts with 25 versions each), `wide` the worst there can be (5,000 artifacts that all
stand behind one number).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bench.large_cases import key, large, last, median_ms
from engine.cases.graphs import NOON, SHEET, Kitchen, bake
from engine.cases.samples import bundle
from tomoni.engine import cases

SHAPES = {"long": (200, 25), "wide": (5_000, 1)}


@dataclass(frozen=True)
class Large:
    name: str
    case: cases.Case
    store: cases.MemoryStore


@pytest.fixture(scope="module", params=SHAPES, ids=str)
def given(request: pytest.FixtureRequest) -> Large:
    artifacts, versions = SHAPES[request.param]
    store = cases.MemoryStore()
    case = large(artifacts=artifacts, versions=versions, store=store)
    assert sum(len(found) for found in case.versions.values()) == 5_000
    return Large(name=request.param, case=case, store=store)


def report(
    what: str, given: Large, run: Callable[[], Any], *, target: str, beside: str, other: float
) -> None:
    ours = median_ms(run)
    print(
        f"\n{what}, {given.name}: {ours:.1f} ms (target {target}); "
        f"{beside}: {other:.1f} ms = {other / ours:.1f} times"
    )


def test_trace(given: Large) -> None:
    """Beside: opening the zipped bundle first, as a program without the case at hand must."""
    data = cases.bundle_zip(bundle(given.case, store=given.store))
    steps = cases.trace(given.case, last(given.case), store=given.store).steps
    report(
        f"trace of {len(steps)} steps",
        given,
        lambda: cases.trace(given.case, last(given.case), store=given.store),
        target="≤ 10 ms",
        beside="opening the bundle",
        other=median_ms(lambda: cases.read_bundle(data), times=1),
    )


def test_stale(given: Large) -> None:
    """Beside: walking every ancestor of every newest version."""
    case = edited(given)
    assert set(cases.stale(case)) == stale_by_walking(case)
    report(
        f"stale ({len(cases.stale(case))} are)",
        given,
        lambda: cases.stale(case),
        target="≤ 50 ms",
        beside="walking all ancestors",
        other=median_ms(lambda: stale_by_walking(case), times=1),
    )


def test_recompute_with_nothing_to_do(given: Large) -> None:
    """Beside: running every function again."""
    kitchen = Kitchen()
    report(
        "recompute with nothing to do",
        given,
        lambda: bake(given.case, store=given.store, kitchen=kitchen),
        target="none",
        beside="making all anew",
        other=median_ms(lambda: bake(edited(given), store=given.store, kitchen=Kitchen()), times=1),
    )
    assert not kitchen.made


def test_one_more_version(given: Large) -> None:
    """Beside: assembling the whole case with the version in it."""
    artifact = cases.Artifact(id="hand", kind="worksheet")
    case = cases.place(given.case, artifact)
    versions = [each for found in case.versions.values() for each in found]
    report(
        "one more version by hand",
        given,
        lambda: cases.revise(
            case,
            "hand",
            content={"worksheet": SHEET, "values": {}},
            store=given.store,
            references={"top": cases.Reference(artifact=key(len(case.artifacts) - 2), version=1)},
            made_by="佐藤",
            made_at=NOON,
        ),
        target="a few ms",
        beside="assembling the case",
        other=median_ms(
            lambda: cases.assemble(
                cases.Case(id="large", title="", curriculum="small@1"),
                artifacts=case.artifacts.values(),
                versions=versions,
            ),
            times=3,
        ),
    )


def edited(given: Large) -> cases.Case:
    """The case with something new at the very bottom."""
    versions = given.case.versions[key(0)]
    (value,) = versions[-1].quantities.values()
    more = value.model_copy(update={"value": value.value + 1})
    head = versions[-1].model_copy(
        update={"number": len(versions) + 1, "quantities": {"value": more}}
    )
    return cases.record(given.case, head)


def stale_by_walking(case: cases.Case) -> set[str]:
    return {
        artifact
        for artifact, versions in case.versions.items()
        if any(number < len(case.versions[up]) for up, number in ancestors(case, versions[-1]))
    }


def ancestors(case: cases.Case, version: cases.Version) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    waiting = list(version.references.values())
    while waiting:
        reference = waiting.pop()
        if (reference.artifact, reference.version) not in found:
            found.add((reference.artifact, reference.version))
            waiting.extend(case.version(reference).references.values())
    return found

"""A case with two flows of one step and its effect, for the tests of effects in a case."""

from datetime import UTC, datetime
from typing import Any

from engine.cases.samples import cook
from tomoni.engine import cases

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
POLICY = cases.shipped_curriculum("policy")
ASSUMED = {"yen_per_hour": 3_000, "initial_yen": 90_000, "freed_time_use": "見回りに出る。"}


def flow(minutes: float) -> dict[str, Any]:
    return {
        "title": "更新",
        "lanes": [{"name": "窓口"}],
        "volume": {"value": 600},
        "steps": [
            {
                "id": "s1",
                "name": "受け付ける",
                "lane": "窓口",
                "minutes": {"low": minutes / 2, "likely": minutes, "high": minutes * 2},
            }
        ],
    }


def written(
    case: cases.Case, key: str, kind: str, content: Any, *, store: cases.Store, **known: Any
) -> cases.Case:
    placed = cases.place(case, cases.Artifact(id=key, kind=kind, title=key))
    return cases.revise(
        placed,
        key,
        content=content,
        store=store,
        made_by="佐藤",
        made_at=NOON,
        quantities=cases.quantities_of(kind, content, curriculum=POLICY),
        **known,
    )


def reckoned(*, store: cases.MemoryStore) -> cases.Case:
    """Twenty minutes become ten: 100 hours a year."""
    case = cases.Case(id="c", title="更新", curriculum=POLICY.name)
    case = written(case, "as_is", "flow", flow(20), store=store)
    case = written(case, "to_be", "flow", flow(10), store=store)
    values = {"worksheet": "assumptions", "values": ASSUMED}
    case = written(case, "assumptions", "worksheet", values, store=store)
    return made(case, store=store)


def made(case: cases.Case, *, store: cases.MemoryStore) -> cases.Case:
    result = cook(cases.follow(case, curriculum=POLICY), store=store)
    assert not result.failed
    return result.case


def head(case: cases.Case, key: str) -> cases.Version:
    found = case.head(key)
    assert found is not None
    return found

"""A small case in which every kind of artifact is there, made once for all tests."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from academy.conftest import CURRICULUM, City
from academy.steps.analysis.samples import PERMITS
from tomoni.academy.workspaces import models, services
from tomoni.engine import cases, core

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
_MINUTES = {"low": 5, "likely": 10, "high": 20}
_FLOW = {
    "lanes": [{"name": "窓口"}],
    "volume": {"quote": "{{ count_1.count }}"},
}
_CLAIM = {
    "kind": "share_against_expected", "column": "許可終了日", "part": "month",
    "categories": [2, 5, 8, 11], "smallest_difference": 0.1, "reason": "混むから",
    "refuted_if": "差がないとき", "sketch": "棒が高い", "locked_at": "2026-09-01T12:00:00+09:00",
}  # fmt: skip
TOWNS = json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"code": f"2821{place}", "name": name},
     "geometry": {"type": "Polygon", "coordinates": [[
         [west, 34.7], [west + 0.1, 34.7], [west + 0.1, 34.8], [west, 34.7]]]}}
    for place, (name, west) in enumerate((("飲食店営業", 134.8), ("菓子製造業", 134.9)))
]}).encode()  # fmt: skip
"""Outlines for the only words of the table that can be put on a map."""
_FILES = {"file_1": {"a.csv": PERMITS}, "towns": {"towns.geojson": TOWNS}}
_WRITTEN: dict[str, tuple[str, Any]] = {
    "file_1": ("source", {"file_name": "a.csv", "sha256": core.sha256(PERMITS),
                          "size": len(PERMITS), "purpose": "見直し"}),
    "towns": ("source", {"file_name": "towns.geojson", "sha256": core.sha256(TOWNS),
                          "size": len(TOWNS), "purpose": "地図"}),
    "claim_1": ("claim", _CLAIM),
    "as_is": ("flow", _FLOW | {"title": "いま", "steps": [
        {"id": "s1", "name": "受付", "lane": "窓口", "minutes": _MINUTES}]}),
    "to_be": ("flow", _FLOW | {"title": "これから", "steps": [
        {"id": "s1", "name": "確認", "lane": "窓口", "minutes": _MINUTES}]}),
    "assumptions": ("worksheet", {"worksheet": "assumptions", "values": {"yen_per_hour": 3200}}),
    "logic_model": ("logic_model", {"title": "更新", "goal": "待たずに更新できる", "rows": [
        {"id": "1", "stage": "アウトプット", "text": "送った数", "leads_to": ["2"]},
        {"id": "2", "stage": "アウトカム（短期）", "text": "待つ時間が短くなる", "leads_to": ["3"],
         "indicator": {"name": "職員の時間", "present": "{{ as_is_cost.staff_hours }}"}},
        {"id": "3", "stage": "インパクト", "text": "安心して食べられる"}]}),
    "review_plan": ("review_plan", {"title": "一年後"}),
    "proposal_text": ("worksheet", {"worksheet": "proposal_text", "values": {
        "title": "提案", "measures": "{{ effect.staff_hours }} を市民のために使う。"}}),
}  # fmt: skip
_PLANS = {
    "table_1": ("table", "tables.read", {"file": "file_1"}, {}),
    "release_1": (
        "release",
        "privacy.publish",
        {"table": "table_1"},
        {"by": ["業種"], "rule": "10未満"},
    ),
    "evidence_1": ("evidence", "evidence.run", {"claim": "claim_1", "table": "table_1"}, {}),
    "boundaries_1": ("boundaries", "maps.boundaries", {"file": "towns"}, {}),
    "map_1": (
        "map", "maps.draw", {"table": "table_1", "boundaries": "boundaries_1"},
        {"title": "許可", "area_column": "業種",
         "measures": [{"fits": [{"column": "許可終了日", "part": "month", "values": [5]}]}]},
    ),
    "count_1": ("count", "evidence.count", {"table": "table_1"}, {"label": "許可の数"}),
    "answer_1": ("answer", "questions.ask", {"table_1": "table_1"},
                 {"question": {"table": "table_1", "groups": [{"column": "業種"}]}}),
    "as_is_run": ("run", "flows.simulate", {"flow": "as_is"}, {"cases": 20, "replications": 2}),
    "comparison": (
        "comparison", "flows.compare", {"as_is": "as_is", "to_be": "to_be"},
        {"as_is": {"cases": 20, "replications": 2}},
    ),
}  # fmt: skip


@cache
def bundle() -> cases.Bundle:
    """The case with everything made."""
    curriculum = cases.read_curriculum(CURRICULUM.encode())
    store = cases.MemoryStore()
    case = cases.Case(id="whole", title="営業許可の更新", curriculum=curriculum.name)
    for key, (kind, content) in _WRITTEN.items():
        case = cases.place(case, cases.Artifact(id=key, kind=kind, title=key))
        case = cases.revise(
            case, key, content=content, store=store, made_by="あかり", made_at=NOON,
            files=_FILES.get(key, {}),
            quantities=cases.quantities_of(kind, content, curriculum=curriculum),
        )  # fmt: skip
    for key, (kind, function, inputs, parameters) in _PLANS.items():
        plan = cases.Plan(function=function, inputs=inputs, parameters=parameters)
        case = cases.place(case, cases.Artifact(id=key, kind=kind, title=key, plan=plan))
    case = cases.follow(case, curriculum=curriculum)
    done = cases.recompute(
        case, store=store, recipes=cases.RECIPES, made_by="", made_at=NOON, engine_version="1"
    )
    assert not done.failed
    return cases.Bundle(case=done.case, store=store, curriculum=curriculum)


def whole_case(city: City) -> models.Case:
    """The group's case; the same at every call of a test."""
    found = models.Case.objects.filter(group=city.group).first()
    return found or services.import_bundle(city.group, bundle(), actor=city.akari)

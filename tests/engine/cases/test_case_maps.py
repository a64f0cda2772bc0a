"""Boundaries and maps are artifacts like any other: made by plan, quoted, placed in a proposal."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.cases import samples
from engine.maps import outlines
from tomoni.engine import cases, core, maps

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
ROWS = "町,年度,届出,世帯\n" + "".join(
    f"{town},{year},{count},{homes}\n"
    for year, counts in (("令和4年度", (40, 30, 20, 2)), ("令和5年度", (50, 60, 20, 2)))
    for town, count, homes in zip(
        ("加古川", "神野町", "野ロ町", "平岡"), counts, (400, 300, 400, 8), strict=True
    )
)  # fmt: skip
DRAWN: dict[str, Any] = {
    "title": "届出の率",
    "area_column": "町",
    "measures": [
        {
            "title": f"{year}年度",
            "count": "届出",
            "denominator": "世帯",
            "filters": [{"column": "年度", "part": "fiscal_year", "values": [year]}],
        }
        for year in (2022, 2023)
    ],
}


class Desk:
    """A case with a file of boundaries, a table, and a map of the two."""

    def __init__(self, **parameters: Any) -> None:
        self.store = cases.MemoryStore()
        self.case = cases.Case(id="c", title="届出", curriculum="small@1")
        self.bring("towns", "towns.geojson", outlines.geojson())
        self.bring("file", "届出.csv", ROWS.encode())
        self.plan("boundaries", "boundaries", "maps.boundaries", {"file": "towns"})
        self.plan("table", "table", "tables.read", {"file": "file"})
        inputs = {"table": "table", "boundaries": "boundaries"}
        self.done = self.plan("map", "map", "maps.draw", inputs, {**DRAWN, **parameters})

    def bring(self, key: str, name: str, data: bytes) -> None:
        source = core.Source(
            file_name=name, sha256=core.sha256(data), size=len(data), attribution="加古川市"
        )
        artifact = cases.Artifact(id=key, kind="source", title=name)
        content = source.model_dump(mode="json")
        self.case = samples.write(
            self.case, artifact, content, store=self.store, files={name: data}
        )

    def plan(
        self,
        key: str,
        kind: str,
        function: str,
        inputs: dict[str, str],
        parameters: dict[str, Any] | None = None,
    ) -> cases.Recomputed:
        plan = cases.Plan(function=function, inputs=inputs, parameters=parameters or {})
        artifact = cases.Artifact(id=key, kind=kind, title=f"「{key}」", plan=plan)
        self.case = cases.place(self.case, artifact)
        return self.recompute()

    def recompute(self) -> cases.Recomputed:
        done = cases.recompute(
            self.case, store=self.store, recipes=cases.RECIPES, made_by="", made_at=NOON,
            engine_version="1",
        )  # fmt: skip
        self.case = done.case
        return done

    def head(self, key: str = "map") -> cases.Version:
        head = self.case.head(key)
        assert head is not None
        return head

    def drawn(self) -> cases.Drawn:
        return cases.Drawn.model_validate(cases.content_of(self.head(), store=self.store))


def test_a_map_keeps_its_areas_its_classes_and_what_did_not_match() -> None:
    desk = Desk()
    shown = desk.drawn().map
    assert shown.layers == ("2022年度", "2023年度")
    assert [area.name for area in shown.areas] == list(outlines.NAMES)
    assert [each.key for each in shown.unmatched] == ["野ロ町"]
    assert shown.unmatched[0].candidates[0] == outlines.CODES[2]
    assert shown.areas[3].values[0].shown is maps.Shown.FEW
    assert shown.sources == "境界：加古川市／データ：「table」"
    assert set(desk.head().files) == {"map.svg"}


def test_a_correction_is_a_parameter_and_makes_a_new_version() -> None:
    desk = Desk()
    plan = desk.case.artifacts["map"].plan
    assert plan is not None
    parameters = {**plan.parameters, "chosen": {"野ロ町": outlines.CODES[2]}}
    desk.plan("map", "map", "maps.draw", plan.inputs, parameters)
    shown = desk.drawn().map
    assert desk.head().number == 2
    assert not shown.unmatched
    assert shown.areas[2].values[1].value == pytest.approx(5)
    assert set(desk.head().files) == {"map.svg", "funnel.svg"}
    assert desk.drawn().funnel is not None


def test_its_rates_can_be_quoted_and_traced_to_the_file() -> None:
    desk = Desk(chosen={"野ロ町": outlines.CODES[2]})
    found = desk.head().quantities
    assert found["overall_1"].value == pytest.approx(92 / 1108)
    assert found["overall_1"].unit == "割合"
    assert found["highest_2"].value == pytest.approx(0.2)
    assert "神野町" in found["highest_2"].label
    trace = cases.trace(desk.case, "map.highest_2", store=desk.store)
    assert [each.source.file_name for each in trace.sources] == ["届出.csv"]


def test_a_proposal_can_place_it() -> None:
    desk = Desk()
    text = {
        "title": "案",
        "summary": "率は次のとおり。\n{{ map }}\n全体は{{ map.overall_2 }}です。",
    }
    desk.case = samples.worksheet(desk.case, "proposal_text", text, store=desk.store)
    sections = {"title": "title", "sections": {"summary": "概要"}}
    done = desk.plan(
        "proposal", "document", "documents.proposal", {"text": "proposal_text"}, sections
    )
    assert not done.failed
    assert "map-map.svg" in desk.head("proposal").files


def test_mesh_codes_need_no_boundaries() -> None:
    desk = Desk()
    data = "メッシュ,届出,世帯\n52352611,5,50\n52352612,9,60\n".encode()
    desk.bring("meshes", "メッシュ.csv", data)
    desk.plan("cells", "table", "tables.read", {"file": "meshes"})
    measures = [{"count": "届出", "denominator": "世帯"}]
    parameters = {"title": "届出", "area_column": "メッシュ", "measures": measures}
    done = desk.plan("mesh_map", "map", "maps.draw", {"table": "cells"}, parameters)
    assert not done.failed
    content = cases.content_of(desk.head("mesh_map"), store=desk.store)
    areas = cases.Drawn.model_validate(content).map.areas
    assert [area.code for area in areas] == ["52352611", "52352612"]


def test_denominators_may_lie_in_a_table_of_their_own() -> None:
    desk = Desk()
    desk.bring("people", "人口.csv", "町名,人口\n加古川町,1000\n神野町,2000\n平岡町,50\n".encode())
    desk.plan("homes", "table", "tables.read", {"file": "people"})
    parameters = {
        "title": "届出",
        "area_column": "町",
        "measures": [{"count": "届出"}],
        "people": {"area_column": "町名", "column": "人口"},
    }
    inputs = {"table": "table", "boundaries": "boundaries", "people": "homes"}
    done = desk.plan("of_people", "map", "maps.draw", inputs, parameters)
    assert not done.failed
    content = cases.content_of(desk.head("of_people"), store=desk.store)
    areas = cases.Drawn.model_validate(content).map.areas
    assert [area.values[0].value for area in areas] == [9, 4.5, None, 8]


def test_places_of_a_table_are_marked() -> None:
    desk = Desk()
    desk.bring("stations", "駅.csv", "駅,経度,緯度\n東,134.81,34.76\n西,134.85,34.76\n".encode())
    desk.plan("places", "table", "tables.read", {"file": "stations"})
    parameters = {"title": "駅", "points": {"longitude": "経度", "latitude": "緯度", "label": "駅"}}
    inputs = {"points": "places", "boundaries": "boundaries"}
    done = desk.plan("station_map", "map", "maps.draw", inputs, parameters)
    assert not done.failed
    assert desk.head("station_map").quantities == {}


def test_a_count_alone_fails_with_the_rooms_own_words() -> None:
    done = Desk(measures=[{"count": "届出"}]).done
    assert done.failed["map"].code == "count-without-denominator"


def test_a_newer_file_of_boundaries_makes_the_map_stale_and_anew() -> None:
    desk = Desk()
    desk.bring("towns", "towns.geojson", outlines.geojson(outlines.squares()[::-1]))
    assert "map" in cases.stale(desk.case)
    desk.recompute()
    assert desk.head().number == 2
    stored = cases.files_of(desk.head("boundaries"), store=desk.store)["boundaries.parquet"]
    assert maps.read_areas(stored).areas[0].code == outlines.CODES[0]

"""A table for the public is an artifact like any other, safe beside those published before."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import polars as pl
import pytest

from tomoni.engine import cases, core, documents, privacy, tables

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
TOWNS = {"東": 40, "西": 3, "南": 25, "北": 7, "中": 6}


def _csv(towns: dict[str, int], districts: Mapping[str, str]) -> bytes:
    rows = [
        (town, "要介護" if place % 2 else "要支援", districts.get(town, "市"))
        for town, many in towns.items()
        for place in range(many)
    ]
    frame = pl.DataFrame(rows, schema=["町名", "区分", "地区"], orient="row")
    return frame.write_csv().encode()


class Desk:
    """A case with a file and its table, and releases made of it one after another."""

    def __init__(
        self, towns: dict[str, int], *, districts: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.districts = districts
        self.store = cases.MemoryStore()
        self.case = cases.Case(id="c", title="認定", curriculum="policy@1")
        self.at = NOON
        self.bring(towns)
        plan = cases.Plan(function="tables.read", inputs={"file": "file_1"})
        self.place(cases.Artifact(id="table_1", kind="table", title="認定", plan=plan))

    def bring(self, towns: dict[str, int]) -> None:
        data = _csv(towns, self.districts)
        source = core.Source(file_name="a.csv", sha256=core.sha256(data), size=len(data))
        self.case = cases.place(self.case, cases.Artifact(id="file_1", kind="source"))
        self.case = cases.revise(
            self.case, "file_1", content=source.model_dump(mode="json"), store=self.store,
            made_by="", made_at=self.at, files={"a.csv": data}, quantities={},
        )  # fmt: skip

    def place(self, artifact: cases.Artifact) -> cases.Recomputed:
        self.case = cases.place(self.case, artifact)
        return self.recompute()

    def recompute(self) -> cases.Recomputed:
        self.at += timedelta(minutes=1)
        done = cases.recompute(
            self.case, store=self.store, recipes=cases.RECIPES, made_by="", made_at=self.at,
            engine_version="1",
        )  # fmt: skip
        self.case = done.case
        return done

    def publish(self, key: str, *by: str) -> privacy.Release:
        parameters = {"by": by, "rule": "10未満", "layout": {"title": key}}
        plan = cases.Plan(
            function="privacy.publish", inputs={"table": "table_1"}, parameters=parameters
        )
        done = self.place(cases.Artifact(id=key, kind="release", title=key, plan=plan))
        for error in done.failed.values():
            raise error
        return self.release(key)

    def release(self, key: str) -> privacy.Release:
        head = self.case.head(key)
        assert head is not None
        return privacy.Release.model_validate(cases.content_of(head, store=self.store))


def test_a_release_hides_what_is_few_and_brings_its_chart_and_its_table() -> None:
    desk = Desk(TOWNS)
    made = desk.publish("release_1", "町名")
    assert made.at("東") == 40
    assert made.at("西") is None
    assert made.at("北") is None
    head = desk.case.head("release_1")
    assert head is not None
    files = cases.files_of(head, store=desk.store)
    assert "■" in files["chart.svg"].decode()
    shown = tables.read_parquet(files["table.parquet"]).frame
    assert shown["件数"].to_list().count(None) == made.hidden.sum()
    assert head.quantities["total"].value == 81
    trace = cases.trace(desk.case, "release_1.total", store=desk.store)
    assert any(step.artifact == "file_1" for step in trace.steps)


def test_a_second_table_of_the_same_rows_is_held_against_the_first() -> None:
    desk = Desk(TOWNS)
    first = desk.publish("release_1", "町名")
    second = desk.publish("release_2", "町名", "区分")
    found = privacy.attack(second, against=[first])
    assert found
    assert all(one.safe for one in found)


def test_a_coarser_column_is_known_to_be_one() -> None:
    """南地区 has one hidden town besides shown ones: its total would give that town away."""
    districts = {"東": "東地区", "西": "東地区", "南": "南地区", "北": "南地区", "中": "南地区"}
    desk = Desk(TOWNS, districts=districts)
    first = desk.publish("release_1", "町名")
    second = desk.publish("release_2", "地区")
    assert first.at("西") is None
    assert second.at("東地区") is None
    ladder = {axis.column for axis in second.ladders}
    assert "町名" in ladder
    assert all(one.safe for one in privacy.attack(second, against=[first]))


def test_a_newer_file_makes_a_newer_release_beside_which_the_older_gives_nothing_away() -> None:
    desk = Desk(TOWNS)
    old = desk.publish("release_1", "町名")
    desk.bring(TOWNS | {"西": 5, "東": 44})
    done = desk.recompute()
    assert "release_1" in done.made
    new = desk.release("release_1")
    assert new.at("東") in {44, None}
    assert all(one.safe for one in privacy.attack(new, earlier=[old]))


def test_rows_that_are_gone_are_refused_for_a_new_release() -> None:
    desk = Desk(TOWNS)
    desk.publish("release_1", "町名")
    desk.bring(TOWNS | {"東": 12})
    done = desk.recompute()
    assert done.failed["release_1"].code == "not-only-grown"
    assert len(desk.case.versions["release_1"]) == 1


def test_a_release_stands_in_a_document_with_its_picture() -> None:
    desk = Desk(TOWNS)
    desk.publish("release_1", "町名")
    head = desk.case.head("release_1")
    assert head is not None
    kind = cases.kind_of(desk.case.artifacts["release_1"])
    (block,) = kind.blocks(head, cases.content_of(head, store=desk.store))
    assert isinstance(block, documents.Figure)
    assert block.file == "release_1-chart.svg"


@pytest.mark.parametrize("by", [("ない列",), ()])
def test_what_cannot_be_published_says_why(by: tuple[str, ...]) -> None:
    desk = Desk(TOWNS)
    with pytest.raises(privacy.PrivacyError):
        desk.publish("release_1", *by)

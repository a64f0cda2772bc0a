"""A newer file of another shape waits until a person has said how to read it."""

from typing import Any

import pytest

from engine.cases.graphs import NOON
from engine.cases.samples import FILE_NAME, empty, upload, write
from engine.tables.workbooks import workbook
from tomoni.engine import cases, tables
from tomoni.engine.core import Source, sha256

APRIL = "施設,区コード,人数\n南保育所,01,3\n北保育所,02,4\n"
MAY = "施設,区コード,人数\n南保育所,01,5\n北保育所,02,6\n西保育所,03,7\n"


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


def learned(text: str, recipe: tables.Recipe | None = None) -> dict[str, Any]:
    reading = tables.read(text.encode(), file_name=FILE_NAME, recipe=recipe or tables.Recipe())
    found = tables.learn(
        reading.tables[0], recipe=recipe or tables.Recipe(), findings=reading.findings
    )
    return {"table": 0, "recipe": found.model_dump(mode="json", exclude_defaults=True)}


def cooked(case: cases.Case, *, store: cases.Store) -> cases.Recomputed:
    return cases.recompute(
        case, store=store, recipes=cases.RECIPES, made_by="", made_at=NOON, engine_version="1"
    )


def table_of(first: str, *, store: cases.Store, parameters: dict[str, Any]) -> cases.Case:
    case = upload(empty(), first, store=store)
    plan = cases.Plan(
        function="tables.read", inputs={"file": "permits_file"}, parameters=parameters
    )
    case = cases.place(case, cases.Artifact(id="permits", kind="table", plan=plan))
    return cooked(case, store=store).case


def newer(case: cases.Case, text: str, *, store: cases.Store) -> cases.Recomputed:
    data = text.encode()
    source = Source(file_name=FILE_NAME, sha256=sha256(data), size=len(data))
    case = write(
        case, case.artifacts["permits_file"], source.model_dump(mode="json"), store=store,
        files={FILE_NAME: data},
    )  # fmt: skip
    return cooked(case, store=store)


def test_a_month_of_the_same_shape_is_read(store: cases.MemoryStore) -> None:
    case = table_of(APRIL, store=store, parameters=learned(APRIL))
    done = newer(case, MAY, store=store)
    assert (done.made, done.failed) == (("permits",), {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",人数", ",備考"),
        ("区コード,人数", "区コード,人数,備考"),
        ("人数", "人員数"),
    ],
)
def test_a_month_of_another_shape_waits(store: cases.MemoryStore, old: str, new: str) -> None:
    case = table_of(APRIL, store=store, parameters=learned(APRIL))
    done = newer(case, MAY.replace(old, new), store=store)
    assert {key: getattr(error, "code", "") for key, error in done.failed.items()} == {
        "permits": "shape-changed"
    }
    assert len(done.case.versions["permits"]) == 1
    assert "permits" in cases.stale(done.case)


def test_a_table_that_grew_out_of_its_fixed_range_waits(store: cases.MemoryStore) -> None:
    fixed = tables.Recipe(range="A1:C3")
    case = table_of(APRIL, store=store, parameters=learned(APRIL, fixed))
    assert "permits" in newer(case, MAY, store=store).failed


def test_rows_left_out_on_purpose_do_not_wait_every_month(store: cases.MemoryStore) -> None:
    fixed = tables.Recipe(range="A1:C3")
    with_total = f"{APRIL}合計,,7\n"
    case = table_of(with_total, store=store, parameters=learned(with_total, fixed))
    assert newer(case, f"{APRIL}合計,,8\n", store=store).failed == {}


def test_what_was_found_on_another_tables_sheet_is_not_said_of_this_one(
    store: cases.MemoryStore,
) -> None:
    data = workbook(
        [["区", "月"], ["東", "１"], ["西", "2"]], [["町", "数"], ["南", "３"], ["北", "4"]]
    )
    source = Source(file_name="a.xlsx", sha256=sha256(data), size=len(data))
    artifact = cases.Artifact(id="permits_file", kind="source")
    case = write(
        empty(), artifact, source.model_dump(mode="json"), store=store, files={"a.xlsx": data}
    )
    plan = cases.Plan(
        function="tables.read", inputs={"file": "permits_file"}, parameters={"table": 1}
    )
    case = cases.place(case, cases.Artifact(id="second", kind="table", plan=plan))
    case = cooked(case, store=store).case
    content = cases.content_of(case.versions["second"][-1], store=store)
    assert {finding["place"]["sheet"] for finding in content["findings"]} == {"表2"}

"""A flow tried out is an artifact like any other: from its flow, its cases a year, its tables."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from engine.cases.graphs import NOON
from tomoni.engine import cases, core, flows

SLIPS = "受付日,かかった分,係\n" + "".join(
    f"2025-{month:02}-{day:02},{day % 7 + 1},あ\n"
    for month in range(1, 13)
    for day in range(1, 29 if month in {3, 4} else 8)
)
FEW = {"cases": 40, "replications": 5}
OFFICE = FEW | {"calendar": {"start": "2026-04-01"}}


def _flow(minutes: float, *, lane: str = "窓口") -> dict[str, Any]:
    step = {
        "id": "s1", "name": "受け付ける", "lane": lane,
        "minutes": {"low": minutes, "likely": minutes, "high": minutes},
    }  # fmt: skip
    return {"title": "受付", "lanes": [{"name": lane}], "steps": [step], "volume": {"value": 6_000}}


class Desk:
    """A case with two flows and a table of slips."""

    def __init__(self) -> None:
        self.store = cases.MemoryStore()
        self.case = cases.Case(id="c", title="受付", curriculum="small@1")
        data = SLIPS.encode()
        source = core.Source(file_name="a.csv", sha256=core.sha256(data), size=len(data))
        self.write("file_1", "source", source.model_dump(mode="json"), files={"a.csv": data})
        self.write("as_is", "flow", _flow(12))
        self.write("to_be", "flow", _flow(6))
        self.make("table_1", "table", "tables.read", {"file": "file_1"})

    def write(
        self, key: str, kind: str, content: Any, *, files: dict[str, bytes] | None = None
    ) -> None:
        placed = cases.place(self.case, cases.Artifact(id=key, kind=kind, title=key))
        self.case = cases.revise(
            placed, key, content=content, store=self.store, made_by="", made_at=NOON,
            files=files or {},
        )  # fmt: skip

    def make(
        self,
        key: str,
        kind: str,
        function: str,
        inputs: dict[str, str],
        parameters: dict[str, Any] | None = None,
        *,
        within: cases.Progress = cases.silent,
        cancelled: Callable[[], bool] = cases.never,
    ) -> None:
        """Makes the artifact, or raises why it cannot be made."""
        plan = cases.Plan(function=function, inputs=inputs, parameters=parameters or {})
        done = cases.recompute(
            cases.place(self.case, cases.Artifact(id=key, kind=kind, title=key, plan=plan)),
            store=self.store, recipes=cases.RECIPES, made_by="", made_at=NOON, engine_version="1",
            only={key}, within=within, cancelled=cancelled,
        )  # fmt: skip
        for error in done.failed.values():
            raise error
        self.case = done.case

    def run(self, parameters: dict[str, Any] | None = None, **inputs: str) -> flows.Run:
        self.make("as_is_run", "run", "flows.simulate", {"flow": "as_is", **inputs},
                  OFFICE if parameters is None else parameters)  # fmt: skip
        return flows.Run.model_validate(self.content("as_is_run"))

    def content(self, key: str) -> Any:
        return cases.content_of(self.head(key), store=self.store)

    def head(self, key: str) -> cases.Version:
        head = self.case.head(key)
        assert head is not None
        return head


def test_the_cases_a_year_of_the_flow_decide_how_often_they_come() -> None:
    run = Desk().run(FEW)
    assert run.settings.gap == flows.Exponential(mean=365 * 1_440 / 6_000)
    expected = flows.gap_of(6_000, calendar=flows.Calendar.model_validate({"start": "2026-04-01"}))
    assert Desk().run().settings.gap == expected


def test_the_same_plan_gives_the_same_numbers() -> None:
    assert Desk().run() == Desk().run()
    assert Desk().run() != Desk().run(OFFICE | {"seed": 2})


def test_times_can_be_quoted_in_minutes_and_in_days() -> None:
    desk = Desk()
    desk.run()
    found = desk.head("as_is_run").quantities
    for minutes, days in (("throughput_minutes", "days"), ("throughput_80", "days_80")):
        assert found[days].unit == "日"
        assert found[days].value == pytest.approx(found[minutes].value / 1_440)
        assert found[days].high == pytest.approx((found[minutes].high or math.nan) / 1_440)


def test_the_name_of_a_lanes_number_stays_when_lanes_change_places() -> None:
    desk = Desk()
    desk.run()
    before = set(desk.head("as_is_run").quantities)
    flow = _flow(12)
    step = flow["steps"][0]
    desk.write("as_is", "flow", flow | {
        "lanes": [{"name": "審査"}, *flow["lanes"]],
        "steps": [step, {**step, "id": "s2", "lane": "審査"}],
    })  # fmt: skip
    desk.run()
    assert before < set(desk.head("as_is_run").quantities)


def test_months_are_counted_by_the_dates_of_a_table() -> None:
    run = Desk().run(OFFICE | {"month_column": "受付日"}, arrivals="table_1")
    assert run.settings.months == (7, 7, 28, 28, 7, 7, 7, 7, 7, 7, 7, 7)


def test_minutes_are_drawn_as_they_were_measured() -> None:
    run = Desk().run(FEW | {"measured": {"s1": "かかった分"}}, minutes_s1="table_1")
    minutes = run.settings.steps["s1"].minutes
    assert isinstance(minutes, flows.Empirical)
    assert set(minutes.minutes) == {1, 2, 3, 4, 5, 6, 7}


def test_many_measured_minutes_are_kept_as_two_hundred() -> None:
    desk = Desk()
    data = ("分\n" + "".join(f"{number}\n" for number in range(5_000))).encode()
    source = core.Source(file_name="b.csv", sha256=core.sha256(data), size=len(data))
    desk.write("file_2", "source", source.model_dump(mode="json"), files={"b.csv": data})
    desk.make("table_2", "table", "tables.read", {"file": "file_2"})
    run = desk.run(FEW | {"measured": {"s1": "分"}}, minutes_s1="table_2")
    minutes = run.settings.steps["s1"].minutes
    assert isinstance(minutes, flows.Empirical)
    assert len(minutes.minutes) == 200
    assert sum(minutes.minutes) / 200 == pytest.approx(2_499.5)


@pytest.mark.parametrize(
    ("parameters", "inputs", "code"),
    [
        ({"month_column": "係"}, {"arrivals": "table_1"}, "no-dates"),
        ({"month_column": "なし"}, {"arrivals": "table_1"}, "no-such-column"),
        ({"month_column": "受付日"}, {}, "missing-input"),
        ({"measured": {"s1": "係"}}, {"minutes_s1": "table_1"}, "no-minutes"),
        ({"cases": 1}, {}, "bad-content"),
        ({"months": [1] * 12, "calendar": None}, {}, "bad-content"),
    ],
)
def test_what_cannot_be_tried_has_a_code(
    parameters: dict[str, Any], inputs: dict[str, str], code: str
) -> None:
    with pytest.raises(core.TomoniError) as caught:
        Desk().run(OFFICE | parameters, **inputs)
    assert caught.value.code == code


def test_without_cases_a_year_nothing_is_tried() -> None:
    desk = Desk()
    desk.write("as_is", "flow", _flow(12) | {"volume": {"value": 0}})
    with pytest.raises(cases.CasesError, match="no-volume"):
        desk.run()


def test_a_trial_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    desk = Desk()
    desk.make("as_is_run", "run", "flows.simulate", {"flow": "as_is"}, OFFICE,
              within=lambda done, total, _what: told.append((done, total)))  # fmt: skip
    assert told == [(done, 5) for done in range(6)]
    desk = Desk()
    with pytest.raises(core.TomoniError, match="cancelled"):
        desk.make("as_is_run", "run", "flows.simulate", {"flow": "as_is"}, OFFICE,
                  within=lambda done, total, _what: told.append((done, total)),
                  cancelled=lambda: told[-1][0] == 2)  # fmt: skip
    assert "as_is_run" not in desk.case.versions


def test_two_flows_are_tried_with_the_cases_of_the_first() -> None:
    desk = Desk()
    desk.write("to_be", "flow", _flow(6) | {"volume": {"value": 1}})
    both = {"as_is": OFFICE, "to_be": {"lanes": {"窓口": {"people": 2}}}}
    desk.make("comparison", "comparison", "flows.compare",
              {"as_is": "as_is", "to_be": "to_be"}, both)  # fmt: skip
    tried = cases.Tried.model_validate(desk.content("comparison"))
    assert tried.runs.to_be.settings.gap == tried.runs.as_is.settings.gap
    assert [lane.people for lane in tried.runs.to_be.lanes] == [2]
    found = desk.head("comparison").quantities
    assert found["freed_hours"].value == pytest.approx(600)
    assert found["throughput_minutes_saved"].value > 0
    assert found["days_saved"].value == pytest.approx(
        found["throughput_minutes_saved"].value / 1_440
    )


def test_pictures_say_what_they_show() -> None:
    desk = Desk()
    desk.run()
    files = cases.files_of(desk.head("as_is_run"), store=desk.store)
    assert set(files) == set(cases.RUN_CHARTS)
    assert "窓口（1人）は" in files["utilisation.svg"].decode()


def test_where_nobody_is_counted_there_is_no_picture_of_people() -> None:
    desk = Desk()
    run = desk.run(OFFICE | {"lanes": {"窓口": {"people": None}}})
    assert [lane.people for lane in run.lanes] == [None]
    assert set(desk.head("as_is_run").files) == {"done.svg"}

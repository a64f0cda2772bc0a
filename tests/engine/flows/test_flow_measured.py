"""Minutes and months from tables of records."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from tomoni.engine import flows
from tomoni.engine.core import Column, ColumnType, Table

DAYS = [
    date(2025, 4, 1),
    date(2025, 4, 2),
    date(2025, 3, 31),
    None,
    date(2024, 4, 9),
    date(2025, 12, 1),
]
TABLE = Table(
    name="記録",
    columns=(
        Column(name="分", type=ColumnType.NUMBER),
        Column(name="日", type=ColumnType.DATE),
        Column(name="係", type=ColumnType.TEXT),
    ),
    frame=pl.DataFrame(
        {"分": [3.0, 5.0, None, 5.0, 8.0, 30.0], "日": DAYS, "係": list("甲乙甲乙甲乙")},
        schema={"分": pl.Float64, "日": pl.Date, "係": pl.String},
    ),
)


def test_measured_minutes_are_drawn_as_often_as_they_were_measured() -> None:
    measured = flows.minutes_measured(TABLE, column="分")
    assert measured == flows.Empirical(minutes=(3, 5, 5, 8, 30))
    flow = flows.from_rows([{"誰が": "窓口", "何をする": "見る"}], title="")[0]
    settings = flows.Settings(
        gap=flows.Fixed(minutes=100), steps={"s1": flows.StepSettings(minutes=measured)}
    )
    run = flows.simulate(flow, settings=settings, cases=2_000, replications=5, seed=1)
    mean = run.quantities["throughput_minutes"]
    assert mean.value == pytest.approx(10.2, abs=0.5)


def test_months_of_records_are_a_seasonal_profile() -> None:
    months = flows.months_counted(TABLE, column="日")
    assert months == (0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 1)
    calendar = flows.Calendar(start=date(2026, 4, 1))
    settings = flows.Settings(gap=flows.Fixed(minutes=1), months=months, calendar=calendar)
    assert settings.profile[3] == pytest.approx(7.2)


@pytest.mark.parametrize(("column", "code"), [("係", "no-such-column"), ("番号", "no-such-column")])
def test_columns_of_other_kinds_are_refused(column: str, code: str) -> None:
    for read in (flows.minutes_measured, flows.months_counted):
        with pytest.raises(flows.FlowsError) as caught:
            read(TABLE, column=column)
        assert caught.value.code == code


def test_too_few_records_are_refused() -> None:
    few = replace(TABLE, frame=TABLE.frame.head(4))
    for read, column in ((flows.minutes_measured, "分"), (flows.months_counted, "日")):
        with pytest.raises(flows.FlowsError) as caught:
            read(few, column=column)
        assert caught.value.code == "too-few-records"

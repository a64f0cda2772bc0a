"""Flows tried out on paper, alone or beside each other."""

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from tomoni.engine import evidence, flows, tables
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._kinds import TABLE_FILE
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.cases._tried import (
    DONE_CHART,
    UTILISATION_CHART,
    ComparisonParameters,
    TrialParameters,
    Tried,
)
from tomoni.engine.cases._tried_charts import done_chart, utilisation_chart
from tomoni.engine.cases._volumes import yearly_cases
from tomoni.engine.core import Quantity, sha256

_DAY = 1_440
_MOST_MEASURED = 200


def simulate(inputs: Inputs) -> Made:
    """The flow `flow` with the cases that it has in a year. Raises what `flows.simulate` does."""
    given = TrialParameters.model_validate(inputs.parameters)
    flow = flows.Flow.model_validate(inputs.content("flow"))
    run = flows.simulate(
        flow,
        settings=_settings(inputs, given, flow=flow),
        cases=given.cases,
        replications=given.replications,
        seed=given.seed,
        progress=inputs.progress,
        cancelled=inputs.cancelled,
    )
    return Made(
        content=run.model_dump(mode="json"),
        files=trial_charts({"": run}),
        quantities=dict(_quantities(run)),
    )


def compare(inputs: Inputs) -> Made:
    """The flows `as_is` and `to_be`, both with the cases a year of the first."""
    given = ComparisonParameters.model_validate(inputs.parameters)
    as_is, to_be = (flows.Flow.model_validate(inputs.content(name)) for name in ("as_is", "to_be"))
    settings = _settings(inputs, given.as_is, flow=as_is)
    steps = _steps(inputs, given.to_be, prefix="to_be_minutes_")
    runs = flows.simulate_both(
        as_is,
        to_be,
        settings=settings,
        to_be_settings=settings.model_copy(update={"lanes": given.to_be.lanes, "steps": steps}),
        cases=given.as_is.cases,
        replications=given.as_is.replications,
        seed=given.as_is.seed,
        progress=inputs.progress,
        cancelled=inputs.cancelled,
    )
    cases_a_year, _ = yearly_cases(as_is, inputs.quantities())
    comparison = flows.compare(as_is, to_be, cases=cases_a_year)
    return Made(
        content=Tried(comparison=comparison, runs=runs).model_dump(mode="json"),
        files=trial_charts({"現状": runs.as_is, "あるべき姿": runs.to_be}),
        quantities={
            **comparison.quantities,
            **{f"{name}_saved": each for name, each in runs.differences.items()},
            **dict(_days(runs.differences, suffix="_saved")),
        },
    )


def trial_charts(runs: Mapping[str, flows.Run]) -> dict[str, bytes]:
    """The pictures by file name; one of people only where they are counted."""
    specs = {DONE_CHART: done_chart(runs)}
    if any(lane.people is not None for run in runs.values() for lane in run.lanes):
        specs[UTILISATION_CHART] = utilisation_chart(runs)
    return {name: evidence.chart_svg(spec).encode() for name, spec in specs.items()}


def _settings(inputs: Inputs, given: TrialParameters, *, flow: flows.Flow) -> flows.Settings:
    cases_a_year, _ = yearly_cases(flow, inputs.quantities())
    if cases_a_year.value <= 0:
        raise CasesError("no-volume")
    return flows.Settings(
        gap=flows.gap_of(cases_a_year.value, calendar=given.calendar),
        lanes=given.lanes,
        steps=_steps(inputs, given, prefix="minutes_"),
        calendar=given.calendar,
        months=_months(inputs, given),
        urgent=given.urgent,
        deadline=given.deadline,
        warmup=given.warmup,
    )


def _months(inputs: Inputs, given: TrialParameters) -> tuple[float, ...]:
    """Cases from January to December: as typed, or counted in a table."""
    if not given.month_column:
        return given.months
    column = _column(inputs, "arrivals", given.month_column)
    if not column.dtype.is_temporal():
        raise CasesError("no-dates", column=given.month_column)
    found = dict(column.drop_nulls().dt.month().value_counts().iter_rows())
    if not found:
        raise CasesError("no-dates", column=given.month_column)
    return tuple(float(found.get(month, 0)) for month in range(1, 13))


def _steps(inputs: Inputs, given: TrialParameters, *, prefix: str) -> dict[str, flows.StepSettings]:
    steps = dict(given.steps)
    for step, name in given.measured.items():
        column = _column(inputs, f"{prefix}{step}", name)
        if not column.dtype.is_numeric():
            raise CasesError("no-minutes", column=name)
        numbers = column.drop_nulls().cast(pl.Float64).to_numpy()
        if not len(numbers) or numbers.min() < 0:
            raise CasesError("no-minutes", column=name)
        known = steps.get(step, flows.StepSettings())
        minutes = flows.Empirical(minutes=tuple(_spread(numbers)))
        steps[step] = known.model_copy(update={"minutes": minutes})
    return steps


def _spread(numbers: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[float]:
    """The numbers; of many, what stands in the middle of each two-hundredth."""
    if len(numbers) <= _MOST_MEASURED:
        return [float(number) for number in np.sort(numbers)]
    middles = (np.arange(_MOST_MEASURED) + 0.5) / _MOST_MEASURED
    return [float(number) for number in np.quantile(numbers, middles)]


def _column(inputs: Inputs, source: str, name: str) -> pl.Series:
    table = tables.read_parquet(inputs.file(source, TABLE_FILE)).data_rows()
    if table.column(name) is None:
        raise CasesError("no-such-column", column=name)
    return table.frame[name]


def _quantities(run: flows.Run) -> Iterator[tuple[str, Quantity]]:
    """What can be quoted: of a lane by its name's digest, as lanes change places."""
    yield from run.quantities.items()
    yield from _days(run.quantities)
    for lane in run.lanes:
        if lane.people is not None:
            mark = sha256(lane.lane.encode())[:6]
            yield f"utilisation_{mark}", lane.utilisation
            yield f"wait_{mark}", lane.wait
            yield f"queue_{mark}", lane.queue


def _days(
    quantities: Mapping[str, Quantity], *, suffix: str = ""
) -> Iterator[tuple[str, Quantity]]:
    """Throughput times once more in days."""
    for name, minutes in quantities.items():
        if name.startswith("throughput_"):
            ends = {
                end: None if (value := getattr(minutes, end)) is None else value / _DAY
                for end in ("low", "high")
            }
            days = minutes.model_copy(update={"value": minutes.value / _DAY, "unit": "日", **ends})
            yield f"{name.replace('throughput', 'days')}{suffix}".replace("_minutes", ""), days

"""Between the form of a trial and the parameters that the engine keeps."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.steps.flow import trial_forms
from tomoni.academy.steps.flow.trial_checks import ALWAYS, MEASURED, OFFICE, times_of
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, flows
from tomoni.engine.core import ColumnType

Values = Mapping[str, Any]
_DAY = 1_440
_BETWEEN = " | "
"""Between a table and its column in a choice; a key of a table has no blank."""
_DATES = {ColumnType.DATE, ColumnType.DATETIME}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_FISCAL_START = 4


def run_key(key: str) -> str:
    """The key under which the trial of a flow is kept."""
    return f"{key}_run"


def flow_of(opened: Opened, key: str) -> flows.Flow | None:
    """The newest version of a flow; None while there is none."""
    content = opened.content(key)
    return None if content is None else flows.Flow.model_validate(content)


def fields(
    opened: Opened, *, key: str, flow: flows.Flow, disabled: bool = False
) -> dict[str, FieldView]:
    """The form: as the flow was last tried out, else as most would try it."""
    return trial_forms.fields(
        _values_of(parameters(opened, key=key), inputs=_inputs(opened, run_key(key)), flow=flow),
        lanes=[lane.name for lane in flow.lanes],
        steps=[(step.id, step.name) for step in flow.steps],
        dates=_columns(opened, _DATES),
        numbers=_columns(opened, _NUMBERS),
        disabled=disabled,
    )


def parameters(opened: Opened, *, key: str) -> cases.TrialParameters:
    """How a flow was last tried out, else as most would try it."""
    artifact = opened.case.artifacts.get(run_key(key))
    if artifact is not None and artifact.plan is not None:
        return cases.TrialParameters.model_validate(artifact.plan.parameters)
    return cases.TrialParameters(calendar=flows.Calendar(start=_start()))


def plan(values: Values, *, key: str) -> cases.Plan:
    """How the flow is tried out, as the form says."""
    sources = dict(_sources(values))
    measured = {
        row["step"]: sources[f"minutes_{row['step']}"][1]
        for row in values["steps"] or ()
        if row.get("spread") == MEASURED
    }
    office = values["hours"] == OFFICE
    start = date.fromisoformat(values["start"])
    given = cases.TrialParameters(
        lanes={row["lane"]: _lane(row) for row in values["lanes"] or () if row.get("lane")},
        steps={row["step"]: _step(row) for row in values["steps"] or ()},
        calendar=flows.Calendar(start=start) if office else None,
        months=_months(values["months"]),
        month_column=sources["arrivals"][1] if "arrivals" in sources else "",
        measured=measured,
        urgent=(values["urgent"] or 0) / 100,
        deadline=_deadline(values),
        warmup=values["warmup"],
        cases=values["cases"],
        replications=values["replications"],
        seed=values["seed"],
    )
    return cases.Plan(
        function="flows.simulate",
        inputs={"flow": key, **{name: table for name, (table, _column) in sources.items()}},
        parameters=given.model_dump(mode="json"),
    )


def comparison_plan(opened: Opened) -> cases.Plan:
    """Both flows as each was last tried out."""
    both = {key: parameters(opened, key=key) for key in cases.FLOWS}
    renamed = {
        (f"to_be_{name}" if key == "to_be" else name): table
        for key in cases.FLOWS
        for name, table in _inputs(opened, run_key(key)).items()
        if name != "flow" and (key, name) != ("to_be", "arrivals")
    }
    given = cases.ComparisonParameters.model_validate(both)
    return cases.Plan(
        function="flows.compare",
        inputs={**{key: key for key in cases.FLOWS}, **renamed},
        parameters=given.model_dump(mode="json"),
    )


def tables_of(plan: cases.Plan) -> set[str]:
    """The tables whose rows are drawn from."""
    return set(plan.inputs.values()) - cases.FLOWS.keys()


def _start() -> date:
    """The first day of this fiscal year."""
    today = timezone.localdate()
    return date(today.year - (today.month < _FISCAL_START), _FISCAL_START, 1)


def _inputs(opened: Opened, key: str) -> dict[str, str]:
    artifact = opened.case.artifacts.get(key)
    return dict(artifact.plan.inputs) if artifact and artifact.plan else {}


def _columns(opened: Opened, types: set[ColumnType]) -> list[tuple[str, str]]:
    found = []
    for key, artifact in opened.case.artifacts.items():
        content = opened.content(key) if artifact.kind == "table" else None
        if content is not None:
            for column in cases.TableContent.model_validate(content).columns:
                if column.type in types:
                    label = _("%(table)s：%(column)s")
                    words = {"table": opened.title(key), "column": column.name}
                    found.append((f"{key}{_BETWEEN}{column.name}", label % words))
    return found


def _sources(values: Values) -> Iterator[tuple[str, tuple[str, str]]]:
    """Inputs by name: a table and its column."""
    if values["month_column"]:
        yield "arrivals", _parted(values["month_column"])
    for row in values["steps"] or ():
        if row.get("spread") == MEASURED:
            yield f"minutes_{row['step']}", _parted(row["column"])


def _parted(choice: str) -> tuple[str, str]:
    table, _between, column = choice.partition(_BETWEEN)
    return table, column


def _lane(row: Values) -> flows.LaneSettings:
    return flows.LaneSettings(people=row.get("people"), office_hours=row.get("hours") != ALWAYS)


def _step(row: Values) -> flows.StepSettings:
    wait = row.get("wait")
    return flows.StepSettings(
        minutes=_minutes(row),
        wait=flows.Exponential(mean=wait * _DAY) if wait else None,
        at=tuple(times_of(row.get("at") or "") or ()),
        priority=row.get("priority") or 0,
    )


def _minutes(row: Values) -> flows.Distribution | None:
    match row.get("spread"):
        case "fixed":
            return flows.Fixed(minutes=row["mean"])
        case "exponential":
            return flows.Exponential(mean=row["mean"])
        case "lognormal":
            return flows.Lognormal(mean=row["mean"], deviation=row["deviation"])
    return None


def _months(rows: Any) -> tuple[float, ...]:
    """From January to December; nothing where no number stands."""
    row = rows[0] if rows else {}
    months = tuple(max(row.get(f"m{month}") or 0, 0) for month in range(1, 13))
    return months if any(months) else ()


def _deadline(values: Values) -> flows.Deadline | None:
    if not values["deadline"]:
        return None
    return flows.Deadline(length=values["deadline"], unit=values["deadline_unit"] or "days")


def _values_of(
    given: cases.TrialParameters, *, inputs: Mapping[str, str], flow: flows.Flow
) -> dict[str, Any]:
    """The values of the form that say the parameters."""
    month = f"{inputs.get('arrivals')}{_BETWEEN}{given.month_column}" if given.month_column else ""
    calendar, deadline = given.calendar, given.deadline
    return {
        "hours": ALWAYS if calendar is None else OFFICE,
        "start": (_start() if calendar is None else calendar.start).isoformat(),
        "lanes": [_lane_row(lane, given.lanes.get(lane.name)) for lane in flow.lanes],
        "steps": [
            _step_row(step.id, given, inputs)
            for step in flow.steps
            if step.id in given.steps or step.id in given.measured
        ],
        "months": [{f"m{place + 1}": each for place, each in enumerate(given.months)}]
        if given.months
        else [],
        "month_column": month,
        "urgent": round(given.urgent * 100, 6) or None,
        "deadline": deadline.length if deadline else None,
        "deadline_unit": deadline.unit if deadline else "days",
        "warmup": given.warmup,
        **{name: getattr(given, name) for name in ("cases", "replications", "seed")},
    }


def _lane_row(lane: flows.Lane, given: flows.LaneSettings | None) -> dict[str, Any]:
    is_staff = lane.kind is flows.LaneKind.STAFF
    known = given or flows.LaneSettings(people=1 if is_staff else None, office_hours=is_staff)
    hours = OFFICE if known.office_hours else ALWAYS
    return {"lane": lane.name, "people": known.people, "hours": hours}


def _step_row(step: str, given: cases.TrialParameters, inputs: Mapping[str, str]) -> dict[str, Any]:
    known = given.steps.get(step, flows.StepSettings())
    row: dict[str, Any] = {"step": step, "priority": known.priority or None}
    if known.minutes is not None:
        said = known.minutes.model_dump()
        row |= {
            "spread": said["kind"],
            "mean": said.get("mean", said.get("minutes")),
            "deviation": said.get("deviation"),
        }
    if step in given.measured:
        column = f"{inputs.get(f'minutes_{step}')}{_BETWEEN}{given.measured[step]}"
        row |= {"spread": MEASURED, "column": column}
    if isinstance(known.wait, flows.Exponential):
        row["wait"] = known.wait.mean / _DAY
    row["at"] = "、".join(f"{time // 60}:{time % 60:02}" for time in known.at)
    return row

"""What is kept of flows that were tried out, and what a person sets for it."""

from typing import Annotated

from pydantic import Field

from tomoni.engine import flows
from tomoni.engine.core import Value

RUN_CHARTS = DONE_CHART, UTILISATION_CHART = "done.svg", "utilisation.svg"
"""The pictures of a trial; the second only where people are counted."""

NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class TrialParameters(Value):
    """How a flow is tried out: `flows.Settings` but for the cases a year, which the flow knows.

    `month_column`: a column of dates of the input `arrivals`, by whose months cases come.
    `measured`: step → column of minutes in the input `minutes_<step>`, in the place of what the
    flow says.
    """

    lanes: dict[str, flows.LaneSettings] = {}
    steps: dict[str, flows.StepSettings] = {}
    calendar: flows.Calendar | None = None
    months: tuple[NotNegative, ...] = ()
    month_column: str = ""
    measured: dict[str, str] = {}
    urgent: Annotated[float, Field(ge=0, le=1)] = 0
    deadline: flows.Deadline | None = None
    warmup: Annotated[int, Field(ge=0, le=100_000)] | None = None
    cases: Annotated[int, Field(ge=2, le=100_000)] = 1_000
    replications: Annotated[int, Field(ge=2, le=1_000)] = 30
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1


class ComparisonParameters(Value):
    """How two flows are tried out with the same luck; `to_be` says what is other there.

    Of `to_be` only `lanes`, `steps` and `measured` count (inputs `to_be_minutes_<step>`): the cases
    that come are the same.
    """

    as_is: TrialParameters = TrialParameters()
    to_be: TrialParameters = TrialParameters()


class Tried(Value):
    """Two flows side by side: what changes, and what that does to waiting."""

    comparison: flows.Comparison
    runs: flows.BothRuns

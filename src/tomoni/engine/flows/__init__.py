"""From a table of steps to a flow that is drawn, checked, counted and tried out on paper.

Comes in: steps as people type them (who, what, minutes, what comes next) or a BPMN 2.0 file.
Goes out: the flow, what is wrong with it, its picture with lanes, its BPMN 2.0 file, the hours a
year it takes of staff and of citizens, which are never added up, and how long cases take and where
they wait. Why: a flow that is a table is
kept up to date by those who do the work, and a proposal can say where each of its hours comes from.
"""

from tomoni.engine.flows._bpmn_merging import to_bpmn
from tomoni.engine.flows._bpmn_reading import from_bpmn
from tomoni.engine.flows._bpmn_shapes import shapes_of
from tomoni.engine.flows._bpmn_unshown import unshown
from tomoni.engine.flows._calendar import Calendar
from tomoni.engine.flows._checking import check
from tomoni.engine.flows._comparing import Change, Comparison, Pair, compare
from tomoni.engine.flows._cost import cost
from tomoni.engine.flows._cost_values import Cost, StepCost
from tomoni.engine.flows._distributions import (
    Distribution,
    Empirical,
    Exponential,
    Fixed,
    Lognormal,
    Triangular,
)
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import (
    END,
    OFFICE_DAYS,
    Flow,
    Gate,
    Lane,
    LaneKind,
    Minutes,
    Next,
    Often,
    Period,
    Step,
    Volume,
    Waste,
)
from tomoni.engine.flows._headings import COLUMNS
from tomoni.engine.flows._measured import minutes_measured, months_counted
from tomoni.engine.flows._picture import draw_svg
from tomoni.engine.flows._png import to_png
from tomoni.engine.flows._rows import from_rows, to_rows
from tomoni.engine.flows._runs import LaneRun, Run, StepRun, readable
from tomoni.engine.flows._sensitivity import Influence, Input, sensitivity
from tomoni.engine.flows._settings import Deadline, LaneSettings, Settings, StepSettings, gap_of
from tomoni.engine.flows._simulating import simulate
from tomoni.engine.flows._simulating_both import BothRuns, simulate_both
from tomoni.engine.flows._templates import Template, template, templates
from tomoni.engine.flows._wrapping import wrapped

__all__ = [
    "COLUMNS",
    "END",
    "OFFICE_DAYS",
    "BothRuns",
    "Calendar",
    "Change",
    "Comparison",
    "Cost",
    "Deadline",
    "Distribution",
    "Empirical",
    "Exponential",
    "Fixed",
    "Flow",
    "FlowsError",
    "Gate",
    "Influence",
    "Input",
    "Lane",
    "LaneKind",
    "LaneRun",
    "LaneSettings",
    "Lognormal",
    "Minutes",
    "Next",
    "Often",
    "Pair",
    "Period",
    "Run",
    "Settings",
    "Step",
    "StepCost",
    "StepRun",
    "StepSettings",
    "Template",
    "Triangular",
    "Volume",
    "Waste",
    "check",
    "compare",
    "cost",
    "draw_svg",
    "from_bpmn",
    "from_rows",
    "gap_of",
    "minutes_measured",
    "months_counted",
    "readable",
    "sensitivity",
    "shapes_of",
    "simulate",
    "simulate_both",
    "template",
    "templates",
    "to_bpmn",
    "to_png",
    "to_rows",
    "unshown",
    "wrapped",
]

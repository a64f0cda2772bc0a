"""From a table of steps to a flow that is drawn, checked and counted.

Comes in: steps as people type them (who, what, minutes, what comes next) or a BPMN 2.0 file.
Goes out: the flow, what is wrong with it, its picture with lanes, its BPMN 2.0 file, and the hours
a year it takes of staff and of citizens, which are never added up. Why: a flow that is a table is
kept up to date by those who do the work, and a proposal can say where each of its hours comes from.
"""

from tomoni.engine.flows._bpmn import to_bpmn
from tomoni.engine.flows._bpmn_reading import from_bpmn
from tomoni.engine.flows._checking import check
from tomoni.engine.flows._cost import cost
from tomoni.engine.flows._cost_values import Cost, StepCost
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import END, Flow, Lane, LaneKind, Minutes, Next, Step, Volume
from tomoni.engine.flows._picture import draw_svg
from tomoni.engine.flows._rows import COLUMNS, from_rows, to_rows

__all__ = [
    "COLUMNS",
    "END",
    "Cost",
    "Flow",
    "FlowsError",
    "Lane",
    "LaneKind",
    "Minutes",
    "Next",
    "Step",
    "StepCost",
    "Volume",
    "check",
    "cost",
    "draw_svg",
    "from_bpmn",
    "from_rows",
    "to_bpmn",
    "to_rows",
]

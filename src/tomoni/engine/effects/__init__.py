"""From flows and assumptions to an effect with its range, and to whether it came true.

Comes in: what the work costs as it is and as it should be, what is assumed, the logic behind a
measure, what was measured afterwards. Goes out: staff hours, yen and citizens' hours over five
years, each with its range and with what decides it; the logic model as a picture with what is
weak in it; planned beside actual. Why: the finance section accepts an effect whose way can be
walked, one that does not add hours to yen, and one that is looked at again.
"""

from tomoni.engine.effects._assumptions import (
    YEARS,
    Assumptions,
    CostLine,
    Ends,
    UnitCost,
    When,
    read_assumptions,
)
from tomoni.engine.effects._charts import RESULTS, decisive, tornado_chart
from tomoni.engine.effects._errors import EffectsError
from tomoni.engine.effects._estimate import Estimate, YearEffect, estimate
from tomoni.engine.effects._influences import Influence, Swing
from tomoni.engine.effects._logic import Indicator, LogicModel, LogicRow, Stage
from tomoni.engine.effects._logic_checks import check_logic_model
from tomoni.engine.effects._logic_picture import draw_logic_model
from tomoni.engine.effects._review import (
    BEFORE_AFTER,
    Attained,
    PlannedLine,
    Review,
    ReviewLine,
    ReviewPlan,
    review_findings,
    review_line,
    review_sentence,
)

__all__ = [
    "BEFORE_AFTER",
    "RESULTS",
    "YEARS",
    "Assumptions",
    "Attained",
    "CostLine",
    "EffectsError",
    "Ends",
    "Estimate",
    "Indicator",
    "Influence",
    "LogicModel",
    "LogicRow",
    "PlannedLine",
    "Review",
    "ReviewLine",
    "ReviewPlan",
    "Stage",
    "Swing",
    "UnitCost",
    "When",
    "YearEffect",
    "check_logic_model",
    "decisive",
    "draw_logic_model",
    "estimate",
    "read_assumptions",
    "review_findings",
    "review_line",
    "review_sentence",
    "tornado_chart",
]

"""From flows and assumptions to an effect with its range.

Comes in: what the work costs as it is and as it should be, and what is assumed. Goes out: staff
hours, yen and citizens' hours a year, each with low, likely and high. Why: the finance section
accepts an effect whose way can be walked, and one that does not add hours to yen.
"""

from tomoni.engine.effects._errors import EffectsError
from tomoni.engine.effects._estimate import Assumptions, Estimate, estimate

__all__ = ["Assumptions", "EffectsError", "Estimate", "estimate"]

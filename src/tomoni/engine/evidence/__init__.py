"""From a claim to an honest verdict.

Comes in: a claim, locked before its result is shown, and a tidy table. Goes out: the fact as one
sentence, the difference with its interval, a picture, the verdict against the smallest difference
that matters, and its weaknesses. Why: staff never choose a statistical method, and a verdict
carries its own weaknesses wherever it goes.
"""

from tomoni.engine.evidence._claim import (
    Change,
    ChartKind,
    Claim,
    ClaimKind,
    Coverage,
    Direction,
    sentence,
)
from tomoni.engine.evidence._claim_file import ClaimFile, read_claim_file
from tomoni.engine.evidence._count import Count, count
from tomoni.engine.evidence._drawing import chart_png, chart_svg
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval, newcombe, wilson
from tomoni.engine.evidence._kinds import KINDS, Kind
from tomoni.engine.evidence._locking import check, lock
from tomoni.engine.evidence._looks import Look, false_discovery
from tomoni.engine.evidence._released import released_chart
from tomoni.engine.evidence._run import run
from tomoni.engine.evidence._screening import Screened, ScreenedGroup, Screening, screen
from tomoni.engine.evidence._sentences import margin_words
from tomoni.engine.evidence._verdict import Judgement, ResultTable, Verdict, Weakness, judge

__all__ = [
    "KINDS",
    "Change",
    "ChartKind",
    "Claim",
    "ClaimFile",
    "ClaimKind",
    "Count",
    "Coverage",
    "Direction",
    "EvidenceError",
    "Interval",
    "Judgement",
    "Kind",
    "Look",
    "ResultTable",
    "Screened",
    "ScreenedGroup",
    "Screening",
    "Verdict",
    "Weakness",
    "chart_png",
    "chart_svg",
    "check",
    "count",
    "false_discovery",
    "judge",
    "lock",
    "margin_words",
    "newcombe",
    "read_claim_file",
    "released_chart",
    "run",
    "screen",
    "sentence",
    "wilson",
]

"""What a table says of persons, and how it may be shown.

Comes in: a tidy table. Goes out: the personal information found in it, the table changed so that it
says less, the risk that somebody is recognised, and tables that are safe to publish. Why: people
who are no experts analyse records of residents, and what they publish stays public.
"""

from tomoni.engine.privacy._applying import generalised
from tomoni.engine.privacy._attacking import intervals
from tomoni.engine.privacy._axes import Axis, Node, Sum
from tomoni.engine.privacy._declaring import declare
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._exposing import attack
from tomoni.engine.privacy._generalising import Generalisation, Height, Wish, generalise
from tomoni.engine.privacy._kinds import KINDS, Confidence, Kind, Role
from tomoni.engine.privacy._ladders import Ladder, usual_ladders
from tomoni.engine.privacy._look import Distance, Missing
from tomoni.engine.privacy._my_numbers import hide_my_numbers, strip_my_numbers
from tomoni.engine.privacy._offering import Joined, Offer, offers
from tomoni.engine.privacy._pictures import Shading, Share, release_table, shading, shares
from tomoni.engine.privacy._problem import Pattern, Problem
from tomoni.engine.privacy._publishing import Earlier, Layout, publish
from tomoni.engine.privacy._quasi import quasi_identifiers
from tomoni.engine.privacy._records import Done
from tomoni.engine.privacy._release import (
    MARK,
    Exposure,
    Joint,
    Release,
    read_release,
    write_release,
)
from tomoni.engine.privacy._risk import Diversity, Risk, risk, row_risks
from tomoni.engine.privacy._rules import RULES, Rule, SmallArea, read_rule
from tomoni.engine.privacy._rungs import AreaRung, BandRung, GroupRung, PeriodRung, PrefixRung, Rung
from tomoni.engine.privacy._scan import Personal, Scan, scan
from tomoni.engine.privacy._spots import Spot, spots
from tomoni.engine.privacy._steps import (
    AgeBand,
    Area,
    AreaLevel,
    Clip,
    Coarser,
    Drop,
    JoinNeighbour,
    MergeRare,
    Period,
    Pseudonym,
    Step,
)
from tomoni.engine.privacy._suppressing import suppress
from tomoni.engine.privacy._texts import name_in
from tomoni.engine.privacy._transforming import Label, Transformed, transform

__all__ = [
    "KINDS",
    "MARK",
    "RULES",
    "AgeBand",
    "Area",
    "AreaLevel",
    "AreaRung",
    "Axis",
    "BandRung",
    "Clip",
    "Coarser",
    "Confidence",
    "Distance",
    "Diversity",
    "Done",
    "Drop",
    "Earlier",
    "Exposure",
    "Generalisation",
    "GroupRung",
    "Height",
    "JoinNeighbour",
    "Joined",
    "Joint",
    "Kind",
    "Label",
    "Ladder",
    "Layout",
    "MergeRare",
    "Missing",
    "Node",
    "Offer",
    "Pattern",
    "Period",
    "PeriodRung",
    "Personal",
    "PrefixRung",
    "PrivacyError",
    "Problem",
    "Pseudonym",
    "Release",
    "Risk",
    "Role",
    "Rule",
    "Rung",
    "Scan",
    "Shading",
    "Share",
    "SmallArea",
    "Spot",
    "Step",
    "Sum",
    "Transformed",
    "Wish",
    "attack",
    "declare",
    "generalise",
    "generalised",
    "hide_my_numbers",
    "intervals",
    "name_in",
    "offers",
    "publish",
    "quasi_identifiers",
    "read_release",
    "read_rule",
    "release_table",
    "risk",
    "row_risks",
    "scan",
    "shading",
    "shares",
    "spots",
    "strip_my_numbers",
    "suppress",
    "transform",
    "usual_ladders",
    "write_release",
]

"""The case: artifacts, versions, references, staleness, recomputing, tracing, bundles.

Comes in: what people write and what the other rooms make of it. Goes out: a graph in which every
number can be walked back to its file, and the same graph as a bundle of plain files. Why: going
back, handing over, recomputing and trusting a figure are then one structure, written once. A
finished case can go out as a teaching case, in which other words stand for names and places.
"""

from tomoni.engine.cases._bundle import Bundle, bundle_zip, read_bundle, write_bundle
from tomoni.engine.cases._check_rules import Check, CheckRule
from tomoni.engine.cases._checks import check
from tomoni.engine.cases._comparison import Change, compare
from tomoni.engine.cases._curriculum import (
    Curriculum,
    Field,
    FieldType,
    Material,
    Session,
    Skill,
    Step,
    Worksheet,
    read_curriculum,
    shipped_curriculum,
)
from tomoni.engine.cases._curriculum_checks import check_curriculum
from tomoni.engine.cases._curriculum_text import curriculum_mistakes, write_curriculum
from tomoni.engine.cases._effect_blocks import year_words
from tomoni.engine.cases._effects_made import (
    LOGIC_PICTURE,
    TORNADO,
    LogicPicture,
    resolved_model,
)
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._first_review import first_review
from tomoni.engine.cases._following import (
    ASSUMPTIONS,
    FLOWS,
    LOGIC_FIGURE,
    LOGIC_MODEL,
    PROPOSAL_TEXT,
    REVIEW,
    REVIEW_PLAN,
    follow,
)
from tomoni.engine.cases._giveaways import Giveaway, Known, TextPlace, giveaways
from tomoni.engine.cases._graph import (
    Artifact,
    Case,
    Plan,
    Reference,
    Version,
    assemble,
    order,
    place,
    record,
    upstream,
)
from tomoni.engine.cases._kinds import BPMN_FILE, KINDS, TABLE_FILE, TableContent, kind_of
from tomoni.engine.cases._mapped import (
    BOUNDARIES_FILE,
    FUNNEL_FILE,
    MAP_FILE,
    BoundariesContent,
    Drawn,
    DrawParameters,
    PeopleColumns,
    PointColumns,
)
from tomoni.engine.cases._parcel import Limits
from tomoni.engine.cases._quotes import (
    Quote,
    figure_line,
    quotes,
    quotes_in,
    resolve,
    typed_numbers,
)
from tomoni.engine.cases._recipes import RECIPES, recipes_on
from tomoni.engine.cases._recompute import (
    Inputs,
    Made,
    Progress,
    Recipe,
    Recomputed,
    never,
    recompute,
    silent,
)
from tomoni.engine.cases._remarks import Remark
from tomoni.engine.cases._staleness import stale
from tomoni.engine.cases._store import MemoryStore, Store, content_of, files_of, write_content
from tomoni.engine.cases._teaching import names_left, teaching_bundle, without_rows
from tomoni.engine.cases._trace import Trace, TracedSource, TraceStep, trace
from tomoni.engine.cases._tried import RUN_CHARTS, ComparisonParameters, TrialParameters, Tried
from tomoni.engine.cases._volumes import yearly_cases
from tomoni.engine.cases._worksheets import (
    WorksheetContent,
    missing_fields,
    quantities_of,
    references_of,
)
from tomoni.engine.cases._writing import revise

__all__ = [
    "ASSUMPTIONS",
    "BOUNDARIES_FILE",
    "BPMN_FILE",
    "FLOWS",
    "FUNNEL_FILE",
    "KINDS",
    "LOGIC_FIGURE",
    "LOGIC_MODEL",
    "LOGIC_PICTURE",
    "MAP_FILE",
    "PROPOSAL_TEXT",
    "RECIPES",
    "REVIEW",
    "REVIEW_PLAN",
    "RUN_CHARTS",
    "TABLE_FILE",
    "TORNADO",
    "Artifact",
    "BoundariesContent",
    "Bundle",
    "Case",
    "CasesError",
    "Change",
    "Check",
    "CheckRule",
    "ComparisonParameters",
    "Curriculum",
    "DrawParameters",
    "Drawn",
    "Field",
    "FieldType",
    "Giveaway",
    "Inputs",
    "Known",
    "Limits",
    "LogicPicture",
    "Made",
    "Material",
    "MemoryStore",
    "PeopleColumns",
    "Plan",
    "PointColumns",
    "Progress",
    "Quote",
    "Recipe",
    "Recomputed",
    "Reference",
    "Remark",
    "Session",
    "Skill",
    "Step",
    "Store",
    "TableContent",
    "TextPlace",
    "Trace",
    "TraceStep",
    "TracedSource",
    "TrialParameters",
    "Tried",
    "Version",
    "Worksheet",
    "WorksheetContent",
    "assemble",
    "bundle_zip",
    "check",
    "check_curriculum",
    "compare",
    "content_of",
    "curriculum_mistakes",
    "figure_line",
    "files_of",
    "first_review",
    "follow",
    "giveaways",
    "kind_of",
    "missing_fields",
    "names_left",
    "never",
    "order",
    "place",
    "quantities_of",
    "quotes",
    "quotes_in",
    "read_bundle",
    "read_curriculum",
    "recipes_on",
    "recompute",
    "record",
    "references_of",
    "resolve",
    "resolved_model",
    "revise",
    "shipped_curriculum",
    "silent",
    "stale",
    "teaching_bundle",
    "trace",
    "typed_numbers",
    "upstream",
    "without_rows",
    "write_bundle",
    "write_content",
    "write_curriculum",
    "year_words",
    "yearly_cases",
]

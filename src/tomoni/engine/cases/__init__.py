"""The case: artifacts, versions, references, staleness, recomputing, tracing, bundles.

Comes in: what people write and what the other rooms make of it. Goes out: a graph in which every
number can be walked back to its file, and the same graph as a bundle of plain files. Why: going
back, handing over, recomputing and trusting a figure are then one structure, written once.
"""

from tomoni.engine.cases._bundle import Bundle, bundle_zip, read_bundle, write_bundle
from tomoni.engine.cases._checks import check
from tomoni.engine.cases._comparison import Change, compare
from tomoni.engine.cases._curriculum import (
    Curriculum,
    Field,
    FieldType,
    Session,
    Step,
    Worksheet,
    read_curriculum,
    shipped_curriculum,
)
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._following import ASSUMPTIONS, FLOWS, PROPOSAL_TEXT, follow
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
from tomoni.engine.cases._kinds import KINDS, TABLE_FILE, TableContent, kind_of
from tomoni.engine.cases._parcel import Limits
from tomoni.engine.cases._quotes import (
    Quote,
    figure_line,
    quotes,
    quotes_in,
    resolve,
    typed_numbers,
)
from tomoni.engine.cases._recipes import RECIPES, yearly_cases
from tomoni.engine.cases._recompute import Inputs, Made, Recipe, Recomputed, recompute
from tomoni.engine.cases._staleness import stale
from tomoni.engine.cases._store import MemoryStore, Store, content_of, files_of, write_content
from tomoni.engine.cases._trace import Trace, TracedSource, TraceStep, trace
from tomoni.engine.cases._worksheets import (
    WorksheetContent,
    missing_fields,
    quantities_of,
    references_of,
)
from tomoni.engine.cases._writing import revise

__all__ = [
    "ASSUMPTIONS",
    "FLOWS",
    "KINDS",
    "PROPOSAL_TEXT",
    "RECIPES",
    "TABLE_FILE",
    "Artifact",
    "Bundle",
    "Case",
    "CasesError",
    "Change",
    "Curriculum",
    "Field",
    "FieldType",
    "Inputs",
    "Limits",
    "Made",
    "MemoryStore",
    "Plan",
    "Quote",
    "Recipe",
    "Recomputed",
    "Reference",
    "Session",
    "Step",
    "Store",
    "TableContent",
    "Trace",
    "TraceStep",
    "TracedSource",
    "Version",
    "Worksheet",
    "WorksheetContent",
    "assemble",
    "bundle_zip",
    "check",
    "compare",
    "content_of",
    "figure_line",
    "files_of",
    "follow",
    "kind_of",
    "missing_fields",
    "order",
    "place",
    "quantities_of",
    "quotes",
    "quotes_in",
    "read_bundle",
    "read_curriculum",
    "recompute",
    "record",
    "references_of",
    "resolve",
    "revise",
    "shipped_curriculum",
    "stale",
    "trace",
    "typed_numbers",
    "upstream",
    "write_bundle",
    "write_content",
    "yearly_cases",
]

"""The first review (最初の確認): what rules say of a case before a lecturer reads it."""

from collections.abc import Iterator

from tomoni.engine.cases._curriculum import Curriculum
from tomoni.engine.cases._graph import Case
from tomoni.engine.cases._made_checks import made_remarks
from tomoni.engine.cases._remarks import Remark
from tomoni.engine.cases._row_checks import Look, remarks_of
from tomoni.engine.cases._store import Store, content_of


def first_review(case: Case, *, store: Store, curriculum: Curriculum) -> tuple[Remark, ...]:
    """What the rules of the house and of the curriculum see in the newest versions of a case.

    Which rule looks at which field stands in the curriculum (`Worksheet.checks`); the others look
    at whatever is there: `required-empty`, `orphan-number`, `broken-quote`, `unknown-quote`,
    `exploring-number`, `source-unexplained`, `claim-unsketched`, `weakness-open`, `flow-minutes`,
    `flow-volume`, `flow-citizen`, `flow-unsourced`, `flow-same`, and of a logic model what
    `effects.check_logic_model` calls `goal-names-tool`, `output-as-outcome`, `outcome-unmeasured`,
    `indicator-unsourced`, `indicator-open`, `stage-missing`. The rules follow the method of the
    Data Academy; those on sentences look for words and their forms (SudachiPy) and are made to
    keep silent where in doubt. Worksheets come in the order of the curriculum, then what was made.
    """
    made = tuple(made_remarks(case, store=store, curriculum=curriculum))
    places = {worksheet.id: place for place, worksheet in enumerate(curriculum.worksheets)}
    found = [*_of_worksheets(case, store, curriculum), *made]
    return tuple(sorted(found, key=lambda remark: places.get(remark.artifact, len(places))))


def _of_worksheets(case: Case, store: Store, curriculum: Curriculum) -> Iterator[Remark]:
    for worksheet in curriculum.worksheets:
        head = case.head(worksheet.id)
        if head is None or case.artifacts[worksheet.id].kind != "worksheet":
            continue
        values = content_of(head, store=store)["values"]
        for check in worksheet.checks:
            yield from remarks_of(Look(check, worksheet.id, values, case, store))

"""The functions a plan can name, each registered once."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from tomoni.engine import evidence, flows, tables
from tomoni.engine.cases._effects_made import draw_logic_model, estimate, review
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._exploring import asking
from tomoni.engine.cases._kinds import BPMN_FILE, TABLE_FILE, TableContent
from tomoni.engine.cases._mapping import draw_map, read_boundaries
from tomoni.engine.cases._proposal import compose
from tomoni.engine.cases._recompute import Inputs, Made, Recipe
from tomoni.engine.cases._releasing import publish
from tomoni.engine.cases._transforming import transform
from tomoni.engine.cases._trying import compare, simulate
from tomoni.engine.cases._volumes import yearly_cases
from tomoni.engine.core import Finding, Quantity, Severity, Source, Table, Value

_ROWS_BELOW = "rows-below-range"


class _ReadParameters(Value):
    table: int = Field(default=0, ge=0)
    """Place among the tables of the file."""
    recipe: tables.Recipe = tables.Recipe()


class _RunParameters(Value):
    answers: dict[str, str] = {}
    """What is said to a weakness that stops the verdict, by its code."""
    ledger: tuple[evidence.Look, ...] = ()
    """The comparisons made before for the same question."""


class _CountParameters(Value):
    filters: tuple[tables.Filter, ...] = ()
    label: str = ""


def _read(inputs: Inputs) -> Made:
    """One table of a source file."""
    source = Source.model_validate(inputs.content("file"))
    given = _ReadParameters.model_validate(inputs.parameters)
    data = inputs.file("file", source.file_name)
    recipe = given.recipe
    if not recipe.header_rows:  # whatever each of them expects, all tables share one reading
        recipe = recipe.model_copy(update={"expected": ()})
    reading = inputs.reader.read(data, file_name=source.file_name, recipe=recipe)
    if given.table >= len(reading.tables):
        raise CasesError("no-such-table", table=given.table + 1)
    table = reading.tables[given.table]
    changed = _changed(table, recipe=given.recipe, findings=reading.findings)
    content = TableContent(
        name=table.name,
        columns=table.columns,
        rows=table.frame.height,
        sheet=table.sheet,
        range=table.range,
        row_kinds=dict(table.row_kinds),
        notes=table.notes,
        findings=(*_findings(reading, table=table), *(() if recipe.expected else changed)),
    )
    return Made(
        content=content.model_dump(mode="json"),
        files={TABLE_FILE: tables.write_parquet(table)},
        quantities={
            "rows": Quantity(value=table.data_rows().frame.height, unit="件", label="データの件数")
        },
    )


def _findings(reading: tables.Reading, *, table: Table) -> Iterator[Finding]:
    """What was found on the table's sheet, in the file as a whole, and on sheets without tables."""
    apart = {other.sheet for other in reading.tables} - {table.sheet} if table.sheet else set()
    for finding in reading.findings:
        if finding.place.sheet not in apart:
            yield finding


def _changed(
    table: Table, *, recipe: tables.Recipe, findings: Sequence[Finding]
) -> tuple[Finding, ...]:
    """What differs from the shape that a person has seen.

    More than a trifle waits until somebody says how to read it: `CasesError("shape-changed")`.
    """
    if not recipe.expected:
        return ()
    changed = tables.drift(recipe.expected, table)
    count = sum(finding.severity is not Severity.INFO for finding in changed)
    below = any(finding.code == _ROWS_BELOW for finding in findings)
    count += below and not recipe.below
    if count:
        raise CasesError("shape-changed", count=count)
    return changed


def _table(inputs: Inputs, name: str) -> Table:
    return tables.read_parquet(inputs.file(name, TABLE_FILE))


def _run(inputs: Inputs) -> Made:
    """A locked claim held against a table."""
    given = _RunParameters.model_validate(inputs.parameters)
    claim = evidence.Claim.model_validate(inputs.content("claim"))
    title = inputs.case.artifacts[inputs.version("table").artifact].title
    verdict = evidence.run(
        claim,
        table=_table(inputs, "table"),
        source_name=title,
        answers=given.answers,
        ledger=given.ledger,
    )
    return Made(
        content=verdict.model_dump(mode="json"),
        files={"chart.svg": evidence.chart_svg(verdict.chart).encode()},
        quantities=_from(verdict.quantities, "table.rows"),
    )


def _count(inputs: Inputs) -> Made:
    """Rows of a table that meet conditions."""
    given = _CountParameters.model_validate(inputs.parameters)
    counted = evidence.count(_table(inputs, "table"), filters=given.filters, label=given.label)
    return Made(
        content=counted.model_dump(mode="json"),
        quantities=_from(counted.quantities, "table.rows"),
    )


def _cost(inputs: Inputs) -> Made:
    """A flow's hours a year, its picture and its BPMN."""
    flow = flows.Flow.model_validate(inputs.content("flow"))
    cases_a_year, cases_name = yearly_cases(flow, inputs.quantities())
    cost = flows.cost(flow, cases=cases_a_year, cases_name=cases_name)
    drawn = BPMN_FILE in inputs.version("flow").files
    kept = inputs.file("flow", BPMN_FILE) if drawn else b""
    return Made(
        content=cost.model_dump(mode="json"),
        files={
            "flow.svg": flows.draw_svg(flow).encode(),
            BPMN_FILE: flows.to_bpmn(flow, kept=kept),
        },
        quantities=cost.quantities,
    )


def _from(quantities: Mapping[str, Quantity], name: str) -> dict[str, Quantity]:
    """The quantities, each said to be made from the one named."""
    return {
        key: quantity if quantity.made_from else quantity.model_copy(update={"made_from": (name,)})
        for key, quantity in quantities.items()
    }


RECIPES: Mapping[str, Recipe] = {
    "tables.read": Recipe(_read),
    "privacy.transform": Recipe(transform),
    "privacy.publish": Recipe(publish, walks=True),
    "evidence.run": Recipe(_run),
    "evidence.count": Recipe(_count),
    "questions.ask": asking("duckdb"),
    "maps.boundaries": Recipe(read_boundaries),
    "maps.draw": Recipe(draw_map),
    "flows.cost": Recipe(_cost),
    "flows.simulate": Recipe(simulate),
    "flows.compare": Recipe(compare),
    "effects.estimate": Recipe(estimate),
    "effects.logic_model": Recipe(draw_logic_model),
    "effects.review": Recipe(review),
    "documents.proposal": Recipe(compose, walks=True),
}


def recipes_on(backend: str) -> Mapping[str, Recipe]:
    """The functions, with questions answered by that database: `duckdb`, `postgresql://…`, `spark`.

    Their answers are the same; only how much they can take differs.
    """
    return {**RECIPES, "questions.ask": asking(backend)}

"""The effect, the logic model's picture, and what was planned beside what came of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from tomoni.engine import effects, evidence, flows
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._graph import Reference
from tomoni.engine.cases._quotes import quotes, resolve
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.cases._store import content_of
from tomoni.engine.cases._worksheets import WorksheetContent
from tomoni.engine.core import Finding, Quantity, Value

LOGIC_PICTURE, TORNADO = "logic_model.svg", "tornado.svg"
AS_IS_FLOW, TO_BE_FLOW = "as_is_flow", "to_be_flow"
"""Inputs of an effect that also tells what becomes of the hours."""


class LogicPicture(Value):
    """A logic model with its live references in words, and what is weak in it.

    Quantities of the version: `present_3` and `target_3` of the indicator in row 3, where it is
    nothing but one live reference.
    """

    model: effects.LogicModel
    findings: tuple[Finding, ...] = ()


def estimate(inputs: Inputs) -> Made:
    """The effect of going from one flow to the other, with its tornado."""
    worksheet = WorksheetContent.model_validate(inputs.content("assumptions"))
    assumptions = effects.read_assumptions(worksheet.values)
    as_is, to_be = (flows.Cost.model_validate(inputs.content(name)) for name in ("as_is", "to_be"))
    found = effects.estimate(
        assumptions,
        as_is=as_is,
        to_be=to_be,
        comparison=_comparison(inputs, as_is, to_be),
    )
    chart = effects.tornado_chart(found)
    return Made(
        content=found.model_dump(mode="json"),
        files={} if chart is None else {TORNADO: evidence.chart_svg(chart).encode()},
        quantities={**found.quantities, **found.split},
    )


def _comparison(inputs: Inputs, as_is: flows.Cost, to_be: flows.Cost) -> flows.Comparison | None:
    """What becomes of the hours; nothing where the two years have not equally many cases."""
    cases = as_is.quantities["cases"]
    same = cases.value == to_be.quantities["cases"].value
    if not (same and {AS_IS_FLOW, TO_BE_FLOW} <= inputs.versions.keys()):
        return None
    before, after = (
        flows.Flow.model_validate(inputs.content(name)) for name in (AS_IS_FLOW, TO_BE_FLOW)
    )
    return flows.compare(before, after, cases=cases)


def draw_logic_model(inputs: Inputs) -> Made:
    """The picture of a logic model, its live references resolved."""
    written = effects.LogicModel.model_validate(inputs.content("model"))
    quantities = inputs.quantities()
    model = resolved_model(written, quantities=quantities)
    content = LogicPicture(model=model, findings=effects.check_logic_model(written))
    return Made(
        content=content.model_dump(mode="json"),
        files={LOGIC_PICTURE: effects.draw_logic_model(model).encode()},
        quantities=dict(_indicators(written, quantities)),
    )


def resolved_model(
    model: effects.LogicModel, *, quantities: Mapping[str, Quantity]
) -> effects.LogicModel:
    """The model with its live references in words; `quantities` are named `artifact.quantity`."""
    return effects.LogicModel.model_validate(_resolved(model.model_dump(), quantities))


def _resolved(value: Any, quantities: Mapping[str, Quantity]) -> Any:
    if isinstance(value, str):
        return "".join(span.text for span in resolve(value, quantities=quantities))
    if isinstance(value, Mapping):
        # The id and what it leads to are names, not texts.
        return {
            key: each if key in {"id", "leads_to", "stage"} else _resolved(each, quantities)
            for key, each in value.items()
        }
    return [_resolved(each, quantities) for each in value] if isinstance(value, tuple) else value


def _indicators(
    model: effects.LogicModel, quantities: Mapping[str, Quantity]
) -> Iterator[tuple[str, Quantity]]:
    for place, row in enumerate(model.rows, start=1):
        if row.indicator is None:
            continue
        for word, label in (("present", "現在値"), ("target", "目標値")):
            name = _one_quote(getattr(row.indicator, word))
            if name in quantities:
                known = {"label": f"{row.indicator.name}（{label}）", "made_from": (name,)}
                yield f"{word}_{place}", quantities[name].model_copy(update=known)


def _one_quote(text: str) -> str:
    """The name of the number when the text is one live reference and nothing else."""
    found = quotes(text)
    whole = text.strip().startswith("{{") and text.strip().endswith("}}")
    return found[0].name if len(found) == 1 and whole else ""


def review(inputs: Inputs) -> Made:
    """Every line of a review's plan: the number as it was adopted beside what was measured."""
    plan = effects.ReviewPlan.model_validate(inputs.content("plan"))
    lines: list[effects.ReviewLine] = []
    findings: list[Finding] = []
    numbers: dict[str, Quantity] = {}
    for place, line in enumerate(plan.lines, start=1):
        planned = _planned(inputs, line)
        name = _one_quote(line.actual)
        actual, measured = _actual(inputs, name) if name else (None, None)
        told = effects.review_line(line, planned=planned, actual=actual, measured=measured)
        lines.append(told)
        findings += effects.review_findings(
            line,
            place=place,
            planned=planned,
            actual=actual,
            fixed=_fixed(inputs, line),
            measured=measured,
            started_date=plan.started_date,
        )
        numbers[f"planned_{place}"] = _named(planned, f"{line.indicator}（見込み）", "plan")
        if told.actual is not None:
            numbers[f"actual_{place}"] = _named(told.actual, f"{line.indicator}（実績）", name)
    content = effects.Review(
        title=plan.title,
        started_date=plan.started_date,
        lines=tuple(lines),
        findings=tuple(findings),
        learnt=plan.learnt,
    )
    return Made(content=content.model_dump(mode="json"), quantities=numbers)


def _planned(inputs: Inputs, line: effects.PlannedLine) -> Quantity:
    """The number in the version that was adopted: a later estimate changes nothing."""
    artifact, _, name = line.planned.partition(".")
    version = inputs.case.version(Reference(artifact=artifact, version=line.planned_version))
    if name not in version.quantities:
        raise CasesError("unknown-quantity", quantity=line.planned[:130])
    return version.quantities[name]


def _fixed(inputs: Inputs, line: effects.PlannedLine) -> evidence.Claim | None:
    if not line.claim:
        return None
    reference = Reference(artifact=line.claim, version=line.claim_version)
    content = content_of(inputs.case.version(reference), store=inputs.store)
    return evidence.Claim.model_validate(content)


def _actual(inputs: Inputs, name: str) -> tuple[Quantity, evidence.Claim | None]:
    """What was measured and, where a verdict measured it, its claim."""
    quantities = inputs.quantities()
    if name not in quantities:
        raise CasesError("unknown-quote", quote=name[:130])
    artifact = name.partition(".")[0]
    if inputs.case.artifacts[artifact].kind != "evidence":
        return quantities[name], None
    version = next(each for each in inputs.versions.values() if each.artifact == artifact)
    verdict = evidence.Verdict.model_validate(content_of(version, store=inputs.store))
    return quantities[name], verdict.claim


def _named(quantity: Quantity, label: str, made_from: str) -> Quantity:
    return quantity.model_copy(update={"label": label, "made_from": (made_from,)})

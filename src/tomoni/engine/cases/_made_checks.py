"""Rules on what is in a case whatever the curriculum asks: flows, claims, results, quotes."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from tomoni.engine import effects, evidence, flows
from tomoni.engine.cases._checks import document_texts, quoted
from tomoni.engine.cases._curriculum import Curriculum
from tomoni.engine.cases._graph import Case
from tomoni.engine.cases._quotes import broken_quotes, typed_numbers
from tomoni.engine.cases._remarks import Remark
from tomoni.engine.cases._store import Store, content_of
from tomoni.engine.cases._worksheets import WorksheetContent, missing_fields
from tomoni.engine.core import Finding, Grade, Severity

AS_IS, TO_BE = "as_is", "to_be"
_LOGIC = {
    "goal-names-tool", "output-as-outcome", "outcome-unmeasured", "indicator-unsourced",
    "indicator-open", "stage-missing",
}  # fmt: skip


def made_remarks(case: Case, *, store: Store, curriculum: Curriculum) -> Iterator[Remark]:
    """What is to be said of what is there, in the order of the case."""
    for key, content in _contents(case, store, kind="worksheet"):
        yield from _empty_fields(key, content, curriculum)
    yield from _quotes(case, store)
    for kind, rule in _BY_KIND.items():
        for key, content in _contents(case, store, kind=kind):
            yield from rule(key, content)
    yield from _same_flow(case, store)


def _contents(case: Case, store: Store, *, kind: str) -> Iterator[tuple[str, Any]]:
    for key, artifact in case.artifacts.items():
        head = case.head(key)
        if artifact.kind == kind and head is not None:
            yield key, content_of(head, store=store)


def _empty_fields(key: str, content: Any, curriculum: Curriculum) -> Iterator[Remark]:
    filled = WorksheetContent.model_validate(content)
    if filled.worksheet in {worksheet.id for worksheet in curriculum.worksheets}:
        for field in missing_fields(filled, curriculum=curriculum):
            yield _severe("required-empty", key, field=field.name)


def _quotes(case: Case, store: Store) -> Iterator[Remark]:
    """Numbers typed into a text that a document is made from, and quotes that do not hold."""
    loose: dict[tuple[str, str, Severity], list[str]] = {}
    for finding in quoted(case):
        place = finding.place.sheet, finding.code, finding.severity
        loose.setdefault(place, []).append(str(finding.params["quote"]))
    for (key, code, severity), names in loose.items():
        yield _remark(severity, code, key, seen="、".join(names))
    texts = document_texts(case)
    for key, content in _contents(case, store, kind="worksheet"):
        values = content["values"] if key in texts else {}
        for name, value in values.items():
            text = value if isinstance(value, str) else ""
            if numbers := typed_numbers(text):
                seen = "、".join(dict.fromkeys(numbers))
                yield _severe("orphan-number", key, field=name, seen=seen)
            for broken in broken_quotes(text):
                yield _severe("broken-quote", key, field=name, seen=broken)


def _source(key: str, content: Any) -> Iterator[Remark]:
    for part in ("owner", "purpose"):
        if not str(content.get(part, "")).strip():
            yield _severe("source-unexplained", key, why=part)


def _flow(key: str, content: Any) -> Iterator[Remark]:
    flow = flows.Flow.model_validate(content)
    if not flow.steps:
        return
    found = flows.check(flow)
    if unmeasured := [each for each in found if each.code == "minutes-missing"]:
        first = str(unmeasured[0].params["step"])
        yield _severe("flow-minutes", key, seen=first, count=len(unmeasured))
    if any(each.code == "volume-missing" for each in found):
        yield _severe("flow-volume", key)
    citizens = {lane.name for lane in flow.lanes if lane.kind is flows.LaneKind.CITIZEN}
    if not any(step.lane in citizens for step in flow.steps):
        yield _mild("flow-citizen", key)
    unsourced = [
        step.name
        for step in flow.steps
        if step.minutes and not step.said_by and step.grade in {Grade.ESTIMATE, Grade.INTERVIEW}
    ]
    if unsourced:
        yield _mild("flow-unsourced", key, seen=unsourced[0], count=len(unsourced))


def _same_flow(case: Case, store: Store) -> Iterator[Remark]:
    found = dict(_contents(case, store, kind="flow"))
    if AS_IS in found and TO_BE in found:
        as_is, to_be = (flows.Flow.model_validate(found[key]) for key in (AS_IS, TO_BE))
        if as_is.steps and (as_is.lanes, as_is.steps) == (to_be.lanes, to_be.steps):
            yield _severe("flow-same", TO_BE)


def _claim(key: str, content: Any) -> Iterator[Remark]:
    claim = evidence.Claim.model_validate(content)
    if not claim.sketch.strip():
        yield _severe("claim-unsketched", key)


def _result(key: str, content: Any) -> Iterator[Remark]:
    weaknesses = content.get("warnings") or ()
    unanswered = [each for each in weaknesses if each.get("blocks") and not each.get("answer")]
    if unanswered:
        yield _mild("weakness-open", key, count=len(unanswered))


def _logic(key: str, content: Any) -> Iterator[Remark]:
    model = effects.LogicModel.model_validate(content)
    for finding in effects.check_logic_model(model):
        if finding.code in _LOGIC:
            yield _of_finding(finding, key)


def _of_finding(finding: Finding, key: str) -> Remark:
    return Remark(
        rule=finding.code,
        severity=finding.severity,
        artifact=key,
        row=finding.place.row,
        seen=finding.seen,
        params={name: str(value) for name, value in finding.params.items()},
    )


def _remark(
    severity: Severity, rule: str, key: str, *, field: str = "", seen: str = "", **params: str | int
) -> Remark:
    return Remark(rule=rule, severity=severity, artifact=key, field=field, seen=seen, params=params)


_severe = partial(_remark, Severity.ERROR)
_mild = partial(_remark, Severity.WARNING)

_BY_KIND: Mapping[str, Callable[[str, Any], Iterator[Remark]]] = {
    "source": _source,
    "claim": _claim,
    "evidence": _result,
    "flow": _flow,
    "logic_model": _logic,
}

"""The ways of a proposal's numbers back to files, what they assume, and what is no longer so."""

from dataclasses import dataclass

from tomoni.academy.proposals.blind import Mask
from tomoni.academy.proposals.reviewing.papers import Paper
from tomoni.academy.workspaces import tracing
from tomoni.engine import cases, documents
from tomoni.engine.core import range_text, show


@dataclass(frozen=True)
class WayStep:
    """One step of a number's way; nobody's name is in it."""

    title: str
    label: str
    shown: str
    range: str
    grade: str
    how: str
    number: int
    newest: bool


@dataclass(frozen=True)
class WaySource:
    """A file at the end of the way; what it is called and whose it is only where it may be told."""

    file_name: str
    sha256: str
    rows: int | None
    purpose: str
    owner: str


@dataclass(frozen=True)
class Way:
    """A number's way back: from where it stands down to the files."""

    label: str
    shown: str
    range: str
    grade: str
    steps: tuple[WayStep, ...]
    sources: tuple[WaySource, ...]


@dataclass(frozen=True)
class Assumed:
    """Something that people wrote and numbers stand on."""

    label: str
    shown: str
    range: str
    grade: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Doubts:
    """What to know of the numbers before they are judged."""

    assumed: tuple[Assumed, ...]
    stale: tuple[str, ...]
    orphans: tuple[str, ...]


def way(paper: Paper, name: str, *, mask: Mask) -> Way | None:
    """The way of a number that the proposal quotes; None for any other."""
    found = _trace(paper, name)
    if found is None:
        return None
    return Way(
        label=mask.text(found.quantity.label or name),
        shown=show(found.quantity),
        range=range_text(found.quantity),
        grade=found.quantity.grade.value,
        steps=tuple(_step(each, mask=mask) for each in found.steps),
        sources=tuple(_source(each, mask=mask) for each in found.sources),
    )


def doubts(paper: Paper, *, mask: Mask) -> Doubts:
    """What is assumed, what has a newer version than was quoted, what has no source."""
    spans = list(documents.spans(paper.document.blocks))
    names = dict.fromkeys(each.name for each in spans if isinstance(each, documents.Number))
    assumed: dict[tuple[str, str], tuple[cases.TraceStep, list[str]]] = {}
    stale: dict[str, None] = {}
    for found in filter(None, (_trace(paper, name) for name in names)):
        label = mask.text(found.quantity.label or found.name)
        for step in found.steps:
            if _is_assumed(step):
                key = (step.artifact, step.quantity_name)
                assumed.setdefault(key, (step, []))[1].append(label)
            if not step.newest:
                stale[label] = None
    return Doubts(
        assumed=tuple(_assumed(step, labels, mask=mask) for step, labels in assumed.values()),
        stale=tuple(stale),
        orphans=tuple(each.text for each in spans if isinstance(each, documents.Orphan)),
    )


def _trace(paper: Paper, name: str) -> cases.Trace | None:
    """In the very version that the proposal quotes."""
    key = name.partition(".")[0]
    if paper.opened is None or key not in paper.quoted:
        return None
    try:
        return cases.trace(
            paper.opened.case, name, store=paper.opened.store, version=paper.quoted[key]
        )
    except cases.CasesError:
        return None


def _is_assumed(step: cases.TraceStep) -> bool:
    """A person wrote it, and there is nothing behind it; a claim is no number."""
    said = step.kind == "flow" or (step.kind == "worksheet" and step.quantity is not None)
    return said and step.function is None and not step.made_from


def _assumed(step: cases.TraceStep, labels: list[str], *, mask: Mask) -> Assumed:
    quantity = step.quantity
    title = step.title or step.artifact
    return Assumed(
        label=mask.text((quantity.label if quantity else "") or title),
        shown=show(quantity) if quantity else "",
        range=range_text(quantity) if quantity else "",
        grade=quantity.grade.value if quantity else "",
        numbers=tuple(dict.fromkeys(labels)),
    )


def _step(step: cases.TraceStep, *, mask: Mask) -> WayStep:
    quantity = step.quantity
    return WayStep(
        title=mask.text(step.title or step.artifact),
        label=mask.text(quantity.label) if quantity else "",
        shown=show(quantity) if quantity else "",
        range=range_text(quantity) if quantity else "",
        grade=quantity.grade.value if quantity else "",
        how=str(tracing.HOW.get(step.function or step.kind, step.function or tracing.BY_HAND)),
        number=step.version,
        newest=step.newest,
    )


def _source(each: cases.TracedSource, *, mask: Mask) -> WaySource:
    source = each.source
    return WaySource(
        file_name=mask.text(source.file_name),
        sha256=source.sha256,
        rows=each.rows,
        purpose=mask.text(source.purpose),
        owner="" if mask.hides() else source.owner,
    )

"""A proposal as it is read: what it says with its numbers, the way of each, what it lacks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import Question
from tomoni.academy.workspaces.models import Case, Version
from tomoni.academy.workspaces.reading import open_case
from tomoni.academy.workspaces.store import DatabaseStore
from tomoni.engine import cases, documents
from tomoni.engine.core import Grade, Quantity

Figure = documents.Figure
PROPOSAL = "proposal"
"""The key of a case's composed proposal."""
_MARKED = {Grade.ESTIMATE.value, Grade.EXPLORED.value}


@dataclass(frozen=True)
class SpanView:
    """Words; with a `name` a number that has a trace; an orphan has none."""

    text: str
    name: str = ""
    mark: str = ""
    orphan: bool = False


@dataclass(frozen=True)
class Line:
    """Words with their numbers, or the figures that the line places."""

    spans: tuple[SpanView, ...] = ()
    figures: tuple[documents.Figure, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A question and what the proposal says to it, line by line."""

    name: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Quoted:
    """What a proposal can quote: the numbers and traces of the case's version that it names."""

    quantities: Mapping[str, Quantity]
    document: documents.Document | None = None
    artifacts: frozenset[str] = frozenset()

    @cached_property
    def traces(self) -> dict[str, documents.TraceEntry]:
        entries = self.document.traces if self.document else ()
        return {entry.name: entry for entry in entries}

    def spans(self, text: str) -> tuple[SpanView, ...]:
        """The text with its numbers filled in."""
        return tuple(map(_span, cases.resolve(text, quantities=self.quantities)))

    def line(self, text: str) -> Line:
        """One line; what places a figure of the case's proposal is that figure."""
        spans, placed = self.spans(text), cases.quotes(text)
        if len(spans) != 1 or not spans[0].orphan or len(placed) != 1:
            return Line(spans)
        key = placed[0].name
        blocks = self.document.blocks if self.document else ()
        figures = (block for block in blocks if isinstance(block, documents.Figure))
        found = tuple(each for each in figures if each.file.startswith(f"{key}-"))
        return Line((), found) if key in self.artifacts else Line(spans)


@dataclass(frozen=True)
class Lacks:
    """What a text has that nobody can follow: numbers typed in, quotes that lead nowhere."""

    typed: tuple[str, ...]
    broken: tuple[str, ...]


def quoted_by(version: Version | None) -> Quoted:
    """The numbers behind a version of a case's proposal; nothing for a plain one."""
    if version is None:
        return Quoted({})
    wanted = Q(pk__in=())
    for reference in version.references.values():
        wanted |= Q(artifact__key=reference["artifact"], number=reference["version"])
    found = Version.objects.filter(wanted, artifact__case=version.artifact.case_id)
    quantities = {
        f"{each.artifact.key}.{name}": Quantity.model_validate(quantity)
        for each in found.select_related("artifact")
        for name, quantity in each.quantities.items()
    }
    content = json.loads(DatabaseStore().read(version.content_id))
    keys = frozenset(each["artifact"] for each in version.references.values())
    return Quoted(quantities, documents.Document.model_validate(content), keys)


def answers(proposal: Proposal, *, quoted: Quoted) -> list[Answer]:
    """What the proposal says, question by question; what is empty is left out."""
    found = []
    for question in proposal.programme.questions(proposal.category):
        text = str(proposal.values.get(question.name) or "").strip()
        if text:
            lines = tuple(quoted.line(line) for line in text.splitlines() if line.strip())
            found.append(Answer(question.name, question.label, lines))
    return found


def plain_texts(proposal: Proposal, *, quoted: Quoted) -> dict[str, str]:
    """What it says by the name of the question, numbers filled in, as documents take it."""
    empty = dict.fromkeys(each.name for each in proposal.programme.questions(proposal.category))
    said = {
        each.name: "\n".join(
            "".join(span.text for span in line.spans) for line in each.lines if line.spans
        )
        for each in answers(proposal, quoted=quoted)
    }
    return {name: said.get(name, "") for name in empty}


def quoted_names(proposal: Proposal, *, quoted: Quoted) -> set[str]:
    """Names of the numbers that the proposal quotes."""
    lines = (line for each in answers(proposal, quoted=quoted) for line in each.lines)
    return {span.name for line in lines for span in line.spans if span.name}


def lacks(values: Mapping[str, Any], *, quoted: Quoted) -> Lacks:
    """Numbers in the values that have no source, each once."""
    texts = (value for value in values.values() if isinstance(value, str))
    spans = [
        span for text in texts for line in text.splitlines() for span in quoted.line(line).spans
    ]
    orphans = dict.fromkeys(span.text for span in spans if span.orphan)
    return Lacks(
        typed=tuple(text for text in orphans if "{{" not in text),
        broken=tuple(text for text in orphans if "{{" in text),
    )


def stale_titles(case: Case) -> list[str]:
    """What of the case is newer than its proposal: titles, none when it is up to date."""
    opened = open_case(case)
    return opened.titles(opened.stale.get(PROPOSAL, ()))


def newest_version(case: Case) -> Version | None:
    """The newest version of the case's composed proposal."""
    found = Version.objects.filter(artifact__case=case, artifact__key=PROPOSAL)
    return found.select_related("artifact__case__group").order_by("-number").first()


def filled_from(case: Case, *, questions: Iterable[Question]) -> tuple[str, dict[str, Any]]:
    """Title and values out of the case's text: fields of the same name, else of the same label,
    else of a label with which the question's begins."""
    opened = open_case(case)
    content = opened.content(cases.PROPOSAL_TEXT) or {}
    said: dict[str, Any] = content.get("values", {})
    worksheet = opened.curriculum.worksheet(cases.PROPOSAL_TEXT)
    shortest_first = sorted(worksheet.fields, key=lambda field: len(field.label))
    values: dict[str, Any] = {}
    for question in questions:
        values[question.name] = said.get(question.name)
        for field in shortest_first:
            if question.name not in said and question.label.startswith(field.label):
                values[question.name] = said.get(field.name)
    title = str(said.get(worksheet.fields[0].name) or case.title)
    return title, {name: value for name, value in values.items() if isinstance(value, str)}


def _span(span: documents.Span) -> SpanView:
    match span:
        case documents.Number():
            mark = span.grade if span.grade in _MARKED else ""
            return SpanView(span.text, name=span.name, mark=mark)
        case documents.Orphan():
            return SpanView(span.text, orphan=True)
    return SpanView(span.text)


def figure_of(proposal: Proposal, *, file: str) -> bytes | None:
    """A picture of the case's proposal as it was when it was sent; None where it has none so."""
    version = proposal.case_version
    digest = version.files.get(file) if version else None
    return None if digest is None else DatabaseStore().read(digest)

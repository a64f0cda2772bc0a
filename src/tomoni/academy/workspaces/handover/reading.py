"""A teaching case as it is read: by step, with pictures and numbers that can be walked back."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse

from tomoni.academy.workspaces import store, tracing, worksheets
from tomoni.academy.workspaces.handover.models import TeachingCase
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, documents
from tomoni.engine.core import range_text, show

PICTURE = ".svg"
_MOST_LINES = 120
_ON_PAGE = {
    "data": ("source", "table", "release", "boundaries"),
    "analysis": ("claim", "evidence", "count", "answer", "map"),
    "flow": ("flow", "cost", "run", "comparison"),
    "effect": ("effect", "logic_model", "logic_picture", "review_plan", "review"),
    "proposal": ("document",),
}
"""Kinds of artifact by the page of the step that makes them."""
_FACT = {"claim": "sentence", "evidence": "fact", "count": "fact", "answer": "fact"}
"""Where an artifact of a kind says in one sentence what it says."""


@dataclass(frozen=True)
class NumberView:
    """A number, and the address of its way back."""

    label: str
    shown: str
    range: str
    grade: str
    url: str


@dataclass(frozen=True)
class BlockView:
    """A part of a document: a heading, a line, or a picture by its address."""

    type: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class PartView:
    """One artifact: what it is, in words, numbers and pictures; `left_out`: what is not here."""

    key: str
    title: str
    word: str
    fact: str
    lines: tuple[tuple[str, str], ...]
    folded: bool
    numbers: tuple[NumberView, ...]
    pictures: tuple[tuple[str, str], ...]
    blocks: tuple[BlockView, ...]
    left_out: bool


def opened(teaching: TeachingCase) -> Opened:
    """The bundle taken apart; what stands behind is the same as long as its digest is."""
    assert teaching.content_id is not None  # noqa: S101 - the caller has looked
    bundle = _bundle(teaching.content_id)
    kept = store.DatabaseStore()  # holds what is written in memory, and is never told to keep it
    for versions in bundle.case.versions.values():
        for version in versions:
            for digest in (version.content, *version.files.values()):
                kept.write(bundle.store.read(digest))
    return Opened(row=teaching.case, case=bundle.case, store=kept, curriculum=bundle.curriculum)


def parts_of(teaching: TeachingCase, found: Opened, step: cases.Step) -> list[PartView]:
    """What the group made in the step: its worksheets first."""
    kinds = _ON_PAGE.get(step.page, ())
    made = [
        key
        for kind in kinds
        for key, artifact in found.case.artifacts.items()
        if artifact.kind == kind
    ]
    missing = set(cases.without_rows(_of(found)))
    return [
        _part(teaching, found, key, left_out=key in missing)
        for key in (*step.worksheets, *made)
        if found.case.head(key) is not None
    ]


def left_out(found: Opened) -> list[str]:
    """Titles of what is only told of: its file or rows are not in."""
    return found.titles(cases.without_rows(_of(found)))


def picture(found: Opened, *, key: str, name: str) -> bytes | None:
    """A picture of an artifact; None when there is none of that name."""
    head = found.case.head(key) if key in found.case.artifacts else None
    if head is None or name not in head.files or not name.endswith(PICTURE):
        return None
    return found.store.read(head.files[name])


def document(found: Opened, *, key: str, form: documents.Format) -> bytes | None:
    """A document as one file; None when there is none of that key."""
    content = found.content(key)
    if content is None or found.case.artifacts[key].kind != "document":
        return None
    head = found.case.head(key)
    assert head is not None  # noqa: S101 - it has a content
    files = cases.files_of(head, store=found.store)
    return documents.render(documents.Document.model_validate(content), format=form, files=files)


def trace(found: Opened, name: str) -> cases.Trace | None:
    """The way of a number back to the file; None when there is none of that name."""
    try:
        return cases.trace(found.case, name, store=found.store)
    except cases.CasesError:
        return None


def steps_of(way: cases.Trace) -> list[tuple[str, str, str]]:
    """Every step of the way: what it is, its number, how it was made."""
    return [
        (
            step.title or step.artifact,
            show(step.quantity) if step.quantity else "",
            str(tracing.HOW.get(step.function or step.kind, step.function or tracing.BY_HAND)),
        )
        for step in way.steps
    ]


@lru_cache(maxsize=16)
def _bundle(digest: str) -> cases.Bundle:
    """By its SHA-256: the bytes behind it never change."""
    return cases.read_bundle(store.DatabaseStore().read(digest))


def _of(found: Opened) -> cases.Bundle:
    return cases.Bundle(case=found.case, store=found.store, curriculum=found.curriculum)


def _part(teaching: TeachingCase, found: Opened, key: str, *, left_out: bool) -> PartView:
    artifact, head = found.case.artifacts[key], found.case.head(key)
    assert head is not None  # noqa: S101 - the caller has looked
    content = found.content(key)
    fact = content.get(_FACT.get(artifact.kind, ""), "")
    is_document = artifact.kind == "document"
    lines = () if is_document else worksheets.lines(found, artifact.kind, content)
    return PartView(
        key=key,
        title=found.title(key),
        word=cases.KINDS[artifact.kind].word,
        fact=fact,
        lines=tuple(
            (label, worksheets.read_out(found, text)) for label, text in lines[:_MOST_LINES]
        ),
        folded=artifact.kind != "worksheet",
        numbers=tuple(_numbers(teaching, head)),
        pictures=tuple(
            (name, reverse("handover:picture", args=(teaching.pk, key, name)))
            for name in sorted(head.files)
            if name.endswith(PICTURE) and not is_document
        ),
        blocks=tuple(_blocks(teaching, key, content)) if is_document else (),
        left_out=left_out,
    )


def _numbers(teaching: TeachingCase, head: cases.Version) -> Iterator[NumberView]:
    for name, quantity in head.quantities.items():
        full = f"{head.artifact}.{name}"
        yield NumberView(
            label=quantity.label or name,
            shown=show(quantity),
            range=range_text(quantity),
            grade=quantity.grade.value,
            url=reverse("handover:trace", args=(teaching.pk, full)),
        )


def _blocks(teaching: TeachingCase, key: str, content: Any) -> Iterator[BlockView]:
    for block in documents.Document.model_validate(content).blocks:
        if isinstance(block, documents.Heading):
            yield BlockView("heading", block.text)
        elif isinstance(block, documents.Paragraph):
            yield BlockView("line", _words(block.spans))
        elif isinstance(block, documents.Bullets):
            for item in block.items:
                yield BlockView("item", _words(item))
        elif isinstance(block, documents.Figure):
            url = reverse("handover:picture", args=(teaching.pk, key, block.file))
            yield BlockView("picture", block.alt, url)


def _words(spans: tuple[documents.Span, ...]) -> str:
    return "".join(span.text for span in spans)


def step_url(teaching: TeachingCase, step_id: str) -> str:
    """The address of a step of a teaching case."""
    return reverse("handover:step", args=(teaching.pk, step_id))

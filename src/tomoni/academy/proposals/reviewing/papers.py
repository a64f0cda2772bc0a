"""The text of a proposal as one document, in what was frozen when it was sent, behind a mask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.proposals import reading
from tomoni.academy.proposals.blind import Mask
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases, documents

_AS_THEY_ARE = frozenset({"type", "file", "name", "sha256", "level", "align", "grade", "kind"})
"""What the house itself wrote: not for eyes, or the same in every case."""
_TELLING = ("made_by", "made_at", "owner")
"""What is left out of the way of a number where names are hidden."""
FORMATS: dict[str, documents.Format] = {"docx": "docx", "pdf": "pdf"}


@dataclass(frozen=True)
class Paper:
    """A proposal to be read: `opened` and the versions it quotes when it comes from a case."""

    document: documents.Document
    opened: Opened | None
    quoted: Mapping[str, int]
    files: Mapping[str, bytes]


def paper_of(proposal: Proposal, *, mask: Mask) -> Paper:
    """What it says with its numbers, and the case's pictures and tables below, without what the
    mask hides. Where it answers nothing itself, the case's whole document stands for it."""
    version = proposal.case_version
    quoted = reading.quoted_by(version)
    blocks: list[documents.Block] = []
    for question in proposal.programme.questions(proposal.category):
        text = str(proposal.values.get(question.name) or "")
        if text:
            heading = documents.Heading(level=2, text=question.label)
            blocks += [heading, *_paragraphs(text, quoted=quoted)]
    if version is None or quoted.document is None:
        said = documents.Document(title=proposal.title, blocks=tuple(blocks))
        return Paper(masked(said, mask=mask), None, {}, {})
    opened = open_case(version.artifact.case)
    reference = cases.Reference(artifact=version.artifact.key, version=version.number)
    frozen = opened.case.version(reference)
    shown = (*blocks, *_beside(quoted.document, answers=blocks))
    whole = quoted.document.model_copy(update={"title": proposal.title, "blocks": shown})
    files = cases.files_of(frozen, store=opened.store)
    return Paper(
        document=masked(whole, mask=mask),
        opened=opened,
        quoted={each.artifact: each.version for each in frozen.references.values()},
        files={name: _picture(data, name=name, mask=mask) for name, data in files.items()},
    )


def _beside(
    document: documents.Document, *, answers: list[documents.Block]
) -> list[documents.Block]:
    """What of the case's document stands below the answers: pictures and tables they lack."""
    if not answers:
        return list(document.blocks)
    kept = (documents.Figure, documents.DataTable)
    found = [block for block in document.blocks if isinstance(block, kept) and block not in answers]
    return [documents.Heading(level=2, text=_("図と表")), *found] if found else []


def masked(document: documents.Document, *, mask: Mask) -> documents.Document:
    """The document without who made it, where that is hidden."""
    if not mask.hides():
        return document
    plain = document.model_dump() | {"authors": (), "division": "", "subtitle": ""}
    return documents.Document.model_validate(_masked(plain, mask))


def copy(paper: Paper, *, form: str) -> bytes:
    """The document as a file, with the pictures it shows."""
    return documents.render(paper.document, format=FORMATS[form], files=dict(paper.files))


def _paragraphs(text: str, *, quoted: reading.Quoted) -> Iterator[documents.Block]:
    for line in filter(None, map(str.strip, text.splitlines())):
        figures = quoted.line(line).figures
        if figures:
            yield from figures
        else:
            yield documents.Paragraph(spans=cases.resolve(line, quantities=quoted.quantities))


def _picture(data: bytes, *, name: str, mask: Mask) -> bytes:
    """Words stand in a picture, too."""
    if not mask.hides() or not name.endswith(".svg"):
        return data
    return mask.text(data.decode()).encode()


def _masked(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask.text(value)
    if isinstance(value, Mapping):
        return {
            name: "" if name in _TELLING else each if name in _AS_THEY_ARE else _masked(each, mask)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(_masked(each, mask) for each in value)
    return value

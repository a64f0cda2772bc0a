"""The proposal: what it can quote, what it lacks, what it no longer agrees with, its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.steps.proposal.preview import PROPOSAL
from tomoni.academy.workspaces.reading import NumberView, Opened, numbers_of
from tomoni.engine import cases, documents
from tomoni.engine.core import TomoniError as TomoniError

Format = Literal["docx", "pdf", "html"]
FORMATS: tuple[str, ...] = get_args(Format)
_WITH_FIGURE = ("evidence", "map", "cost", "effect", "logic_picture", "review")
_UNQUOTED = ("document",)


@dataclass(frozen=True)
class Quotable:
    """An artifact, the numbers it offers and the words that put them into the text."""

    title: str
    numbers: tuple[tuple[NumberView, str], ...]
    figure: str
    """The words that place its figure or table; empty where it has none."""


@dataclass(frozen=True)
class Change:
    """Something that the proposal was made from and that is newer now, or out of date itself."""

    title: str
    url: str
    made_by: str
    waiting: bool
    """Out of date itself: its own new version is still to be reckoned."""


@dataclass(frozen=True)
class Lack:
    """Something without which there is no proposal, and where it is made."""

    text: str
    action: str = ""
    url: str = ""


def quotables(opened: Opened) -> list[Quotable]:
    """All numbers and figures of the case that a text can quote."""
    found = []
    for key, artifact in opened.case.artifacts.items():
        if artifact.kind in _UNQUOTED or opened.case.head(key) is None:
            continue
        numbers = tuple((view, _quote(view.name)) for view in numbers_of(opened, key))
        figure = _quote(key) if artifact.kind in _WITH_FIGURE else ""
        if numbers or figure:
            found.append(Quotable(title=opened.title(key), numbers=numbers, figure=figure))
    return found


def _quote(name: str) -> str:
    return f"{{{{ {name} }}}}"


def changes(opened: Opened) -> list[Change]:
    """What has changed since the proposal was made; nothing when it is up to date."""
    found = []
    for key in opened.stale.get(PROPOSAL, ()):
        head = opened.case.head(key)
        if head is not None:
            found.append(
                Change(
                    title=opened.title(key),
                    url=reverse("workspaces:artifact", args=(opened.row.pk, key)),
                    made_by=head.made_by,
                    waiting=key in opened.stale,
                )
            )
    return found


def lacks(opened: Opened) -> list[Lack]:
    """Why there is no proposal yet, or none of the newest text."""
    return list(_lacks(opened))


def _lacks(opened: Opened) -> Iterator[Lack]:
    titles = {worksheet.id: worksheet.title for worksheet in opened.curriculum.worksheets}
    text = opened.case.head(cases.PROPOSAL_TEXT)
    if cases.PROPOSAL_TEXT not in titles:
        yield Lack(
            _(
                "カリキュラムに、本文のワークシート（proposal_text）がありません。事務局に伝えてください。"
            )
        )
    elif text is None:
        yield Lack(
            _("「%(title)s」がまだ書かれていません。") % {"title": titles[cases.PROPOSAL_TEXT]},
            _("本文を書く"),
            reverse("workspaces:worksheet", args=(opened.row.pk, cases.PROPOSAL_TEXT)),
        )
    else:
        for quote in text.quotes:
            if (lack := _unquotable(opened, quote)) is not None:
                yield Lack(lack)


def _unquotable(opened: Opened, quote: str) -> str | None:
    key, _dot, quantity = quote.partition(".")
    if key not in opened.case.artifacts:
        return _("本文が引用している「%(quote)s」という数値や図は、このケースにありません。") % {
            "quote": quote
        }
    head = opened.case.head(key)
    if head is None:
        text = _("本文が引用している「%(title)s」が、まだできていません。")
        return text % {"title": opened.title(key)}
    if quantity and quantity not in head.quantities:
        text = _("本文が引用している「%(quote)s」という数値は、「%(title)s」にありません。")
        return text % {"quote": quote, "title": opened.title(key)}
    return None


def render(opened: Opened, *, form: Format) -> bytes | None:
    """The newest proposal as a file; None while there is none. Raises `DocumentsError`."""
    head = opened.case.head(PROPOSAL)
    if head is None:
        return None
    document = documents.Document.model_validate(opened.content(PROPOSAL))
    files = cases.files_of(head, store=opened.store)
    return documents.render(document, format=form, files=files)


def version_of(opened: Opened) -> tuple[str, int]:
    """Title and number of the newest proposal."""
    content = opened.content(PROPOSAL)
    return content["title"], len(opened.case.versions[PROPOSAL])

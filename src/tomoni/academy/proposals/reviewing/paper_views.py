"""The document of a proposal as plain values for the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.proposals.reviewing.papers import Paper
from tomoni.engine import documents
from tomoni.engine.core import Grade


@dataclass(frozen=True)
class SpanView:
    """Words; with an address a number that can be walked back, with a mark one to be careful of."""

    text: str
    url: str = ""
    mark: str = ""
    orphan: bool = False


@dataclass(frozen=True)
class CellView:
    spans: tuple[SpanView, ...]
    align: str


@dataclass(frozen=True)
class BlockView:
    """One block; which of the parts are filled depends on the type."""

    type: str
    text: str = ""
    alt: str = ""
    level: int = 3
    url: str = ""
    spans: tuple[SpanView, ...] = ()
    items: tuple[tuple[SpanView, ...], ...] = ()
    columns: tuple[CellView, ...] = ()
    rows: tuple[tuple[CellView, ...], ...] = ()


def blocks(paper: Paper, *, proposal_id: int) -> tuple[BlockView, ...]:
    return tuple(_Views(proposal_id).view(paper.document.blocks))


class _Views:
    def __init__(self, proposal_id: int) -> None:
        self._proposal_id = proposal_id

    def view(self, found: Iterable[documents.Block]) -> Iterator[BlockView]:
        for block in found:
            match block:
                case documents.Heading():
                    yield BlockView("heading", text=block.text, level=min(block.level + 2, 5))
                case documents.Paragraph():
                    yield BlockView("paragraph", spans=self._spans(block.spans))
                case documents.Bullets():
                    items = tuple(self._spans(item) for item in block.items)
                    yield BlockView("bullets", items=items)
                case documents.Figure():
                    yield self._figure(block)
                case documents.DataTable():
                    yield self._table(block)

    def _figure(self, figure: documents.Figure) -> BlockView:
        url = reverse("proposals:figure", args=(self._proposal_id, figure.file))
        return BlockView("figure", text=figure.caption, alt=figure.alt or figure.caption, url=url)

    def _table(self, table: documents.DataTable) -> BlockView:
        aligns = [column.align for column in table.columns]
        return BlockView(
            "table",
            text=table.caption,
            columns=tuple(
                CellView((SpanView(column.text),), column.align) for column in table.columns
            ),
            rows=tuple(
                tuple(
                    CellView(self._spans(cell), align)
                    for cell, align in zip(row, aligns, strict=True)
                )
                for row in table.rows
            ),
        )

    def _spans(self, found: Iterable[documents.Span]) -> tuple[SpanView, ...]:
        return tuple(map(self._span, found))

    def _span(self, span: documents.Span) -> SpanView:
        match span:
            case documents.Number():
                mark = span.grade if span.grade in {Grade.ESTIMATE, Grade.EXPLORED} else ""
                url = reverse("reviewing:trace", args=(self._proposal_id, span.name))
                return SpanView(span.text, url=url, mark=mark)
            case documents.Orphan():
                return SpanView(span.text, mark=_("出典なし"), orphan=True)
        return SpanView(span.text)

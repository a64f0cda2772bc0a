"""The composed document as plain values for the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import documents
from tomoni.engine.core import Grade

PROPOSAL = "proposal"


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
    level: int = 2
    url: str = ""
    label: str = ""
    spans: tuple[SpanView, ...] = ()
    items: tuple[tuple[SpanView, ...], ...] = ()
    columns: tuple[CellView, ...] = ()
    rows: tuple[tuple[CellView, ...], ...] = ()


@dataclass(frozen=True)
class Preview:
    title: str
    subtitle: str
    byline: str
    blocks: tuple[BlockView, ...]
    traces: TableView
    orphans: int
    estimates: int
    explored: int


def preview(opened: Opened) -> Preview | None:
    """The newest proposal; None while there is none."""
    content = opened.content(PROPOSAL)
    if content is None:
        return None
    document = documents.Document.model_validate(content)
    blocks = tuple(_Blocks(opened).view(document.blocks))
    shown = [span for block in blocks for span in _spans(block)]
    return Preview(
        title=document.title,
        subtitle=document.subtitle,
        byline="　".join(
            part for part in (document.division, "、".join(document.authors), document.date) if part
        ),
        blocks=blocks,
        traces=_traces(document),
        orphans=sum(span.orphan for span in shown),
        estimates=sum(span.mark == Grade.ESTIMATE for span in shown),
        explored=sum(span.mark == Grade.EXPLORED for span in shown),
    )


class _Blocks:
    """Numbers figures and tables as the files do."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        head = opened.case.versions[PROPOSAL][-1]
        self._version = head.number
        self._quoted = {each.artifact: each.version for each in head.references.values()}
        self._figures = 0
        self._tables = 0

    def view(self, blocks: Iterable[documents.Block]) -> Iterable[BlockView]:
        for block in blocks:
            match block:
                case documents.Heading():
                    yield BlockView("heading", text=block.text, level=block.level + 2)
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
        self._figures += 1
        arguments = (self._opened.row.pk, PROPOSAL, self._version, figure.file)
        return BlockView(
            "figure",
            text=figure.caption,
            alt=figure.alt or figure.caption,
            label=_("図%(number)s") % {"number": self._figures},
            url=reverse("workspaces:file", args=arguments),
        )

    def _table(self, table: documents.DataTable) -> BlockView:
        self._tables += 1
        aligns = [column.align for column in table.columns]
        return BlockView(
            "table",
            text=table.caption,
            label=_("表%(number)s") % {"number": self._tables},
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

    def _spans(self, spans: Iterable[documents.Span]) -> tuple[SpanView, ...]:
        return tuple(map(self._span, spans))

    def _span(self, span: documents.Span) -> SpanView:
        match span:
            case documents.Number():
                mark = span.grade if span.grade in {Grade.ESTIMATE, Grade.EXPLORED} else ""
                return SpanView(span.text, url=self._trace_url(span.name), mark=mark)
            case documents.Orphan():
                return SpanView(span.text, mark=_("出典なし"), orphan=True)
        return SpanView(span.text)

    def _trace_url(self, name: str) -> str:
        """The way of the number in the very version that the proposal quotes."""
        url = reverse("workspaces:trace", args=(self._opened.row.pk, name))
        return f"{url}?version={self._quoted[name.partition('.')[0]]}"


def _spans(block: BlockView) -> Iterable[SpanView]:
    yield from block.spans
    for item in block.items:
        yield from item
    for row in block.rows:
        for cell in row:
            yield from cell.spans


def _traces(document: documents.Document) -> TableView:
    rows = [
        (
            trace.label,
            trace.shown,
            trace.range,
            trace.grade,
            "、".join(source.file_name for source in trace.sources),
        )
        for trace in document.traces
    ]
    return TableView(
        caption=_("数値の根拠"),
        columns=(
            Column(_("数値")),
            Column(_("値"), number=True),
            Column(_("幅"), number=True),
            Column(_("確かさ")),
            Column(_("もとのファイル")),
        ),
        rows=rows,
        tight=True,
    )

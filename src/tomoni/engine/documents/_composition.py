"""From a document to its layout: cleaned, checked, numbered, with the appendix."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tomoni.engine.core import Grade
from tomoni.engine.documents import _appendix, _figures, _layout, _limits
from tomoni.engine.documents._columns import laid_columns
from tomoni.engine.documents._document import (
    Block,
    Bullets,
    DataTable,
    Document,
    Figure,
    Heading,
    Number,
    Orphan,
    Paragraph,
    Span,
    TraceEntry,
    spans,
)
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._layout import Layout, Run

_CHART_WIDTH_MM = 130.0
_FIGURE_HEIGHT_MM = 180.0
_LEAST_SCALE = 0.5
"""Drawn smaller than this, words of 12 pixels are below 5 points."""
_NO_SOURCE = "出典なし"
# Signs no file can hold (XML 1.0, section 2.2) and signs that turn the reading direction.
_UNPRINTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def compose(document: Document, *, files: Mapping[str, bytes]) -> Layout:
    """The layout of the document.

    Raises `DocumentsError`: `missing-file`, `bad-figure`, `ragged-table`, `too-large`.
    """
    _limits.check(document, files=files)
    clean = Document.model_validate(_clean(document.model_dump()))
    composer = _Composer(clean, files=files)
    body = tuple(composer.block(block) for block in clean.blocks)
    return Layout(
        title=_one_line(clean.title) or "無題",
        subtitle=_one_line(clean.subtitle),
        byline=tuple(
            part for part in (clean.division, "、".join(clean.authors), clean.date) if part
        ),
        authors=clean.authors,
        blocks=(
            *body,
            *_notes(clean),
            *_sheets(body),
            *_appendix.blocks(composer.entries, typed=composer.typed),
        ),
    )


class _Composer:
    """Counts what is numbered while it walks through the blocks once, in order."""

    def __init__(self, document: Document, *, files: Mapping[str, bytes]) -> None:
        self.entries = _in_order(document)
        self.typed = 0
        self._numbers = {entry.name: place for place, entry in enumerate(self.entries, start=1)}
        self._files = files
        self._counts: Counter[str] = Counter()
        self._level = 0

    def block(self, block: Block) -> _layout.LaidBlock:
        match block:
            case Heading():
                self._level = min(block.level, self._level + 1)
                return _layout.LaidHeading(level=self._level, text=_one_line(block.text))
            case Paragraph():
                return _layout.LaidParagraph(runs=self._runs(block.spans))
            case Bullets():
                return _layout.LaidBullets(items=tuple(map(self._runs, block.items)))
            case Figure():
                return self._figure(block)
            case DataTable():
                return self._table(block)

    def _figure(self, figure: Figure) -> _layout.LaidFigure:
        if figure.file not in self._files:
            raise DocumentsError("missing-file", file=figure.file)
        drawing = _figures.read(self._files[figure.file], file=figure.file)
        width = _layout.TEXT_WIDTH_MM if figure.wide else min(drawing.width_mm, _CHART_WIDTH_MM)
        width = min(width, _FIGURE_HEIGHT_MM * drawing.width_mm / drawing.height_mm)
        height = width * drawing.height_mm / drawing.width_mm
        is_small = figure.wide and width < _LEAST_SCALE * drawing.width_mm
        return _layout.LaidFigure(
            label=self._label("図"),
            caption=_one_line(figure.caption),
            alt=_one_line(figure.alt) or _one_line(figure.caption) or "図",
            drawing=drawing,
            width_mm=width,
            height_mm=height,
            enlarged=is_small and _growth(width, height) > 1,
        )

    def _table(self, table: DataTable) -> _layout.LaidTable:
        label = self._label("表")
        if not table.columns or any(len(row) != len(table.columns) for row in table.rows):
            raise DocumentsError("ragged-table", table=self._counts["表"])
        rows = tuple(tuple(map(self._runs, row)) for row in table.rows)
        return _layout.LaidTable(
            label=label,
            caption=_one_line(table.caption),
            columns=laid_columns(table.columns, rows=rows),
            rows=rows,
        )

    def _label(self, word: str) -> str:
        self._counts[word] += 1
        return f"{word}{self._counts[word]}"

    def _runs(self, spans: Sequence[Span]) -> tuple[Run, ...]:
        return tuple(map(self._run, spans))

    def _run(self, span: Span) -> Run:
        match span:
            case Number() if span.name in self._numbers:
                place = self._numbers[span.name]
                grade = span.grade or self.entries[place - 1].grade
                mark = grade if grade in {Grade.ESTIMATE, Grade.EXPLORED} else ""
                return Run(text=span.text, mark=mark, entry=place)
            case Number() | Orphan():
                self.typed += 1
                return Run(text=span.text, mark=_NO_SOURCE)
        return Run(text=span.text)


def _in_order(document: Document) -> tuple[TraceEntry, ...]:
    """The traces in the order in which the text first shows them; those it never shows follow."""
    traces = {trace.name: trace for trace in document.traces}
    shown = [span.name for span in spans(document.blocks) if isinstance(span, Number)]
    return tuple(traces[name] for name in dict.fromkeys([*shown, *traces]) if name in traces)


def _sheets(blocks: Iterable[_layout.LaidBlock]) -> Iterator[_layout.LaidFigure]:
    """The figures that are too small in the text, as large as a landscape page holds them."""
    for block in blocks:
        if isinstance(block, _layout.LaidFigure) and block.enlarged:
            growth = _growth(block.width_mm, block.height_mm)
            yield block.model_copy(
                update={
                    "width_mm": block.width_mm * growth,
                    "height_mm": block.height_mm * growth,
                    "enlarged": False,
                    "sheet": True,
                }
            )


def _growth(width_mm: float, height_mm: float) -> float:
    """How many times as large a figure can be on a sheet."""
    return min(_layout.SHEET_WIDTH_MM / width_mm, _layout.SHEET_HEIGHT_MM / height_mm)


def _notes(document: Document) -> tuple[_layout.LaidBlock, ...]:
    if not document.notes:
        return ()
    items = tuple((Run(text=note),) for note in document.notes)
    return (_layout.LaidHeading(level=1, text="注記"), _layout.LaidBullets(items=items))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        plain = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return _UNPRINTABLE.sub("", plain)
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return tuple(map(_clean, value)) if isinstance(value, list | tuple) else value


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()

"""What stands inside a paragraph of a Word file."""

from collections.abc import Sequence
from itertools import count

from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from tomoni.engine.core import Grade
from tomoni.engine.documents import _figures, _word_styles
from tomoni.engine.documents._appendix import anchor as anchor_of
from tomoni.engine.documents._layout import SHEET_WIDTH_MM, LaidFigure, Run
from tomoni.engine.documents._word_elements import element


class Writer:
    """Writes runs and pictures and gives each bookmark of one file its own id."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._pictures: dict[str, bytes] = {}

    def png(self, figure: LaidFigure) -> bytes:
        """The figure's picture, sharp wherever it stands; made once for text and sheet."""
        if figure.label not in self._pictures:
            sheet = figure.enlarged or figure.sheet
            width = SHEET_WIDTH_MM if sheet else figure.width_mm
            self._pictures[figure.label] = _figures.to_png(figure.drawing, width_mm=width)
        return self._pictures[figure.label]

    def runs(self, paragraph: Paragraph, runs: Sequence[Run], *, signs_first: bool = False) -> None:
        """Add the runs; `signs_first` sets marks before numbers, so that digits line up."""
        for run in runs:
            if signs_first and self._signs(paragraph, run):
                paragraph.add_run(" ")
            self._words(paragraph, run)
            if not signs_first:
                self._signs(paragraph, run)

    def anchored(self, paragraph: Paragraph, *, text: str, anchor: str) -> WordRun:
        """Add text under a bookmark (none when `anchor` is empty)."""
        if not anchor:
            return paragraph.add_run(text)
        place = str(next(self._ids))
        paragraph._p.append(element("bookmarkStart", id=place, name=anchor))
        run = paragraph.add_run(text)
        paragraph._p.append(element("bookmarkEnd", id=place))
        return run

    def caption(self, paragraph: Paragraph, *, label: str, text: str) -> None:
        """Add a caption whose number Word counts (a SEQ field), e.g. 図1."""
        word, number = label[0], label[1:]
        paragraph.add_run(word)
        self.field(paragraph, instruction=f"SEQ {word} \\* ARABIC", shown=number)
        paragraph.add_run(f"　{text}")

    def field(self, paragraph: Paragraph, *, instruction: str, shown: str) -> None:
        """Add a field with the result that stands until Word counts anew."""
        made = element("fldSimple", instr=f" {instruction} ")
        paragraph._p.append(made)
        run = paragraph.add_run(shown)
        made.append(run._r)

    def _words(self, paragraph: Paragraph, run: Run) -> None:
        if run.link:
            self._link(paragraph, text=run.text, anchor=run.link, style=_word_styles.LINK)
            return
        made = self.anchored(paragraph, text=run.text, anchor=run.anchor)
        made.bold = run.strong or None

    def _signs(self, paragraph: Paragraph, run: Run) -> bool:
        if run.mark:
            style = _word_styles.MARK if run.mark == Grade.ESTIMATE else _word_styles.MISSING
            paragraph.add_run(f"〔{run.mark}〕", style=style)
        if run.entry is not None:
            self._link(
                paragraph,
                text=f"[{run.entry}]",
                anchor=anchor_of(run.entry),
                style=_word_styles.REFERENCE,
            )
        return bool(run.mark) or run.entry is not None

    def _link(self, paragraph: Paragraph, *, text: str, anchor: str, style: str) -> None:
        link = element("hyperlink", anchor=anchor, history="1")
        paragraph._p.append(link)
        link.append(paragraph.add_run(text, style=style)._r)

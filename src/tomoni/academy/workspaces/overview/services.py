"""The report of a year as files."""

from datetime import date

from django.utils.translation import gettext as _

from tomoni.academy.cohorts import workbooks
from tomoni.academy.workspaces.overview import reading
from tomoni.engine import documents
from tomoni.engine.core import japanese_date


def workbook(report: reading.Report) -> bytes:
    """One row a group."""
    rows = [
        [part.cohort.title, *reading.cells(line)] for part in report.parts for line in part.lines
    ]
    headings = [_("期"), *reading.headings()]
    return workbooks.workbook(report.title, headings=headings, rows=rows)


def word(report: reading.Report, *, day: date) -> bytes:
    """A chapter a cohort: its facts, then its groups."""
    document = documents.Document(
        title=report.title,
        subtitle=report.municipality.name,
        date=japanese_date(day),
        blocks=tuple(block for part in report.parts for block in _chapter(part)),
    )
    return documents.render(document, format="docx", files={})


def _chapter(part: reading.CohortPart) -> list[documents.Block]:
    facts = tuple(
        (documents.Text(text=_("%(label)s：%(words)s") % {"label": label, "words": words}),)
        for label, words in part.facts
    )
    return [
        documents.Heading(text=part.cohort.title),
        documents.Bullets(items=facts),
        _table(part),
    ]


def _table(part: reading.CohortPart) -> documents.DataTable:
    return documents.DataTable(
        caption=_("班ごとの取り組み"),
        columns=tuple(documents.ColumnHead(text=words) for words in reading.headings()),
        rows=tuple(
            tuple((documents.Text(text=str(cell)),) for cell in reading.cells(line))
            for line in part.lines
        ),
    )

"""A confirmation as a document of its own, with where each number comes from at its end."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.proposals.followup import queries, series
from tomoni.academy.proposals.followup.models import Confirmation, ConfirmedLine, Following
from tomoni.academy.proposals.followup.quantities import attained_words
from tomoni.academy.workspaces.models import Version
from tomoni.engine import documents
from tomoni.engine.core import Quantity, japanese_date, range_text, show


def word(following: Following, confirmation: Confirmation) -> bytes:
    """The report as a .docx. Raises `documents.DocumentsError`."""
    charts = _charts(following)
    proposal = following.proposal
    lines = list(confirmation.lines.select_related(
        "version__artifact", "planned_version__artifact"
    ))  # fmt: skip
    document = documents.Document(
        title=_("効果確認書"),
        subtitle=f"{proposal.number} {proposal.title}".strip(),
        division=following.division.name,
        date=japanese_date(confirmation.day),
        blocks=(*_blocks(confirmation, lines), *_figures(charts)),
        traces=tuple(trace for place, line in enumerate(lines) for trace in _traces(line, place)),
    )
    files = {f"chart-{pk}.svg": series.svg_of(chart) for pk, chart in charts}
    return documents.render(document, format="docx", files=files)


def _charts(following: Following) -> list[tuple[int, series.Chart]]:
    found = ((each.pk, series.chart_of(each)) for each in following.indicators.all())
    return [(pk, chart) for pk, chart in found if chart is not None]


def _blocks(confirmation: Confirmation, lines: list[ConfirmedLine]) -> Iterator[documents.Block]:
    following = confirmation.following
    began = following.started_date
    said = _("第%(number)s回の確認。実施を始めた日：%(began)s。") % {
        "number": confirmation.number, "began": date_format(began) if began else "―",
    }  # fmt: skip
    yield _paragraph(said)
    yield documents.Heading(text=_("見込みと実績"))
    yield _paragraph(
        _(
            "見込みは、結果が決まったときの版のものです。職員の時間、円、市民の時間は足し合わせません。"
        )
    )
    numbered = list(enumerate(lines))
    for caption, found in (
        (_("効果（1年）"), [pair for pair in numbered if pair[1].effect]),
        (_("指標"), [pair for pair in numbered if not pair[1].effect]),
    ):
        if found:
            yield documents.DataTable(
                caption=caption, columns=_columns(), rows=tuple(_row(*pair) for pair in found)
            )
    for title, text in (
        (_("そうなったわけ"), confirmation.why),
        (_("これからどうするか"), confirmation.what_next),
    ):
        if text:
            yield documents.Heading(text=title)
            yield from (_paragraph(line) for line in text.splitlines() if line.strip())
    summary = queries.approved_summary(following)
    if summary is not None:
        yield documents.Heading(text=_("住民向けの要約"))
        yield from (_paragraph(line) for line in summary.words.splitlines() if line.strip())


def _figures(charts: list[tuple[int, series.Chart]]) -> Iterator[documents.Block]:
    if charts:
        yield documents.Heading(text=_("指標の移り変わり"))
    for pk, chart in charts:
        yield documents.Figure(file=f"chart-{pk}.svg", alt=chart.alt, caption=chart.title)


def _columns() -> tuple[documents.ColumnHead, ...]:
    return (
        documents.ColumnHead(text=_("何を")),
        documents.ColumnHead(text=_("見込み"), align="right"),
        documents.ColumnHead(text=_("見込みの幅"), align="right"),
        documents.ColumnHead(text=_("実績"), align="right"),
        documents.ColumnHead(text=_("実績の幅"), align="right"),
        documents.ColumnHead(text=_("くらべた結果")),
    )


def _row(place: int, line: ConfirmedLine) -> tuple[tuple[documents.Span, ...], ...]:
    planned = Quantity.model_validate(line.planned)
    measured = Quantity.model_validate(line.measured) if line.measured else None
    return (
        (documents.Text(text=line.label),),
        (_number(planned, f"planned_{place}"),),
        (documents.Text(text=range_text(planned)),),
        (_number(measured, f"measured_{place}") if measured else documents.Text(text="―"),),
        (documents.Text(text=range_text(measured) if measured else ""),),
        (documents.Text(text=attained_words(line.attained, turned=line.turned)),),
    )


def _number(quantity: Quantity, name: str) -> documents.Number:
    return documents.Number(text=show(quantity), name=name, grade=quantity.grade.value)


def _traces(line: ConfirmedLine, place: int) -> Iterator[documents.TraceEntry]:
    for name, given, quoted, version in (
        ("planned", line.planned, line.planned_quoted, line.planned_version),
        ("measured", line.measured, line.quoted, line.version),
    ):
        if given is None:
            continue
        quantity = Quantity.model_validate(given)
        label = _("見込み") if name == "planned" else _("実績")
        source = quoted or (line.source if name == "measured" else "")
        yield documents.TraceEntry(
            name=f"{name}_{place}", label=f"{line.label}（{label}）", shown=show(quantity),
            range=range_text(quantity), unit=quantity.unit, grade=quantity.grade.value,
            steps=(_step(version, source) if version else _typed(line, source),),
        )  # fmt: skip


def _step(version: Version, source: str) -> documents.TraceStep:
    return documents.TraceStep(
        title=version.artifact.title or version.artifact.key, kind=version.artifact.kind,
        version=version.number, how=source, made_by=version.made_by,
        made_at=timezone.localtime(version.made_at).isoformat(timespec="minutes"),
    )  # fmt: skip


def _typed(line: ConfirmedLine, source: str) -> documents.TraceStep:
    made = line.confirmation
    return documents.TraceStep(
        title=source or _("書き入れた値"), kind="typed", version=made.number, how=_("書き入れた"),
        made_by=made.actor.display_name,
        made_at=timezone.localtime(made.at).isoformat(timespec="minutes"),
    )  # fmt: skip


def _paragraph(text: str) -> documents.Paragraph:
    return documents.Paragraph(spans=(documents.Text(text=text),))

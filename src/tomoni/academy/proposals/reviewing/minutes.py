"""The minutes of a proposal's review as a Word file: how the scores lie, what was said."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.proposals.blind import Mask
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.reviewing import scoring, spreads
from tomoni.academy.proposals.reviewing.scoring import Round
from tomoni.engine import documents


def minutes(proposal: Proposal, *, mask: Mask) -> bytes:
    """Rounds that are through, with their words and the discussion; no reviewer is named."""
    blocks: list[documents.Block] = []
    for each in scoring.rounds(proposal):
        blocks += _round(proposal, each, mask=mask)
    document = documents.Document(
        title=mask.text(_("審査の記録　%(title)s") % {"title": proposal.title}),
        subtitle=proposal.number,
        date=f"{timezone.localdate():%Y-%m-%d}",
        blocks=tuple(blocks),
    )
    return documents.render(document, format="docx", files={})


def _round(proposal: Proposal, found: Round, *, mask: Mask) -> Iterator[documents.Block]:
    values = {"stage": found.stage.title, "number": found.number}
    yield documents.Heading(text=_("%(stage)s　第%(number)s回の採点") % values)
    if found.result is None:
        said = _("採点は%(asked)s人のうち%(sent)s人分です。そろうと、ここに結果が入ります。")
        yield _line(said % {"asked": found.asked, "sent": found.sent})
        return
    yield _table(found)
    for title, words in found.words:
        yield documents.Heading(level=2, text=title or _("全体について"))
        yield documents.Bullets(items=tuple(_words(mask.text(text)) for text in words))
    talk = proposal.deliberations.filter(place=found.stage.id, round=found.number)
    said_then = [mask.text(each.text) for each in talk]
    if said_then:
        yield documents.Heading(level=2, text=_("話し合い"))
        yield documents.Bullets(items=tuple(map(_words, said_then)))


def _table(found: Round) -> documents.DataTable:
    result = found.result
    assert result is not None  # noqa: S101 - the caller has looked
    heads = (_("基準"), _("重み"), _("点"), _("最低"), _("中央"), _("最高"))
    rows = [(each.title, str(each.weight), *_spread(each.spread)) for each in result.criteria] + [
        (_("重みを付けた合計（満点%(most)s）") % {"most": result.most}, "", *_spread(result.sums))
    ]
    return documents.DataTable(
        caption=_("採点の広がり（%(count)s人）") % {"count": result.count},
        columns=tuple(
            documents.ColumnHead(text=head, align="right" if place else "left")
            for place, head in enumerate(heads)
        ),
        rows=tuple(tuple(_words(cell) for cell in row) for row in rows),
    )


def _spread(spread: spreads.Spread) -> tuple[str, str, str, str]:
    values = "・".join(map(str, spread.values))
    return values, str(spread.lowest), f"{spread.middle:g}", str(spread.highest)


def _line(text: str) -> documents.Paragraph:
    return documents.Paragraph(spans=_words(text))


def _words(text: str) -> tuple[documents.Span, ...]:
    return (documents.Text(text=text),)

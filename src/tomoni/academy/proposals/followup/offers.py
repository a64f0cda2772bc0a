"""What other pages show of what is followed: the proposal's, the first one, numbers, forms."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.deciding.measured import Outcome
from tomoni.academy.proposals.followup import dues, notes, queries, rules, series
from tomoni.academy.proposals.followup.models import Following
from tomoni.academy.proposals.forms.values import Asked
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.sections import Reader, Section
from tomoni.academy.ui.waiting import Waiting
from tomoni.engine.core import Quantity

FORM_FIELDS: Mapping[str, str] = {
    "実績": "指標の目標と実績を1行に1つ",
    "実績.指標": "指標の名前",
    "実績.現在値": "始める前の値",
    "実績.目標値": "めざす値",
    "実績.実績": "いちばん新しい実績",
    "実績.時期": "目標の時期",
    "実績.結果": "見込みと比べた結果",
    "評価の理由": "最後の効果確認の、そうなったわけとこれから",
}


def section(reader: Reader, proposal: Proposal) -> Section | None:
    """How far it is; before it is followed the button to begin, for who may."""
    title = _("実施と効果")
    following = queries.with_all(Following.objects.filter(proposal=proposal)).first()
    if following is None:
        may = rules.may_begin(reader.request.user, proposal=proposal, parts=reader.parts)
        values: dict[str, Any] = {"following": None, "proposal": proposal}
        return None if may else Section(title, "followup/_section.html", values)
    due = next(iter(dues.dues_of(following)), None)
    return Section(
        title, "followup/_section.html",
        {
            "following": following, "proposal": proposal, "state": dues.state_of(following),
            "due": due, "late": due is not None and due.is_late(timezone.localdate()),
        },
    )  # fmt: skip


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """What is near for those who answer for a division; what the office has to begin, approve."""
    user = request.user
    if not isinstance(user, User):
        return
    for proposal in queries.to_begin(user):
        said = _("「%(title)s」の実施と効果のページを作る") % {"title": proposal.title}
        yield Waiting(said, f"{proposal.get_absolute_url()}#followup", proposal.number)
    for summary in queries.to_approve(user):
        followed = summary.following
        said = _("「%(title)s」の住民向けの要約を承認する") % {"title": followed.proposal.title}
        yield Waiting(said, notes.url_of(followed), followed.proposal.number)
    yield from _for_division(user)


def _for_division(user: User) -> Iterator[Waiting]:
    if user.division is None:
        return
    followings = list(queries.followed_by(user))
    if not followings or user not in queries.answerable_for(user.division):
        return
    today = timezone.localdate()
    for following in followings:
        for due in dues.dues_of(following):
            if due.division.pk == user.division_id and due.is_near(today):
                url = reverse(due.view, args=(due.pk,))
                title = following.proposal.title
                yield Waiting(due.what, url, title, due_date=due.due_date, late=due.is_late(today))


def outcomes(proposals: Collection[int]) -> dict[int, dict[str, Outcome]]:
    """What the newest confirmation of each says, for the statistics. One query."""
    found: dict[int, dict[str, Outcome]] = {}
    for proposal, line in queries.newest_lines(proposals):
        measured = Quantity.model_validate(line.measured) if line.measured else None
        planned = Quantity.model_validate(line.planned)
        found.setdefault(proposal, {})[line.effect] = Outcome(planned, measured)
    return found


def form_values(asked: Asked) -> dict[str, Any]:
    """The rows of 事務事業評価シート; nothing before it is followed."""
    following = queries.with_all(Following.objects.filter(proposal=asked.proposal)).first()
    if following is None:
        return {}
    confirmed = list(following.confirmations.all())
    last = confirmed[-1] if confirmed else None
    standings = map(series.standing_of, following.indicators.all())
    return {
        "実績": [_row(each) for each in standings],
        "評価の理由": "\n".join(filter(None, (last.why, last.what_next))) if last else None,
    }


def _row(standing: series.Standing) -> dict[str, str]:
    planned = standing.planned
    return {
        "指標": standing.indicator.name,
        "現在値": standing.present_words,
        "目標値": standing.planned_words,
        "実績": standing.actual_words,
        "時期": date_format(planned.day) if planned else "",
        "結果": standing.said,
    }

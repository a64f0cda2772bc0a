"""What reviewing shows elsewhere: what waits for a person, and its part of a proposal's page."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import blind
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.reviewing import judging, pages, queries, services
from tomoni.academy.proposals.reviewing.models import Assignment, Opinion
from tomoni.academy.proposals.sections import Reader, Section
from tomoni.academy.ui.waiting import Waiting

_AHEAD = timedelta(days=3)
"""How long before the day somebody is reminded."""


def waiting(request: HttpRequest) -> Iterable[Waiting]:
    """Opinions to write and proposals to score."""
    user = request.user
    if not isinstance(user, User):
        return
    today = timezone.localdate()
    for opinion in queries.opinions_due(user):
        said = _("「%(title)s」への所管課の意見を書く")
        url = reverse("reviewing:opinion", args=(opinion.pk,))
        yield _waiting(opinion.proposal, said, url, due=opinion.due_date, today=today)
    for assignment in queries.reviews_due(user):
        said = _("「%(title)s」を審査する")
        url = reverse("reviewing:review", args=(assignment.pk,))
        yield _waiting(assignment.proposal, said, url, due=assignment.due_date, today=today)


def _waiting(proposal: Proposal, said: str, url: str, *, due: date, today: date) -> Waiting:
    title = blind.outside_mask(proposal).text(proposal.title)
    stage = queries.stage_of(proposal)
    about = stage.title if stage else ""
    return Waiting(said % {"title": title}, url, about=about, due_date=due, late=due < today)


def section(reader: Reader, proposal: Proposal) -> Section | None:
    """Opinions, comments and scores, as far as the reader may see them, and what leads on."""
    stage = queries.stage_of(proposal)
    if not proposal.number and stage is None:
        return None
    user = reader.request.user
    mine = pages.Reader(user, proposal, reader.parts, reader.mask)
    assignment = proposal.assignments.filter(
        reviewer=user, ended_at=None, place=proposal.place
    ).first()
    judges = pages.is_judge(mine)
    kinds = {each.kind for each in proposal.programme.stages}
    values = {
        "proposal": proposal,
        "opinions": pages.opinion_views(mine) if judges or proposal.verdict else [],
        "comments": pages.comment_views(mine),
        "takes_comments": stage is not None and stage.kind == StageKind.COMMENTS,
        "has_comments": StageKind.COMMENTS in kinds,
        "assignment": assignment,
        "scored": (judges or (mine.is_proposer and bool(proposal.verdict)))
        and proposal.assignments.exists(),
        "links": pages.office_links(mine) if mine.is_office else [],
    }
    shown = ("opinions", "comments", "takes_comments", "assignment", "scored", "links")
    if not any(values[name] for name in shown):
        return None
    return Section(_("意見と審査"), "reviewing/_section.html", values)


def remind(today: date) -> int:
    """Tell whoever has not written or scored three days before the day, and when it is past."""
    near = today + _AHEAD
    told = 0
    opinions = Opinion.objects.filter(versions=None, due_date__lte=near, reminded_date=None)
    for opinion in opinions.select_related("division", "proposal__call__edition__municipality"):
        if opinion.place == opinion.proposal.place:
            told += services.remind_opinion(opinion, actor=None, today=today)
    due = Assignment.objects.filter(ended_at=None, due_date__lte=near, reminded_date=None)
    found = due.select_related("reviewer", "proposal__call__edition__municipality")
    for assignment in found.prefetch_related("scores"):
        is_on = assignment.place == assignment.proposal.place
        scores = assignment.scores.all()
        if is_on and not queries.is_sent(scores, number=assignment.proposal.round):
            told += judging.remind_reviewer(assignment, actor=None, today=today)
    return told

"""Comments as they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.ui.parts import CommentView
from tomoni.academy.workspaces import models, queries

_UNNAMED = (Role.PARTICIPANT, Role.REVIEWER)
"""Participants are at home; what a reviewer is stays out of the talk."""


@dataclass(frozen=True)
class TalkView:
    """A comment with its answers, and whether it is settled."""

    pk: int
    comment: CommentView
    settled: bool


def views(version: models.Version) -> list[TalkView]:
    """What was said about a version, in the order it was said."""
    group = version.artifact.case.group
    around = Membership.objects.filter(Q(cohort=group.cohort_id) | Q(group=group))
    roles = {held.user_id: held for held in around.exclude(role__in=_UNNAMED)}
    return [
        TalkView(
            pk=found.pk,
            comment=_view(found, roles, answers=found.answers.all()),
            settled=found.resolved_at is not None,
        )
        for found in queries.comments_of(version)
    ]


def _view(
    found: models.Comment,
    roles: dict[int, Membership],
    *,
    answers: Iterable[models.Comment] = (),
) -> CommentView:
    held = roles.get(found.author_id)
    return CommentView(
        author=str(found.author),
        body=found.text,
        at=found.created_at,
        role=held.get_role_display() if held else "",
        lecturer=held is not None and held.role == Role.LECTURER,
        anchor=f"comment-{found.pk}",
        replies=tuple(_view(answer, roles) for answer in answers),
    )

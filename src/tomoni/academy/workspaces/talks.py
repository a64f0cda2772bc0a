"""What was said about an artifact, as it is shown: beside its fields, on a version's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import rules
from tomoni.academy.cohorts.models import Group, Membership, Role
from tomoni.academy.ui.parts import CommentView
from tomoni.academy.workspaces import mentions, models, queries
from tomoni.academy.workspaces.phrases import PhraseView, offered_to
from tomoni.academy.workspaces.reading import Opened

_UNNAMED = (Role.PARTICIPANT, Role.REVIEWER)
"""Participants are at home; what a reviewer is stays out of the talk."""


@dataclass(frozen=True)
class TalkView:
    """A comment with its answers: what it is about, and whether it is settled."""

    pk: int
    comment: CommentView
    settled: bool
    number: int
    field: str
    place: str
    """The field's label, with the row; empty: the whole version."""

    @property
    def answer_form(self) -> str:
        """Ids of the forms that the controls beside the talk belong to."""
        return f"answer-form-{self.pk}"

    @property
    def turn_form(self) -> str:
        return f"turn-form-{self.pk}"


@dataclass(frozen=True)
class Talks:
    """All talks about an artifact, and what a person needs to say something more."""

    case_id: int
    key: str
    number: int
    """The version that is commented on."""
    labels: dict[str, str]
    """By field of the worksheet; empty for other artifacts."""
    rows: dict[str, int]
    """How many rows a field holds."""
    talks: tuple[TalkView, ...]
    may_comment: bool
    phrases: tuple[PhraseView, ...] = ()
    people: tuple[tuple[str, User], ...] = ()
    """Who can be called, behind the name to call them by."""

    def about(self, field: str) -> tuple[TalkView, ...]:
        """The talks about one field; empty: about the whole, or a field that is no more."""
        if field:
            return tuple(each for each in self.talks if each.field == field)
        return tuple(each for each in self.talks if each.field not in self.labels)

    @property
    def places(self) -> tuple[str, ...]:
        """What can be commented on: the whole, then each field."""
        return ("", *self.labels)


def of_artifact(opened: Opened, key: str, *, user: User) -> Talks | None:
    """What was said about all versions of an artifact; None while there is no version."""
    head = opened.case.head(key)
    if head is None:
        return None
    found = queries.comments_in(opened.row).filter(version__artifact__key=key)
    return _talks(opened, key, found, number=head.number, user=user)


def of_version(opened: Opened, version: models.Version, *, user: User) -> Talks:
    """What was said about one version."""
    key, number = version.artifact.key, version.number
    found = queries.comments_in(opened.row).filter(version=version)
    return _talks(opened, key, found, number=number, user=user)


def label_of(opened: Opened, key: str, field: str) -> str:
    """The label of a worksheet's field; empty when it has no such field."""
    return _labels(opened, key).get(field, "")


def _talks(
    opened: Opened, key: str, found: QuerySet[models.Comment], *, number: int, user: User
) -> Talks:
    group, labels = opened.row.group, _labels(opened, key)
    content = opened.content_at(key, number) if labels else {"values": {}}
    may_comment = rules.may_comment(user, group=group) is None
    roles = _roles(group)
    return Talks(
        case_id=opened.row.pk,
        key=key,
        number=number,
        labels=labels,
        rows={name: len(each) for name, each in content["values"].items() if _is_rows(each)},
        talks=tuple(_talk(each, roles, labels) for each in queries.with_answers(found)),
        may_comment=may_comment,
        phrases=tuple(offered_to(user)) if may_comment else (),
        people=tuple(mentions.handles(mentions.callable_in(group))) if may_comment else (),
    )


def _labels(opened: Opened, key: str) -> dict[str, str]:
    if opened.case.artifacts[key].kind != "worksheet":
        return {}
    return {field.name: field.label for field in opened.curriculum.worksheet(key).fields}


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _roles(group: Group) -> dict[int, Membership]:
    around = Membership.objects.filter(Q(cohort=group.cohort_id) | Q(group=group))
    return {held.user_id: held for held in around.exclude(role__in=_UNNAMED)}


def _talk(found: models.Comment, roles: dict[int, Membership], labels: dict[str, str]) -> TalkView:
    return TalkView(
        pk=found.pk,
        comment=_view(found, roles, answers=found.answers.all()),
        settled=found.resolved_at is not None,
        number=found.version.number,
        field=found.field,
        place=_place(found, labels),
    )


def _place(found: models.Comment, labels: dict[str, str]) -> str:
    label = labels.get(found.field, found.field)
    if found.row is None:
        return label
    return _("%(label)s　%(row)s行目") % {"label": label, "row": found.row}


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

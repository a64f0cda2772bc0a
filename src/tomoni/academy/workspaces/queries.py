"""What is read of cases: always from what the person may see."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.cohorts.queries import groups_visible_to
from tomoni.academy.workspaces.models import Case, Comment, Draft, Mention, Version


def cases_visible_to(user: User) -> QuerySet[Case]:
    """Cases of the groups that the person may see, with group, division and participants."""
    members = Membership.objects.select_related("user").filter(role=Role.PARTICIPANT)
    return (
        Case.objects.filter(group__in=groups_visible_to(user).values("pk"))
        .select_related("group__cohort__municipality", "group__division")
        .prefetch_related(Prefetch("group__memberships", queryset=members))
    )


def versions_of(case: Case, *, key: str) -> QuerySet[Version]:
    """Versions of an artifact, newest first, with the number of their comments."""
    return (
        Version.objects.filter(artifact__case=case, artifact__key=key)
        .select_related("artifact")
        .annotate(comment_count=Count("comments"))
        .order_by("-number")
    )


def comments_in(case: Case) -> QuerySet[Comment]:
    """All comments on the case's artifacts that begin a talk."""
    return Comment.objects.filter(version__artifact__case=case, parent=None)


def open_comments(case: Case) -> dict[str, int]:
    """How many comments are not settled, by the key of their artifact."""
    found = (
        comments_in(case)
        .filter(resolved_at=None)
        .values_list("version__artifact__key")
        .annotate(count=Count("pk"))
    )
    return dict(found)


def waiting_in(case: Case) -> QuerySet[Comment]:
    """Comments on the case that are not settled, newest first."""
    found = comments_in(case).filter(resolved_at=None)
    return found.select_related("author__division", "version__artifact").order_by("-created_at")


def with_answers(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With all that is shown of a talk: two queries for any number."""
    answers = Comment.objects.select_related("author__division")
    return comments.select_related("author__division", "version").prefetch_related(
        Prefetch("answers", queryset=answers)
    )


def open_talks() -> QuerySet[Any]:
    """Talks that are not settled, with who had the last word (`last_author`), when (`last_at`)."""
    last = Comment.objects.filter(parent=OuterRef("pk")).order_by("-created_at", "-pk")
    return Comment.objects.filter(parent=None, resolved_at=None).annotate(
        last_author=Coalesce(
            Subquery(last.values("author")[:1]), F("author"), output_field=BigIntegerField()
        ),
        last_at=Coalesce(Subquery(last.values("created_at")[:1]), F("created_at")),
    )


def word_of_the_group() -> Exists:
    """Whether the last word of an open talk is by one of the group's participants."""
    members = Membership.objects.filter(role=Role.PARTICIPANT, user=OuterRef("last_author"))
    return Exists(members.filter(group=OuterRef("version__artifact__case__group")))


def talks_for(user: User) -> QuerySet[Comment]:
    """Open talks of the person's own groups in which others had the last word, oldest first."""
    groups = Membership.objects.filter(role=Role.PARTICIPANT, user=user).values("group")
    found = open_talks().filter(~word_of_the_group(), version__artifact__case__group__in=groups)
    return found.select_related("author", "version__artifact__case").order_by("last_at")


def calls_for(user: User) -> QuerySet[Mention]:
    """Where the person was called in an open talk and has said nothing since, oldest first."""
    root = Coalesce("comment__parent", "comment", output_field=BigIntegerField())
    said = Comment.objects.filter(author=user, pk__gt=OuterRef("comment")).filter(
        Q(pk=OuterRef("root")) | Q(parent=OuterRef("root"))
    )
    open_roots = Comment.objects.filter(parent=None, resolved_at=None)
    return (
        Mention.objects.filter(
            user=user, comment__version__artifact__case__in=cases_visible_to(user).values("pk")
        )
        .annotate(root=root)
        .filter(~Exists(said), root__in=open_roots.values("pk"))
        .exclude(comment__author=user)
        .select_related("comment__author", "comment__version__artifact__case")
        .order_by("comment")
    )


def draft_of(case: Case, *, author: User, key: str) -> Draft | None:
    """What the person has typed and not yet saved as a version."""
    return Draft.objects.filter(case=case, author=author, key=key).first()

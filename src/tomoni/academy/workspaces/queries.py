"""What is read of cases: always from what the person may see."""

from django.db.models import Count, Prefetch, Q, QuerySet

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Membership, Role
from tomoni.academy.cohorts.queries import groups_visible_to
from tomoni.academy.workspaces.models import Case, Comment, Draft, Version


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


def comments_of(version: Version) -> QuerySet[Comment]:
    """What was said about a version, the answers with it."""
    answers = Comment.objects.select_related("author__division")
    return (
        version.comments.filter(parent=None)
        .select_related("author__division")
        .prefetch_related(Prefetch("answers", queryset=answers))
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


def waiting_comments(user: User) -> QuerySet[Comment]:
    """Comments by others, not settled, in the cases of the person's own groups."""
    mine = Q(role=Role.PARTICIPANT, user=user)
    groups = Membership.objects.filter(mine).values("group")
    return (
        Comment.objects.filter(
            version__artifact__case__group__in=groups, parent=None, resolved_at=None
        )
        .exclude(author=user)
        .select_related("author", "version__artifact__case")
        .order_by("-created_at")
    )


def draft_of(case: Case, *, author: User, key: str) -> Draft | None:
    """What the person has typed and not yet saved as a version."""
    return Draft.objects.filter(case=case, author=author, key=key).first()

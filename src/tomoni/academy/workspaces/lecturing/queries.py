"""What is read for who leads groups: always from the groups that the person leads."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.workspaces.homework.models import HandIn
from tomoni.academy.workspaces.homework.queries import HEAVY
from tomoni.academy.workspaces.models import (
    Artifact,
    AuditEntry,
    Case,
    Comment,
    Draft,
    Version,
)
from tomoni.academy.workspaces.queries import open_talks, word_of_the_group

LEADERS = (Role.LECTURER, Role.SECRETARIAT)
_PLACE = (
    "version__artifact__key",
    "version__artifact__title",
    "version__artifact__kind",
    "version__artifact__case__title",
    "version__artifact__case__group",
)
"""What a line of the queue says of the place."""
_MADE = ("number", "content_id", "made_by", "made_at", "artifact__case_id", "artifact__key")


def groups_led_by(user: User, *, roles: Collection[Role] = LEADERS) -> QuerySet[Group]:
    """Groups that the person leads: the whole cohort's, or only their own. Two queries."""
    mine = Membership.objects.filter(user=user, role__in=roles)
    led = Q(pk__in=mine.filter(group__isnull=False).values("group")) | Q(
        cohort__in=mine.filter(cohort__isnull=False).values("cohort")
    )
    members = Membership.objects.select_related("user").filter(role=Role.PARTICIPANT)
    return (
        Group.objects.filter(led)
        .select_related("cohort__municipality", "division")
        .defer("cohort__curriculum_text")
        .prefetch_related(Prefetch("memberships", queryset=members))
    )


def cohorts_led_by(user: User, *, roles: Collection[Role] = LEADERS) -> QuerySet[Cohort]:
    """Cohorts in which the person leads all groups, or some."""
    mine = Membership.objects.filter(user=user, role__in=roles)
    return Cohort.objects.filter(
        Q(pk__in=mine.filter(cohort__isnull=False).values("cohort"))
        | Q(pk__in=mine.filter(group__isnull=False).values("group__cohort"))
    ).select_related("municipality")


def cases_of(groups: Collection[Group]) -> QuerySet[Case]:
    """Cases of the groups with what is kept of them, and when somebody last did something."""
    done = AuditEntry.objects.filter(case=OuterRef("pk")).order_by("-pk")
    found = Case.objects.filter(group__in=groups).select_related("glance")
    return found.annotate(active_at=Subquery(done.values("at")[:1])).order_by("group__number")


def drafts_in(cases: Collection[Case]) -> dict[int, set[str]]:
    """By case: the worksheets in which somebody has a draft."""
    found: dict[int, set[str]] = {}
    for case, key in Draft.objects.filter(case__in=cases).values_list("case", "key"):
        found.setdefault(case, set()).add(key)
    return found


def open_comments_in(cases: Collection[Case]) -> dict[int, dict[str, int]]:
    """By case and artifact: how many talks are not settled."""
    talks = Comment.objects.filter(
        version__artifact__case__in=cases, parent=None, resolved_at=None
    ).values_list("version__artifact__case", "version__artifact__key")
    found: dict[int, dict[str, int]] = {}
    for case, key in talks:
        counts = found.setdefault(case, {})
        counts[key] = counts.get(key, 0) + 1
    return found


def hand_ins_of(groups: Collection[Group]) -> QuerySet[HandIn]:
    """All that the groups handed in, the newest first."""
    found = HandIn.objects.filter(version__artifact__case__group__in=groups)
    related = found.select_related("version__artifact__case", "meeting").defer(*HEAVY)
    return related.order_by("-handed_in_at", "-pk")


def handed_in(groups: Collection[Group], *, meeting: Meeting) -> dict[tuple[int, str], bool]:
    """By group and worksheet of the meeting's homework: whether the newest of it was read."""
    found = HandIn.objects.filter(version__artifact__case__group__in=groups, meeting=meeting)
    listed = found.order_by("handed_in_at", "pk").values_list(
        "version__artifact__case__group", "version__artifact__key", "read_at"
    )
    return {(group, key): read_at is not None for group, key, read_at in listed}


def left_in(groups: Collection[Group]) -> int:
    """How many artifacts wait to be looked at: as many as the queue has items. Two queries."""
    unread = HandIn.objects.filter(version__artifact__case__group__in=groups, read_at=None)
    talks = talks_waiting_in(groups).values_list("version__artifact", flat=True)
    return len({*unread.values_list("version__artifact", flat=True), *talks})


def talks_waiting_in(groups: Collection[Group]) -> QuerySet[Comment]:
    """Open talks in which the group had the last word, and no lecturer has looked since."""
    return (
        open_talks()
        .filter(word_of_the_group(), version__artifact__case__group__in=groups)
        .filter(Q(looked_at=None) | Q(last_at__gt=F("looked_at")))
        .select_related("version__artifact__case")
        .only("version__number", *_PLACE)
        .order_by("last_at")
    )


def meetings_of(cohort: Cohort) -> list[Meeting]:
    return list(Meeting.objects.filter(cohort=cohort).order_by("number"))


def attended(cohort: Cohort, *, until: datetime) -> set[tuple[int, int]]:
    """Pairs of meeting and person: who was there, at the meetings that have begun by then."""
    there = Attendance.objects.filter(meeting__cohort=cohort, meeting__starts_at__lte=until)
    return set(there.exclude(presence="absent").values_list("meeting", "user"))


def newest_of(cases: Collection[Case], *, key: str) -> dict[int, Version]:
    """By case: the newest version of the artifact."""
    found = Version.objects.filter(artifact__case__in=cases, artifact__key=key)
    newest = found.select_related("artifact").only(*_MADE).order_by("number")
    return {version.artifact.case_id: version for version in newest}


def titles_in(cases: Collection[Case]) -> dict[tuple[int, str], str]:
    """The titles of all artifacts, by case and key."""
    found = Artifact.objects.filter(case__in=cases).values_list("case", "key", "title")
    return {(case, key): title for case, key, title in found}

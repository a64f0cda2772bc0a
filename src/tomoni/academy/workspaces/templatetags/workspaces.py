"""What a page shows of an artifact beside its content."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.db.models import Count, Q

from tomoni.academy.workspaces.models import Case, Version

register = template.Library()


@dataclass(frozen=True)
class About:
    """The newest version of an artifact: number, who, when, how many comments."""

    number: int
    made_by: str
    made_at: datetime
    comments: int


@register.simple_tag
def about(case: Case, key: str) -> About | None:
    """One query; None while nothing was made."""
    version = (
        Version.objects.filter(artifact__case=case, artifact__key=key)
        .annotate(open_comments=Count("comments", filter=Q(comments__resolved_at=None)))
        .order_by("-number")
        .first()
    )
    if version is None:
        return None
    return About(version.number, version.made_by, version.made_at, version.open_comments)

"""What a page shows of an artifact beside its content, and what is said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tomoni.academy.workspaces.models import Case, Version
from tomoni.academy.workspaces.talks import Talks, TalkView

register = template.Library()
_OPEN = Q(comments__resolved_at=None, comments__parent=None)


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
        .annotate(open_comments=Count("comments", filter=_OPEN))
        .order_by("-number")
        .first()
    )
    if version is None:
        return None
    return About(version.number, version.made_by, version.made_at, version.open_comments)


@register.inclusion_tag("workspaces/_field_talk.html")
def field_talk(talks: Talks | None, field: str, *, unfold: bool = False) -> dict[str, Any]:
    """The talks about one field, folded; `unfold`: open ones stand open.

    Their forms come from `talk_forms`.
    """
    if talks is None:
        return {"shown": False}
    about = talks.about(field)
    return {
        "shown": bool(about) or talks.may_comment,
        "talks": talks,
        "about": about,
        "name": field,
        "label": talks.labels.get(field, ""),
        "title": _title(talks.labels.get(field) or _("全体"), about),
        "rows": range(1, talks.rows.get(field, 0) + 1),
        "fields": (),
        "said": None,
        "say_form": f"say-{field}",
        "anchor": f"talk-{field or 'whole'}",
        "open": unfold and any(not each.settled for each in about),
    }


def _title(label: str, about: Sequence[TalkView]) -> str:
    """What the talks about a field are called while they are folded."""
    waiting = sum(not each.settled for each in about)
    if not about:
        words = _("「%(label)s」にコメントする")
    elif waiting:
        words = _("「%(label)s」のコメント　%(waiting)s件")
    else:
        words = _("「%(label)s」のコメント　済み%(settled)s件")
    return words % {"label": label, "waiting": waiting, "settled": len(about)}


@register.inclusion_tag("workspaces/_talk_forms.html", takes_context=True)
def talk_forms(context: template.Context, talks: Talks | None) -> dict[str, Any]:
    """The forms that the controls beside the fields belong to: a form cannot stand in another."""
    here = context["request"].get_full_path()
    return {"talks": talks, "csrf_token": context["csrf_token"], "here": here}

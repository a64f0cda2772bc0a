"""States of homework and of remarks as chips."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from tomoni.academy.workspaces.homework.items import Item
from tomoni.academy.workspaces.homework.remarks import RemarkView

register = template.Library()


@register.inclusion_tag("ui/_chip.html")
def item_state(item: Item) -> dict[str, Any]:
    text, tone, icon = item.chip
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("homework/_left.html")
def remarks_left(left: Mapping[str, int], item: Item) -> dict[str, int]:
    """How many remarks of the newest version are to be mended or answered."""
    return {"count": left.get(item.key, 0)}


@register.inclusion_tag("ui/_chip.html")
def remark_state(remark: RemarkView) -> dict[str, Any]:
    if remark.answer:
        return {"text": _("理由を書いた"), "tone": "good", "icon": "check"}
    if remark.severe:
        return {"text": _("直すか理由を"), "tone": "warn", "icon": "warning"}
    return {"text": _("見直すとよい"), "tone": "info", "icon": "info"}

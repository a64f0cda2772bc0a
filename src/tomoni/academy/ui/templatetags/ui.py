"""The components, for `{% load ui %}`. The gallery shows each with its states."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.icons import PATHS
from tomoni.academy.ui.markdown import to_html
from tomoni.academy.ui.parts import ChangeView, CommentView, StepView, TableView

register = template.Library()

STATES = {
    "todo": (gettext_lazy("未着手"), "", "open"),
    "doing": (gettext_lazy("途中"), "info", "half"),
    "review": (gettext_lazy("見直し中"), "review", "redo"),
    "done": (gettext_lazy("できた"), "good", "done"),
}
NOTICE_ICONS = {"info": "info", "success": "done", "warning": "warning", "error": "error"}
MESSAGE_KINDS = {"success": "success", "warning": "warning", "error": "error"}


def _attributes(given: dict[str, Any]) -> SafeString:
    """`hx_post=url` as `hx-post="…"`; True stands bare, False and None not at all."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
    return flatatt({name: value for name, value in named.items() if value not in (None, "")})


@register.inclusion_tag("ui/_icon.html")
def icon(name: str, *, label: str = "", turns: bool = False) -> dict[str, Any]:
    return {"path": PATHS[name], "label": label, "turns": turns}


@register.inclusion_tag("ui/_button.html")
def button(
    text: str,
    *,
    kind: str = "secondary",
    icon: str = "",
    href: str = "",
    small: bool = False,
    type: str = "submit",  # noqa: A002 - HTML's own word
    **attributes: object,
) -> dict[str, Any]:
    return {
        "text": text, "kind": kind, "icon": icon, "href": href, "small": small, "type": type,
        "attributes": _attributes(attributes),
    }  # fmt: skip


@register.inclusion_tag("ui/_field.html")
def field(view: FieldView) -> dict[str, FieldView]:
    return {"field": view}


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(
    fields: Iterable[FieldView] = (), *, problems: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """Everything wrong in the fields, with links; `problems`: more pairs of id and sentence."""
    found = [problem for view in fields for problem in view.problems]
    return {"problems": [*found, *problems]}


@register.simple_block_tag(end_name="endnotice")
def notice(content: SafeString, kind: str = "info", *, title: str = "", live: bool = False) -> str:
    body = content if content.strip() else ""
    values = {"kind": kind, "title": title, "live": live, "content": body}
    return render_to_string("ui/_notice.html", values | {"icon": NOTICE_ICONS[kind]})


@register.inclusion_tag("ui/_messages.html")
def page_messages(messages: Iterable[Any] | None) -> dict[str, Any]:
    shown = [(MESSAGE_KINDS.get(each.level_tag, "info"), each.message) for each in messages or ()]
    return {"messages": [(kind, NOTICE_ICONS[kind], text) for kind, text in shown]}


@register.inclusion_tag("ui/_steps.html")
def step_navigation(
    steps: Sequence[StepView], *, title: str = "", across: bool = False
) -> dict[str, Any]:
    shown = [(step, STATES[step.state][0]) for step in steps]
    return {"steps": shown, "title": title or _("手順"), "across": across}


@register.inclusion_tag("ui/_chip.html")
def status(state: str) -> dict[str, Any]:
    text, tone, name = STATES[state]
    return {"text": text, "tone": tone, "icon": name}


@register.inclusion_tag("ui/_chip.html")
def chip(text: str, *, tone: str = "", icon: str = "") -> dict[str, Any]:
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("ui/_table.html")
def data_table(table: TableView) -> dict[str, TableView]:
    return {"table": table}


@register.simple_block_tag(end_name="endtable_frame")
def table_frame(content: SafeString, *, label: str) -> str:
    return render_to_string("ui/_table_frame.html", {"label": label, "content": content})


@register.simple_block_tag(end_name="endcard")
def card(
    content: SafeString,
    *,
    title: str = "",
    url: str = "",
    state: str = "",
    level: int = 2,
    key: bool = False,
    id: str = "",  # noqa: A002 - HTML's own word
) -> str:
    heading = f"h{level}"
    values = {"title": title, "url": url, "state": state, "heading": heading, "key": key, "id": id}
    return render_to_string("ui/_card.html", values | {"content": content})


@register.simple_block_tag(end_name="enddisclosure")
def disclosure(content: SafeString, title: str, *, open: bool = False, id: str = "") -> str:  # noqa: A002
    values = {"title": title, "open": open, "id": id, "content": content}
    return render_to_string("ui/_disclosure.html", values)


@register.filter
def markdown(text: str, below: int = 1) -> SafeString:
    """The text as HTML; its headings stand under one of the level `below`."""
    return to_html(text, below=below)


@register.inclusion_tag("ui/_breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Pairs of label and address from the first page on; the last one is this page."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/_empty.html")
def empty_state(
    title: str,
    text: str,
    *,
    example: str = "",
    action: str = "",
    url: str = "",
    icon: str = "document",
) -> dict[str, Any]:
    return {
        "title": title, "text": text, "example": example, "action": action, "url": url,
        "icon": icon,
    }  # fmt: skip


@register.inclusion_tag("ui/_progress.html")
def progress(label: str, *, value: float, most: float = 100, text: str = "") -> dict[str, Any]:
    shown = text or f"{value:g} / {most:g}"
    return {"label": label, "value": value, "most": most, "text": shown, "done": value >= most}


@register.inclusion_tag("ui/_comment.html")
def comment_item(comment: CommentView) -> dict[str, CommentView]:
    return {"comment": comment}


@register.inclusion_tag("ui/_comparison.html")
def comparison(
    changes: Sequence[ChangeView], *, left: str, right: str, choose: bool = False
) -> dict[str, Any]:
    return {"changes": changes, "left": left, "right": right, "choose": choose}


@register.inclusion_tag("ui/_autosave.html")
def autosave_status() -> dict[str, Any]:
    return {}


@register.inclusion_tag("ui/_upload.html")
def upload_tools(button: str = "") -> dict[str, Any]:
    return {"button": button or _("アップロードする")}


@register.inclusion_tag("ui/_chart.html")
def chart(*, src: str, picture: str, label: str) -> dict[str, Any]:
    """A picture of data; `src`: its specification, drawn anew where the page can."""
    return {"src": src, "picture": picture, "label": label}


@register.inclusion_tag("ui/_flow.html")
def flow_viewer(
    *, src: str, label: str, title: str = "", tall: bool = False, refresh_on: str = "tomoni:saved"
) -> dict[str, Any]:
    return {"src": src, "label": label, "title": title, "tall": tall, "refresh_on": refresh_on}

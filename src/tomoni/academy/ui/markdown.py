"""Markdown that people write → HTML that a page may show.

CommonMark with tables and struck words. HTML in the text stays words; links lead to http(s) or
within this site; a line break in the text stays one. Headings stand under those of the page.
"""

import re
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
}
_OWN = re.compile(r"/(?![/\\])")
"""An address within this site."""
_LOWEST = 6


def to_html(text: str, *, below: int = 1) -> SafeString:
    """The text as HTML; its first heading has the level after `below`, the one it stands under."""
    tokens = _parser().parse(text)
    written = [int(token.tag[1:]) for token in tokens if token.type == "heading_open"]
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1:]) - min(written) + below + 1
            token.tag = f"h{min(level, _LOWEST)}"
    html = _parser().renderer.render(tokens, _parser().options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def _kept(tag: str, name: str, value: str) -> str | None:
    """Pictures come from this site only: the policy of the pages allows no other."""
    if (tag, name) == ("img", "src") and not _OWN.match(value):
        return None
    return value


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable(["table", "strikethrough"])
    for tag in ("th", "td"):
        parser.add_render_rule(f"{tag}_open", _cell)
    return parser


def _cell(
    renderer: RendererHTML, tokens: list[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    """Alignment by class: the pages allow no style."""
    token = tokens[place]
    style = str(token.attrs.pop("style", ""))
    if style.endswith("right"):
        token.attrSet("class", "number")
    if token.tag == "th":
        token.attrSet("scope", "col")
    return renderer.renderToken(tokens, place, options, env)

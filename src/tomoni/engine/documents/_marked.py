"""Markdown → blocks and runs as plain data, for the templates that set them.

CommonMark with tables and struck words; no HTML: it stays the words it was written in. Pictures
leave their alternative text. A line break in the text stays one: clerks do not write two blanks.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Node = dict[str, Any]
_LISTS = ("bullet_list", "ordered_list")
_LOOKS = {"strong": "strong", "em": "em", "s": "struck", "link": "link"}


def blocks_of(text: str) -> list[Node]:
    """The blocks in reading order; headings begin at level 1 and skip none downwards."""
    nodes = [_block(node) for node in SyntaxTreeNode(_parser().parse(text)).children]
    _level(nodes)
    return nodes


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "breaks": True}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _block(node: SyntaxTreeNode) -> Node:
    if node.type == "heading":
        return {"type": "heading", "level": int(node.tag[1:]), "runs": _runs_of(node)}
    if node.type in _LISTS:
        items = [[_block(child) for child in item.children] for item in node.children]
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        return {"type": "list", "start": start, "items": items}
    if node.type == "blockquote":
        return {"type": "quote", "blocks": [_block(child) for child in node.children]}
    if node.type in {"fence", "code_block"}:
        return {"type": "code", "text": node.content.rstrip("\n")}
    if node.type == "table":
        return _table(node)
    if node.type == "hr":
        return {"type": "rule"}
    return {"type": "paragraph", "runs": _runs_of(node)}


def _table(node: SyntaxTreeNode) -> Node:
    rows = [row for part in node.children for row in part.children]
    return {
        "type": "table",
        "align": [_align(cell) for cell in rows[0].children],
        "rows": [[_runs_of(cell) for cell in row.children] for row in rows],
    }


def _align(cell: SyntaxTreeNode) -> str:
    return str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:")


def _runs_of(node: SyntaxTreeNode) -> list[Node]:
    return [run for inline in node.children for run in _runs(inline, {})]


def _runs(node: SyntaxTreeNode, look: dict[str, Any]) -> Iterator[Node]:
    if node.type in {"softbreak", "hardbreak"}:
        yield {"text": "\n"} | look
    elif node.type == "code_inline":
        yield {"text": node.content, "code": True} | look
    elif node.type in {"image", "text"}:
        yield {"text": node.content} | look
    else:
        name = _LOOKS.get(node.type)
        here = {name: str(node.attrs["href"]) if name == "link" else True} if name else {}
        for child in node.children:
            yield from _runs(child, look | here)


def _level(nodes: list[Node]) -> None:
    headings = [node for node in nodes if node["type"] == "heading"]
    before = 0
    for heading in headings:
        heading["level"] = min(heading["level"], before + 1)
        before = heading["level"]

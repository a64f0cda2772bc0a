"""The rules themselves: text in, complaints out; each is shown a bad example in test_rules.py."""

import ast
import re
from collections.abc import Collection, Iterator

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40

_INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc\s*=)[^>]*>", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:.-]*)\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
    "a part from another host": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*\s(?:src|href)\s*=\s*[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
}
_JSON_DATA = re.compile(r"<script\b[^>]*\stype\s*=\s*[\"']application/json[\"']", re.IGNORECASE)
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_ADDRESS = re.compile(r"https?://(?:[^/\s\"'<>`)@]*@)?(?P<host>[A-Za-z0-9.\-]+)")
_UNFINISHED = re.compile(
    r"\b(?:TO[D]O|FIXM[E]|XX[X]|HAC[K])\b|^(?:<{7}|>{7}|={7})(?:\s|$)", re.MULTILINE
)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)(?P<target>[^)#\s]+)")
_MACHINE = re.compile(r"(?<![\w./:{}$~\-])/(?:home|Users|root|tmp|work|mnt)/[\w.]")


def too_long(text: str) -> int | None:
    """The number of lines, when a file has too many."""
    lines = text.count("\n") + (not text.endswith("\n") and bool(text))
    return lines if lines > LINES_OF_A_FILE else None


def long_functions(text: str) -> Iterator[tuple[str, int]]:
    """The functions of a module that are too long, with their number of lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_A_FUNCTION:
                yield node.name, lines


def front_door(text: str) -> Iterator[str]:
    """What a room's `__init__` lacks: its docstring, or a sorted and complete `__all__`."""
    module = ast.parse(text)
    doc = (ast.get_docstring(module) or "").lower()
    if "comes in" not in doc or "goes out" not in doc:
        yield "its docstring does not say what comes in and what goes out"
    offered = _offered(module)
    if offered is None:
        yield "it has no __all__"
        return
    if offered != sorted(offered, key=_by_case):
        yield "__all__ is not sorted"
    if set(offered) != set(imported(text)):
        yield f"__all__ and its imports differ: {sorted(set(offered) ^ set(imported(text)))}"


def imported(text: str) -> dict[str, str]:
    """Name → module, for everything a module imports by name."""
    return {
        alias.asname or alias.name: node.module or ""
        for node in ast.parse(text).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def undocumented(text: str, *, names: Collection[str]) -> Iterator[str]:
    """The named functions, classes and their public methods without a docstring."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
            if ast.get_docstring(node) is None:
                yield node.name
            methods = node.body if isinstance(node, ast.ClassDef) else []
            for method in methods:
                if (
                    isinstance(method, ast.FunctionDef)
                    and not method.name.startswith("_")
                    and ast.get_docstring(method) is None
                ):
                    yield f"{node.name}.{method.name}"


def inline(text: str) -> Iterator[str]:
    """What a template may not hold under the content security policy."""
    html = _TEMPLATE_TAG.sub("x", _JSON_DATA.sub("<data", text))
    for what, pattern in _INLINE.items():
        if pattern.search(html):
            yield what


def strange_hosts(text: str, *, known: Collection[str]) -> Iterator[str]:
    """The hosts of addresses that are not among the known."""
    for match in _ADDRESS.finditer(text):
        host = match["host"].lower().rstrip(".")
        if not any(host == one or host.endswith(f".{one}") for one in known):
            yield host


def links(text: str) -> Iterator[str]:
    """The targets of a page's links that stay in the repository."""
    yield from (match["target"] for match in _LINK.finditer(_FENCE.sub("", text)))


def unfinished(text: str) -> Iterator[str]:
    """Notes to oneself and the marks of a merge."""
    yield from (match[0] for match in _UNFINISHED.finditer(text))


def machine_paths(text: str) -> Iterator[str]:
    """Paths that exist on one machine only."""
    yield from (match[0] for match in _MACHINE.finditer(text))


def _offered(module: ast.Module) -> list[str] | None:
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


def _by_case(name: str) -> tuple[int, str]:
    if name.isupper():
        return 0, name
    return (1 if name[:1].isupper() else 2), name

"""Every code in the sources of the engine and the academy, with the parameters given beside it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tomoni

PACKAGE = Path(tomoni.__file__).parent
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")

# What a function that makes a finding adds by itself, and which of its arguments are no parameters.
MAKERS = {
    "report": ({"column", "count", "cells"}, {"grid", "rows", "column", "name", "seen", "at"}),
    "note": (set[str](), {"grid", "seen"}),
    "_finding": (set[str](), {"warning", "seen", "flow", "place"}),
    "_info": (set[str](), {"seen"}),
}
STEP = {"step"}
"""The helpers of `flows` name the step."""


@dataclass(frozen=True)
class Said:
    """One call: what it makes (error, finding, weakness), in which room, with which parameters."""

    what: str
    room: str
    code: str
    params: frozenset[str]
    where: str


def everything() -> Iterator[Said]:
    """All calls of the engine's and the academy's sources. Fails on a code it cannot read."""
    for folder in (PACKAGE / "engine", PACKAGE / "academy"):
        for path in sorted(folder.rglob("*.py")):
            if "wording" not in path.parts:
                yield from _Module(path, folder).said()


@dataclass(frozen=True)
class _Module:
    path: Path
    folder: Path

    @property
    def room(self) -> str:
        return self.path.relative_to(self.folder).parts[0]

    def said(self) -> Iterator[Said]:
        tree = ast.parse(self.path.read_text())
        constants = {
            ast.unparse(target): node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
        }
        errors = _error_names(tree)
        for function in _functions(tree):
            for call in _calls(function):
                name = _name(call.func)
                what = self._what(name, errors)
                if not what or _passes_on(function, call, name):
                    continue
                for code in self._codes(call, function, constants, tree):
                    where = f"{self.path.name}:{call.lineno}"
                    params = frozenset(_params(call, name, what, function, self.room))
                    yield Said(what, self.room, code, params, where)

    def _what(self, name: str, errors: set[str]) -> str:
        if name in errors:
            return "error"
        if name == "Weakness":
            return "weakness"
        makes = name == "Finding" or (
            name in MAKERS and self.room in {"tables", "flows", "effects", "cases"}
        )
        return "finding" if makes else ""

    def _codes(
        self,
        call: ast.Call,
        function: ast.AST,
        constants: dict[str, ast.expr],
        tree: ast.Module,
    ) -> list[str]:
        given = call.args[0] if call.args else _keyword(call, "code")
        assert given is not None, f"no code: {self.path}:{call.lineno}"
        if isinstance(given, ast.Constant):
            return [str(given.value)]
        if isinstance(given, ast.Attribute) and given.attr == "code":
            return sorted(_findings_of_severity_error(tree))
        sources = [given] if not isinstance(given, ast.Name) else _assigned(function, given.id)
        found = {
            text
            for source in sources
            for node in (source, *(constants[name] for name in _names(source) if name in constants))
            for text in _strings(node)
        }
        assert found, f"the code cannot be read: {self.path}:{call.lineno}"
        return sorted(found)


def _error_names(tree: ast.Module) -> set[str]:
    """Errors of a room that the module imports or defines (`bad_content` makes one too)."""
    imported = {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module or "").endswith("errors")
    }
    defined = {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and "TomoniError" in map(ast.unparse, node.bases)
    }
    return {name for name in imported | defined if name.endswith("Error")}


def _functions(tree: ast.Module) -> list[ast.AST]:
    """Outermost functions and methods, and the module itself without them."""
    found: list[ast.AST] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found += [inner for inner in node.body if isinstance(inner, ast.FunctionDef)]
        elif isinstance(node, ast.FunctionDef):
            found.append(node)
    return found


def _calls(function: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _passes_on(function: ast.AST, call: ast.Call, name: str) -> bool:
    """Whether the call stands in a maker itself, which is given its code."""
    own = isinstance(function, ast.FunctionDef) and function.name in MAKERS
    given = call.args[0] if call.args else _keyword(call, "code")
    return own and name != "" and isinstance(given, ast.Name) and given.id == "code"


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _params(call: ast.Call, name: str, what: str, function: ast.AST, room: str) -> Iterator[str]:
    if name in {"Finding", "Weakness"}:
        given = _keyword(call, "params")
        sources = _assigned(function, given.id) if isinstance(given, ast.Name) else [given]
        for source in sources:
            if isinstance(source, ast.Dict):
                yield from (str(ast.literal_eval(key)) for key in source.keys if key)
        return
    adds, others = MAKERS.get(name, (set[str](), set[str]()))
    yield from adds
    if name == "note" and _keyword(call, "rows") is not None:
        yield from ("count", "rows")
    if what == "finding" and room == "flows":
        yield from STEP
    yield from (each.arg for each in call.keywords if each.arg and each.arg not in others)


def _assigned(function: ast.AST, name: str) -> list[ast.expr]:
    """What is ever put into a local name: by assignment or by a loop."""
    found = []
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.For | ast.comprehension):
            targets = [node.target]
        value = getattr(node, "iter", None) or getattr(node, "value", None)
        if value is not None and any(name in _names(target) for target in targets):
            found.append(value)
    return found


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _strings(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        value = _constant(each)
        if isinstance(value, str) and CODE.fullmatch(value):
            yield value


def _findings_of_severity_error(tree: ast.Module) -> set[str]:
    """The codes with which `refuse` raises what `check` finds first."""
    return {
        str(_constant(call.args[0] if call.args else _keyword(call, "code")))
        for call in _calls(tree)
        if _name(call.func) in {"_finding", "Finding"}
        and isinstance(call.args[0] if call.args else _keyword(call, "code"), ast.Constant)
        and _keyword(call, "warning") is None
        and "WARNING" not in ast.unparse(call)
    }


def _constant(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None

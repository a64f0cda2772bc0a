"""Paragraphs of Word and PowerPoint: fields found across runs, filled in the look they have.

A program may cut `{{ 題名 }}` into several runs. What a field becomes is written into the run in
which its name begins, so that it looks as the name looked; the rest of the field goes.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tomoni.engine.documents._form_fields import FormField, FormPlace, fields_in

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Fill = Callable[[FormField], str | None]
"""What a field becomes; None: it stays as it stands."""


@dataclass(frozen=True)
class Dialect:
    """How one kind of file names its parts; whether a line break lies within a run."""

    namespace: str
    breaks_in_run: bool

    def tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"


WORD = Dialect("http://schemas.openxmlformats.org/wordprocessingml/2006/main", breaks_in_run=True)
SLIDE = Dialect("http://schemas.openxmlformats.org/drawingml/2006/main", breaks_in_run=False)


@dataclass(frozen=True)
class Line:
    """One paragraph: its text, and the nodes of it with where in the text each begins."""

    element: Any
    text: str
    nodes: tuple[tuple[Any, int], ...]
    dialect: Dialect

    def fields(self, *, place: FormPlace) -> list[FormField]:
        """The fields in it. Raises as `fields_in`."""
        return [field for _found, field in fields_in(self.text, place=place)]

    def fill(self, fill: Fill, *, place: FormPlace) -> None:
        """Put in what the fields become, the last first."""
        whole = {id(node): node.text or "" for node, _start in self.nodes}
        for found, field in reversed(list(fields_in(self.text, place=place))):
            said = fill(field)
            if said is not None:
                inside = found.start(1) + len(found[1]) - len(found[1].lstrip())
                self._replace(found.span(), said=said, name_at=inside, whole=whole)
        for node, _start in self.nodes:
            _break_lines(node, dialect=self.dialect)

    def _replace(
        self, span: tuple[int, int], *, said: str, name_at: int, whole: dict[int, str]
    ) -> None:
        begin, end = span
        for node, start in self.nodes:
            stop = start + len(whole[id(node)])
            if start < end and stop > begin:
                now = node.text or ""
                here = said if start <= name_at < stop else ""
                node.text = now[: max(begin - start, 0)] + here + now[end - start :]


def lines(root: Any, *, dialect: Dialect) -> Iterator[Line]:
    """Every paragraph below the element that has words, in reading order."""
    for paragraph in list(root.iter(dialect.tag("p"))):
        line = line_of(paragraph, dialect=dialect)
        if line.nodes:
            yield line


def line_of(paragraph: Any, *, dialect: Dialect) -> Line:
    """The paragraph's own text; what stands in a box that hangs on it is no part of it."""
    kinds = {dialect.tag("t"): None, dialect.tag("br"): "\n", dialect.tag("tab"): "\t"}
    text, nodes = "", []
    for node in paragraph.iter(*kinds):
        if next(node.iterancestors(dialect.tag("p")), None) is not paragraph:
            continue
        sign = kinds[node.tag]
        if sign is None:
            nodes.append((node, len(text)))
        text += (node.text or "") if sign is None else sign
    return Line(paragraph, text, tuple(nodes), dialect)


def _break_lines(node: Any, *, dialect: Dialect) -> None:
    """Line breaks of a text as the file writes them."""
    first, *more = (node.text or "").split("\n")
    node.text = first
    if dialect.breaks_in_run:
        node.set(_XML_SPACE, "preserve")
    last = node if dialect.breaks_in_run else node.getparent()
    for words in more:
        line_break = node.makeelement(dialect.tag("br"), {})
        following = deepcopy(last)
        text = following if dialect.breaks_in_run else following.find(dialect.tag("t"))
        text.text = words
        last.addnext(line_break)
        line_break.addnext(following)
        last = following

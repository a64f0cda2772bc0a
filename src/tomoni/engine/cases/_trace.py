"""Walking a number back to the file it came from."""

from collections.abc import Iterator

from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._graph import Case, Reference, Version
from tomoni.engine.cases._store import Store, content_of
from tomoni.engine.core import Quantity, Source, Value


class TraceStep(Value):
    """One version on the way, with the number it passes on (None where all of it counts)."""

    artifact: str
    version: int
    kind: str
    title: str
    quantity_name: str = ""
    quantity: Quantity | None = None
    function: str | None
    made_by: str
    made_at: str
    newest: bool
    made_from: tuple[int, ...] = ()
    """Places of the steps it was made from in `Trace.steps`."""


class TracedSource(Value):
    """A file at the end of the walk, and how many rows were read from it (None if never read)."""

    source: Source
    rows: int | None = None


class Trace(Value):
    """The way of one number: `steps[0]` is where it stands, each step names what it came from."""

    name: str
    quantity: Quantity
    steps: tuple[TraceStep, ...]
    sources: tuple[TracedSource, ...]


_Node = tuple[str, int, str]


def trace(case: Case, name: str, *, store: Store, version: int | None = None) -> Trace:
    """The way of the number `artifact.quantity`, in the newest version unless one is given.

    Breadth first; each version and number stands once. Raises `CasesError`: `unknown-quantity`,
    `unknown-artifact`, `unknown-version`.
    """
    artifact, _, quantity_name = name.partition(".")
    case.artifact(artifact)
    number = len(case.versions.get(artifact, ())) if version is None else version
    start = case.version(Reference(artifact=artifact, version=number))
    if quantity_name not in start.quantities:
        raise CasesError("unknown-quantity", quantity=name)
    edges = _walk(case, (artifact, number, quantity_name))
    places = {node: place for place, node in enumerate(edges)}
    return Trace(
        name=name,
        quantity=start.quantities[quantity_name],
        steps=tuple(
            _step(case, node, made_from=tuple(places[source] for source in sources))
            for node, sources in edges.items()
        ),
        sources=tuple(_sources(case, edges, store=store)),
    )


def _walk(case: Case, start: _Node) -> dict[_Node, tuple[_Node, ...]]:
    edges: dict[_Node, tuple[_Node, ...]] = {}
    waiting = [start]
    for node in waiting:
        if node not in edges:
            edges[node] = tuple(_made_from(case, node))
            waiting.extend(edges[node])
    return edges


def _made_from(case: Case, node: _Node) -> Iterator[_Node]:
    artifact, number, quantity_name = node
    version = case.versions[artifact][number - 1]
    quantity = version.quantities.get(quantity_name)
    if quantity is None or not quantity.made_from:
        for reference in version.references.values():
            yield (reference.artifact, reference.version, "")
        return
    for name in quantity.made_from:
        source, _, source_quantity = name.partition(".")
        if source == "self":
            yield (artifact, number, source_quantity)
            continue
        yield _offering(case, version, source, source_quantity)


def _offering(case: Case, version: Version, source: str, quantity_name: str) -> _Node:
    """What `source` means to this version: the name of an input, else the id of an artifact."""
    named = [version.references[source]] if source in version.references else []
    if not named or quantity_name not in case.version(named[0]).quantities:
        named += [each for each in version.references.values() if each.artifact == source]
    if not named:
        raise CasesError("unknown-artifact", artifact=source)
    for each in named:
        if quantity_name in case.version(each).quantities:
            return (each.artifact, each.version, quantity_name)
    return (named[0].artifact, named[0].version, "")


def _step(case: Case, node: _Node, *, made_from: tuple[int, ...]) -> TraceStep:
    artifact, number, quantity_name = node
    version = case.versions[artifact][number - 1]
    return TraceStep(
        artifact=artifact,
        version=number,
        kind=case.artifacts[artifact].kind,
        title=case.artifacts[artifact].title,
        quantity_name=quantity_name,
        quantity=version.quantities.get(quantity_name),
        function=version.function,
        made_by=version.made_by,
        made_at=version.made_at.isoformat(),
        newest=number == len(case.versions[artifact]),
        made_from=made_from,
    )


def _sources(
    case: Case, edges: dict[_Node, tuple[_Node, ...]], *, store: Store
) -> Iterator[TracedSource]:
    rows = {
        source[:2]: case.versions[artifact][number - 1].quantities.get("rows")
        for (artifact, number, _), sources in edges.items()
        for source in sources
        if case.artifacts[artifact].kind == "table"
    }
    for artifact, number, _ in edges:
        if case.artifacts[artifact].kind == "source":
            read = rows.get((artifact, number))
            yield TracedSource(
                source=Source.model_validate(
                    content_of(case.versions[artifact][number - 1], store=store)
                ),
                rows=None if read is None else round(read.value),
            )

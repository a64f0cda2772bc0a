"""The case: artifacts, their versions, and what each version was made from."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, TypeVar

from pydantic import StringConstraints, field_validator

from tomoni.engine.cases._errors import CasesError
from tomoni.engine.core import Quantity, Value

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Node = TypeVar("_Node", str, tuple[str, int])

FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]{1,200}$")]


class Plan(Value):
    """How the next version of an artifact is made: function, inputs (name → id), parameters."""

    function: str
    inputs: dict[str, Key] = {}
    parameters: dict[str, Any] = {}

    @field_validator("parameters")
    @classmethod
    def _plain(cls, value: dict[str, Any]) -> dict[str, Any]:
        # As they come back from a bundle: a list that was a tuple would look like a new plan.
        # The order of the keys stays: it is that of a document's sections.
        plain: dict[str, Any] = json.loads(json.dumps(value, allow_nan=False))
        return plain


class Artifact(Value):
    """One thing in a case. Without a plan it is written by hand."""

    id: Key
    kind: Key
    title: str = ""
    plan: Plan | None = None


class Reference(Value):
    """An exact version of another artifact."""

    artifact: Key
    version: int


class Version(Value):
    """What an artifact was at one time, and what it was made from. It never changes."""

    artifact: Key
    number: int
    content: Digest
    """SHA-256 of the canonical JSON of the content, under which a store keeps it."""
    files: dict[FileName, Digest] = {}
    quantities: dict[Key, Quantity] = {}
    quotes: tuple[str, ...] = ()
    """What the content quotes: `artifact.quantity`, or `artifact` for a figure."""
    references: dict[str, Reference] = {}
    function: str | None = None
    parameters: dict[str, Any] = {}
    engine_version: str = ""
    made_by: str = ""
    made_at: datetime
    note: str = ""

    @property
    def offers(self) -> tuple[Any, ...]:
        """All that another artifact can take from this version; equal offers, equal results."""
        return (self.content, self.files, self.quantities)


@dataclass(frozen=True)
class Case:
    """A group's whole work. Adding to a case gives a new case."""

    id: str
    title: str
    curriculum: str
    """Identity and version of the curriculum, e.g. `policy@1`."""
    artifacts: Mapping[str, Artifact] = field(default_factory=dict)
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)

    def artifact(self, artifact_id: str) -> Artifact:
        """The artifact of that id; `CasesError("unknown-artifact")` when there is none."""
        if artifact_id not in self.artifacts:
            raise CasesError("unknown-artifact", artifact=artifact_id)
        return self.artifacts[artifact_id]

    def head(self, artifact_id: str) -> Version | None:
        """The newest version, or None when nothing was made yet."""
        versions = self.versions.get(artifact_id)
        return versions[-1] if versions else None

    def version(self, reference: Reference) -> Version:
        """The version referred to; `CasesError("unknown-version")` when there is none."""
        versions = self.versions.get(reference.artifact, ())
        if not 1 <= reference.version <= len(versions):
            raise CasesError(
                "unknown-version", artifact=reference.artifact, version=reference.version
            )
        return versions[reference.version - 1]


def upstream(case: Case, artifact_id: str) -> Iterator[str]:
    """Ids of the artifacts that the next version of this one is made from."""
    plan = case.artifacts[artifact_id].plan
    head = case.head(artifact_id)
    if plan is None:
        for reference in head.references.values() if head else ():
            yield reference.artifact
        return
    for source in plan.inputs.values():
        yield source
        yield from quoted_artifacts(case, source)


def quoted_artifacts(case: Case, artifact_id: str) -> Iterator[str]:
    """Ids that a text or table written by hand quotes: whoever takes it in takes these in too."""
    artifact, head = case.artifacts.get(artifact_id), case.head(artifact_id)
    if artifact is not None and artifact.plan is None and head is not None:
        for quote in head.quotes:
            yield quote.partition(".")[0]


def place(case: Case, artifact: Artifact) -> Case:
    """The case with the artifact added, or with its title or plan replaced.

    Raises `CasesError`: `changed-kind`, `unknown-artifact` for an input that the case lacks,
    `cycle`.
    """
    known = case.artifacts.get(artifact.id)
    if known is not None and known.kind != artifact.kind:
        raise CasesError("changed-kind", artifact=artifact.id)
    grown = replace(case, artifacts={**case.artifacts, artifact.id: artifact})
    _refuse_unknown_inputs(grown, artifact)
    _refuse_cycle(grown, artifact.id)
    return grown


def record(case: Case, version: Version) -> Case:
    """The case with one more version of an artifact that it already has.

    Raises `CasesError`: `unknown-artifact`, `unknown-version`, `wrong-number`, `cycle`.
    """
    case.artifact(version.artifact)
    known = case.versions.get(version.artifact, ())
    if version.number != len(known) + 1:
        raise CasesError("wrong-number", artifact=version.artifact, version=version.number)
    for reference in version.references.values():
        case.version(reference)
    grown = replace(case, versions={**case.versions, version.artifact: (*known, version)})
    if case.artifacts[version.artifact].plan is None:  # a plan was looked at when it was placed
        _refuse_cycle(grown, version.artifact)
    return grown


def assemble(case: Case, *, artifacts: Iterable[Artifact], versions: Iterable[Version]) -> Case:
    """The empty case filled with all that is given, in any order, checked once as a whole.

    Raises the errors of `place` and `record`.
    """
    by_artifact: dict[str, list[Version]] = {}
    whole = replace(case, artifacts={artifact.id: artifact for artifact in artifacts})
    for artifact in whole.artifacts.values():
        _refuse_unknown_inputs(whole, artifact)
    for version in versions:
        whole.artifact(version.artifact)
        by_artifact.setdefault(version.artifact, []).append(version)
    for found in by_artifact.values():
        found.sort(key=lambda version: version.number)
        for number, version in enumerate(found, start=1):
            if version.number != number:
                raise CasesError("wrong-number", artifact=version.artifact, version=version.number)
    whole = replace(whole, versions={key: tuple(found) for key, found in by_artifact.items()})
    _refuse_version_cycle(whole)
    order(whole)
    return whole


def order(case: Case) -> list[str]:
    """Every artifact after all that it is made from; alphabetical where that leaves a choice.

    Raises `CasesError("cycle")`.
    """
    return sorted_upwards(edges(case))


def edges(case: Case) -> dict[str, list[str]]:
    """For every artifact those in the case that its next version is made from."""
    known = case.artifacts
    return {key: [up for up in upstream(case, key) if up in known] for key in known}


def _refuse_unknown_inputs(case: Case, artifact: Artifact) -> None:
    for source in _inputs(case, artifact.id):
        case.artifact(source)


def _refuse_cycle(case: Case, changed: str) -> None:
    """Refuse a way that leads back to where it began, when only one artifact has changed."""
    starts = [changed]
    if any(quoted_artifacts(case, changed)):  # what it quotes goes into all that take it in
        starts += [key for key in case.artifacts if changed in _inputs(case, key)]
    for start in starts:
        if start in _all_upstream(case, start):
            raise CasesError("cycle", artifact=start)


def _inputs(case: Case, artifact_id: str) -> Collection[str]:
    plan = case.artifacts[artifact_id].plan
    return plan.inputs.values() if plan else ()


def _all_upstream(case: Case, artifact_id: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(upstream(case, artifact_id))
    while waiting:
        key = waiting.pop()
        if key not in seen and key in case.artifacts:
            seen.add(key)
            waiting.extend(upstream(case, key))
    return seen


def _refuse_version_cycle(case: Case) -> None:
    made_from = {
        (key, version.number): [
            (reference.artifact, case.version(reference).number)
            for reference in version.references.values()
        ]
        for key, versions in case.versions.items()
        for version in versions
    }
    sorted_upwards(made_from)


def sorted_upwards(made_from: Mapping[_Node, list[_Node]]) -> list[_Node]:
    """Every node after all that it is made from. Raises `CasesError("cycle")`."""
    sorter = TopologicalSorter(made_from)
    try:
        sorter.prepare()
    except CycleError as error:
        first = error.args[1][0]
        raise CasesError("cycle", artifact=first if isinstance(first, str) else first[0]) from error
    found: list[_Node] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        found.extend(ready)
        sorter.done(*ready)
    return found

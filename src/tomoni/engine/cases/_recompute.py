"""Replaying the recorded functions, each once, after all that it is made from."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from tomoni.engine.cases._errors import CasesError, bad_content
from tomoni.engine.cases._graph import (
    Case,
    Plan,
    Reference,
    Version,
    order,
    quoted_artifacts,
    record,
)
from tomoni.engine.cases._staleness import plan_changed
from tomoni.engine.cases._store import Store, content_of, write_content
from tomoni.engine.core import Quantity, TomoniError
from tomoni.engine.tables import Reader


@dataclass(frozen=True)
class Made:
    """What a function makes: plain JSON content, files by name, quantities by name."""

    content: Any
    files: Mapping[str, bytes] = field(default_factory=dict)
    quantities: Mapping[str, Quantity] = field(default_factory=dict)


Progress = Callable[[int, int, str], None]
"""Is told how much is done of how much, and what comes next."""


def silent(_done: int, _total: int, _what: str) -> None:
    """Tells nobody."""


def never() -> bool:
    """Goes on."""
    return False


@dataclass(frozen=True)
class Inputs:
    """What a function is made from: the versions by input name, its parameters, and a reader of
    files that all of one run share. One that takes long tells `progress` and asks `cancelled`."""

    case: Case
    store: Store
    versions: Mapping[str, Version]
    parameters: Mapping[str, Any]
    reader: Reader = field(default_factory=Reader)
    key: bytes = field(default=b"", repr=False)
    """The secret of this case for pseudonyms; it comes from outside and is kept nowhere here."""
    progress: Progress = silent
    cancelled: Callable[[], bool] = never

    def version(self, name: str) -> Version:
        """The version of an input; `CasesError("missing-input")` when the plan names none."""
        if name not in self.versions:
            raise CasesError("missing-input", input=name)
        return self.versions[name]

    def content(self, name: str) -> Any:
        """Plain JSON content of an input."""
        return content_of(self.version(name), store=self.store)

    def file(self, name: str, file_name: str) -> bytes:
        """A file of an input; `CasesError("missing-file")` when it has none of that name."""
        digest = self.version(name).files.get(file_name)
        if digest is None:
            raise CasesError("missing-file", path=file_name[:80])
        return self.store.read(digest)

    def quantities(self) -> dict[str, Quantity]:
        """Quantities of all inputs as `artifact.quantity`."""
        return {
            f"{version.artifact}.{name}": quantity
            for version in self.versions.values()
            for name, quantity in version.quantities.items()
        }


@dataclass(frozen=True)
class Recipe:
    """A function a plan can name; `walks` when its result also shows what its inputs came from."""

    make: Callable[[Inputs], Made]
    walks: bool = False


@dataclass(frozen=True)
class Recomputed:
    """The case afterwards, and what became of each planned artifact that was not up to date."""

    case: Case
    made: tuple[str, ...] = ()
    """The function ran."""
    carried: tuple[str, ...] = ()
    """Newer versions offered the same as the old: the result was kept under new references."""
    waiting: tuple[str, ...] = ()
    """An input was not yet made, or failed."""
    failed: Mapping[str, TomoniError] = field(default_factory=dict)


def recompute(
    case: Case,
    *,
    store: Store,
    recipes: Mapping[str, Recipe],
    made_by: str,
    made_at: datetime,
    engine_version: str,
    only: Collection[str] | None = None,
    reader: Reader | None = None,
    key: bytes = b"",
    progress: Progress = silent,
    within: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Recomputed:
    """Bring every planned artifact up to date, in dependency order.

    An artifact whose inputs offer the same as when it was made does not run again. One that fails
    leaves its older versions as they are and does not stop the others: its error (of any room;
    `bad-content` where its inputs do not fit) is in `failed`. `only` names the artifacts to look
    at; the others stay as they are. A `reader` that has read their file already spares reading it
    again. `key`: the case's secret for pseudonyms; it is never part of a case or a bundle.
    `progress(done, total, id)` is called before each artifact and at the end with the
    total, `within` by a function that takes long, of its own work; when `cancelled()` is true
    `CasesError("cancelled")` is raised and the given case stands as it was.
    """
    planned = [key for key in order(case) if _is_wanted(case, key, only)]
    result = Recomputed(case=case)
    reader = reader or Reader()
    for done, name in enumerate(planned):
        _go_on(cancelled)
        progress(done, len(planned), name)
        step = _Step(
            result.case, name, store, recipes, made_by, made_at, engine_version, reader, key,
            within, cancelled,
        )  # fmt: skip
        result = step.advance(result)
    _go_on(cancelled)
    progress(len(planned), len(planned), "")
    return result


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise CasesError("cancelled")


def _is_wanted(case: Case, key: str, only: Collection[str] | None) -> bool:
    return case.artifacts[key].plan is not None and (only is None or key in only)


@dataclass(frozen=True)
class _Step:
    case: Case
    key: str
    store: Store
    recipes: Mapping[str, Recipe]
    made_by: str
    made_at: datetime
    engine_version: str
    reader: Reader
    secret: bytes = field(repr=False)
    within: Progress
    cancelled: Callable[[], bool]

    def advance(self, result: Recomputed) -> Recomputed:
        plan = self.case.artifacts[self.key].plan
        assert plan is not None  # noqa: S101
        try:
            names = self._input_names(plan)
            if any(self._lacks(source, result) for source in names.values()):
                return replace(result, waiting=(*result.waiting, self.key))
            inputs = {name: self._head(source) for name, source in names.items()}
            head = self.case.head(self.key)
            if head is not None and not plan_changed(self.case.artifacts[self.key], head):
                if head.references == _references(inputs):
                    return result
                if self._offers_the_same(head, inputs):
                    # It was that engine that made the result: its version stays.
                    stamp = self._stamp(inputs) | {"engine_version": head.engine_version}
                    return self._grown(result, head.model_copy(update=stamp), carried=True)
            return self._grown(result, self._run(plan, inputs), carried=False)
        except TomoniError as error:
            return replace(result, failed={**result.failed, self.key: error})

    def _input_names(self, plan: Plan) -> dict[str, str]:
        """Inputs by name, and what they quote; a quote of nothing stays to be seen in the text."""
        names = dict(plan.inputs)
        for source in plan.inputs.values():
            self.case.artifact(source)
            for quoted in quoted_artifacts(self.case, source):
                if quoted in self.case.artifacts and quoted not in names.values():
                    names[quoted if quoted not in names else f"{quoted}.quoted"] = quoted
        return names

    def _lacks(self, source: str, result: Recomputed) -> bool:
        return self.case.head(source) is None or source in result.failed or source in result.waiting

    def _head(self, source: str) -> Version:
        head = self.case.head(source)
        assert head is not None  # noqa: S101
        return head

    def _offers_the_same(self, head: Version, inputs: Mapping[str, Version]) -> bool:
        if self._recipe(head.function or "").walks:
            return False
        before = {name: self.case.version(ref).offers for name, ref in head.references.items()}
        return before == {name: version.offers for name, version in inputs.items()}

    def _recipe(self, function: str) -> Recipe:
        if function not in self.recipes:
            raise CasesError("unknown-function", function=function)
        return self.recipes[function]

    def _run(self, plan: Plan, inputs: Mapping[str, Version]) -> Version:
        given = Inputs(
            case=self.case,
            store=self.store,
            versions=inputs,
            parameters=plan.parameters,
            reader=self.reader,
            key=self.secret,
            progress=self.within,
            cancelled=self.cancelled,
        )
        try:
            made = self._recipe(plan.function).make(given)
        except ValidationError as error:
            raise bad_content(error) from error
        return Version(
            artifact=self.key,
            content=write_content(made.content, store=self.store),
            files={name: self.store.write(data) for name, data in made.files.items()},
            quantities=dict(made.quantities),
            function=plan.function,
            parameters=plan.parameters,
            **self._stamp(inputs),
        )

    def _stamp(self, inputs: Mapping[str, Version]) -> dict[str, Any]:
        return {
            "number": len(self.case.versions.get(self.key, ())) + 1,
            "references": _references(inputs),
            "engine_version": self.engine_version,
            "made_by": self.made_by,
            "made_at": self.made_at,
        }

    def _grown(self, result: Recomputed, version: Version, *, carried: bool) -> Recomputed:
        grown = replace(result, case=record(self.case, version))
        if carried:
            return replace(grown, carried=(*grown.carried, self.key))
        return replace(grown, made=(*grown.made, self.key))


def _references(inputs: Mapping[str, Version]) -> dict[str, Reference]:
    return {
        name: Reference(artifact=version.artifact, version=version.number)
        for name, version in inputs.items()
    }

"""A finished case as a teaching case: other names, no files from outside, the same numbers."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from tomoni.engine import evidence, flows, maps, privacy, tables
from tomoni.engine.cases._bundle import Bundle, bundle_files
from tomoni.engine.cases._curriculum import Curriculum, FieldType
from tomoni.engine.cases._errors import CasesError, bad_content
from tomoni.engine.cases._graph import Artifact, Case, Plan, Reference, Version, assemble, order
from tomoni.engine.cases._kinds import TABLE_FILE, kind_of
from tomoni.engine.cases._mapped import FUNNEL_FILE, MAP_FILE, BoundariesContent, Drawn
from tomoni.engine.cases._recipes import RECIPES
from tomoni.engine.cases._recompute import recompute
from tomoni.engine.cases._replacing import Replacing, numbered
from tomoni.engine.cases._staleness import stale
from tomoni.engine.cases._store import MemoryStore, content_of, write_content
from tomoni.engine.cases._tried import Tried
from tomoni.engine.cases._trying import trial_charts
from tomoni.engine.core import Quantity

TEACHING_ID = "teaching"
_MADE_ANEW = frozenset(
    {
        "flows.cost",
        "effects.estimate",
        "effects.logic_model",
        "effects.review",
        "documents.proposal",
    }
)
"""Functions whose result follows from what people wrote; the others need rows."""
_NO_MAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 80" role="img">'
    "<title>地図は入っていません</title>"
    '<rect x="1" y="1" width="478" height="78" fill="none" stroke="#767676"/>'
    '<text x="240" y="46" text-anchor="middle" font-family="Noto Sans JP" font-size="16">'
    "地図は、形から町が分かるので入れていません</text></svg>"
)


def teaching_bundle(
    bundle: Bundle,
    *,
    title: str,
    replacements: Mapping[str, str],
    with_rows: Collection[str] = (),
) -> Bundle:
    """The newest version of everything in the case, with other words for what is replaced.

    What follows from writing alone (costs, effect, proposal …) is made anew; what was made from
    rows keeps its recorded numbers, and its picture is drawn anew. No file from outside goes in,
    no boundaries and no rows but those of the tables `with_rows`; their artifacts stay, so that
    every number can still be walked back. A word that is replaced by itself stays. Raises
    `CasesError`: `stale-case`, `bad-content` (a replacement stands where a fixed word is needed),
    `name-left` (a replaced word is still there), and what the recipes raise.
    """
    if stale(bundle.case):
        raise CasesError("stale-case")
    teaching = _Teaching(bundle, title, replacements, frozenset(with_rows))
    made = teaching.bundle()
    teaching.refuse_left(made)
    return made


def names_left(text: str, *, replacements: Mapping[str, str]) -> tuple[str, ...]:
    """The words that are to be replaced and still stand in the text."""
    return tuple(dict.fromkeys(Replacing(replacements).left_in(text)))


def without_rows(bundle: Bundle) -> tuple[str, ...]:
    """Of a teaching case the artifacts whose rows or files were left out."""
    kinds = {"source", "table", "answer", "boundaries"}
    return tuple(
        key
        for key, artifact in bundle.case.artifacts.items()
        if artifact.kind in kinds and (head := bundle.case.head(key)) and not head.files
    )


class _Teaching:
    def __init__(
        self, bundle: Bundle, title: str, replacements: Mapping[str, str], rows: frozenset[str]
    ) -> None:
        self.source = bundle
        self.title = title
        self.with_rows = rows
        self.store = MemoryStore()
        areas, codes = _areas(bundle)
        self.words = Replacing({**areas, **replacements})
        self.on_maps = Replacing({**areas, **codes, **replacements})

    def bundle(self) -> Bundle:
        source = self.source
        curriculum = Curriculum.model_validate(
            self.words.values(source.curriculum.model_dump(mode="json"))
        )
        there = [key for key in order(source.case) if source.case.head(key) is not None]
        empty = Case(id=TEACHING_ID, title=self.title, curriculum=source.case.curriculum)
        case = assemble(
            empty,
            artifacts=[self._artifact(source.case.artifacts[key]) for key in there],
            versions=[
                self._version(head)
                for key in there
                if (head := source.case.head(key)) and head.function not in _MADE_ANEW
            ],
        )
        return Bundle(case=self._made_anew(case), store=self.store, curriculum=curriculum)

    def refuse_left(self, made: Bundle) -> None:
        """Raises `CasesError("name-left")` when a replaced word still stands in any file."""
        for path, data in bundle_files(made).items():
            if any(self.words.left_in(text) for text in (path, *_texts_of(path, data))):
                raise CasesError("name-left", path=path[:80])

    def _made_anew(self, case: Case) -> Case:
        heads = [head for key in case.artifacts if (head := self.source.case.head(key))]
        done = recompute(
            case,
            store=self.store,
            recipes=RECIPES,
            made_by="",
            made_at=max(head.made_at for head in heads),
            engine_version=heads[-1].engine_version,
            only=[key for key in case.artifacts if case.head(key) is None],
        )
        for error in done.failed.values():
            raise error
        return done.case

    def _artifact(self, artifact: Artifact) -> Artifact:
        plan = artifact.plan
        if plan is not None:
            changed = self._words_for(artifact).values(plan.parameters)
            plan = Plan(function=plan.function, inputs=plan.inputs, parameters=changed)
        return Artifact(
            id=artifact.id, kind=artifact.kind, title=self.words.text(artifact.title), plan=plan
        )

    def _version(self, version: Version) -> Version:
        artifact = self.source.case.artifacts[version.artifact]
        words = self._words_for(artifact)
        content = words.values(content_of(version, store=self.source.store))
        content = _CLEANED.get(artifact.kind, _as_it_is)(content, self.source.curriculum)
        clean = kind_of(artifact).clean(content)
        files = dict(self._files(artifact, version, clean))
        return Version(
            artifact=version.artifact,
            number=1,
            content=write_content(clean, store=self.store),
            files={name: self.store.write(data) for name, data in files.items()},
            quantities={
                name: Quantity.model_validate(words.values(each.model_dump(mode="json")))
                for name, each in version.quantities.items()
            },
            quotes=version.quotes,
            references={
                name: Reference(artifact=each.artifact, version=1)
                for name, each in version.references.items()
            },
            function=version.function,
            parameters=words.values(dict(version.parameters)),
            engine_version=version.engine_version,
            made_by=words.text(version.made_by),
            made_at=version.made_at,
            note=words.text(version.note),
        )

    def _words_for(self, artifact: Artifact) -> Replacing:
        return self.on_maps if artifact.kind in {"boundaries", "map"} else self.words

    def _files(
        self, artifact: Artifact, version: Version, content: Any
    ) -> Iterator[tuple[str, bytes]]:
        """The files that can be made of the changed content; a table's rows where they go in."""
        if artifact.kind in _DRAWN:
            try:
                yield from _DRAWN[artifact.kind](content)
            except ValidationError as error:
                raise bad_content(error) from error
        if artifact.id in self.with_rows and TABLE_FILE in version.files:
            table = tables.read_parquet(self.source.store.read(version.files[TABLE_FILE]))
            yield TABLE_FILE, tables.write_parquet(self.words.table(table))


def _areas(bundle: Bundle) -> tuple[dict[str, str], dict[str, str]]:
    """Other words for the names and for the codes of the areas of every map."""
    lines = [
        area
        for key, artifact in bundle.case.artifacts.items()
        if artifact.kind == "boundaries" and (head := bundle.case.head(key))
        for area in BoundariesContent.model_validate(content_of(head, store=bundle.store)).areas
    ]
    names = numbered((area.name for area in lines), word="地域")
    return names, numbered((area.code for area in lines), word="")


def _as_it_is(content: Any, _curriculum: Curriculum) -> Any:
    return content


def _without_findings(content: Any, _curriculum: Curriculum) -> Any:
    """What was found in a table shows its cells."""
    return {**content, "findings": []}


def _without_files(content: Any, curriculum: Curriculum) -> Any:
    fields = curriculum.worksheet(content["worksheet"]).fields
    files = {field.name for field in fields if field.type is FieldType.FILE}
    values = {name: each for name, each in content["values"].items() if name not in files}
    return {**content, "values": values}


def _without_points(content: Any, _curriculum: Curriculum) -> Any:
    """Places on a map have coordinates."""
    kept = {**content["map"], "points": [], "points_outside": 0, "unmatched": [], "left_out": []}
    return {**content, "map": kept}


_CLEANED: Mapping[str, Callable[[Any, Curriculum], Any]] = {
    "table": _without_findings,
    "boundaries": _without_findings,
    "worksheet": _without_files,
    "map": _without_points,
}


def _evidence_files(content: Any) -> Iterator[tuple[str, bytes]]:
    verdict = evidence.Verdict.model_validate(content)
    yield "chart.svg", evidence.chart_svg(verdict.chart).encode()


def _release_files(content: Any) -> Iterator[tuple[str, bytes]]:
    release = privacy.Release.model_validate(content)
    yield TABLE_FILE, tables.write_parquet(privacy.release_table(release))
    chart = evidence.released_chart(release)
    if chart is not None:
        yield "chart.svg", evidence.chart_svg(chart).encode()


def _run_files(content: Any) -> Iterator[tuple[str, bytes]]:
    yield from trial_charts({"": flows.Run.model_validate(content)}).items()


def _comparison_files(content: Any) -> Iterator[tuple[str, bytes]]:
    runs = Tried.model_validate(content).runs
    yield from trial_charts({"現状": runs.as_is, "あるべき姿": runs.to_be}).items()


def _map_files(content: Any) -> Iterator[tuple[str, bytes]]:
    yield MAP_FILE, _NO_MAP.encode()
    funnel = Drawn.model_validate(content).funnel
    if funnel is not None:
        yield FUNNEL_FILE, maps.funnel_svg(funnel).encode()


_DRAWN: Mapping[str, Callable[[Any], Iterator[tuple[str, bytes]]]] = {
    "evidence": _evidence_files,
    "release": _release_files,
    "run": _run_files,
    "comparison": _comparison_files,
    "map": _map_files,
}


def _texts_of(path: str, data: bytes) -> Iterator[str]:
    """What a file of a bundle says."""
    if not path.endswith(".parquet"):
        yield data.decode("utf-8", errors="replace")
        return
    table = tables.read_parquet(data)
    yield "\n".join((table.name, table.sheet, *table.notes, *table.frame.columns))
    for series in table.frame.get_columns():
        yield "\n".join(map(str, series.drop_nulls().unique().to_list()))

"""The kinds of artifact, each registered once: what its content is, how it stands in a document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tomoni.engine import documents, effects, evidence, flows, privacy, questions
from tomoni.engine.cases._effect_blocks import effect_blocks, logic_blocks, review_blocks
from tomoni.engine.cases._effects_made import LogicPicture
from tomoni.engine.cases._errors import CasesError, bad_content
from tomoni.engine.cases._graph import Artifact, Version
from tomoni.engine.cases._mapped import MAP_FILE, BoundariesContent, Drawn
from tomoni.engine.cases._tried import DONE_CHART, UTILISATION_CHART, Tried
from tomoni.engine.cases._worksheets import WorksheetContent
from tomoni.engine.core import Column, Finding, Source, Value

BPMN_FILE = "flow.bpmn"
"""A flow's picture; a flow drawn by hand keeps it beside its content."""
TABLE_FILE = "table.parquet"


class TableContent(Value):
    """What a tidy table says of itself; the rows lie in the file `table.parquet`."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    sheet: str = ""
    range: str = ""
    row_kinds: dict[str, int] = {}
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


Blocks = Callable[[Version, Any], Iterator[documents.Block]]


def _no_blocks(version: Version, _content: Any) -> Iterator[documents.Block]:
    raise CasesError("no-figure", artifact=version.artifact)


def _verdict_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    verdict = evidence.Verdict.model_validate(content)
    yield documents.Figure(
        file=figure_name(version, "chart.svg"), alt=verdict.fact, caption=verdict.claim.sentence
    )


def _release_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    if "chart.svg" not in version.files:
        yield from _no_blocks(version, content)
    title = privacy.Release.model_validate(content).title
    yield documents.Figure(file=figure_name(version, "chart.svg"), alt=title, caption=title)


def _flow_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    cost = flows.Cost.model_validate(content)
    yield documents.Figure(
        file=figure_name(version, "flow.svg"),
        alt=f"業務フロー「{cost.title}」",
        caption=f"業務フロー「{cost.title}」",
        wide=True,
    )


def _run_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    title = flows.Run.model_validate(content).title
    charts = {DONE_CHART: "終わるまでの時間", UTILISATION_CHART: "手のふさがる割合"}
    for file, what in charts.items():
        if file in version.files:
            caption = f"「{title}」を試した結果：{what}"
            yield documents.Figure(file=figure_name(version, file), alt=caption, caption=caption)


def _tried_blocks(version: Version, _content: Any) -> Iterator[documents.Block]:
    caption = "現状とあるべき姿を試した結果：終わるまでの時間"
    yield documents.Figure(file=figure_name(version, DONE_CHART), alt=caption, caption=caption)


def _map_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    title = Drawn.model_validate(content).map.title
    yield documents.Figure(file=figure_name(version, MAP_FILE), alt=title, caption=title)


@dataclass(frozen=True)
class Kind:
    """One kind: the model of its content, its word, and the blocks that place it in a document."""

    model: type[Value]
    word: str
    """How people call it."""
    blocks: Blocks = _no_blocks

    def clean(self, content: Any) -> Any:
        """The content as plain JSON values of the model. Raises `CasesError("bad-content")`."""
        try:
            return self.model.model_validate(content).model_dump(mode="json")
        except ValidationError as error:
            raise bad_content(error) from error


KINDS: Mapping[str, Kind] = {
    "source": Kind(Source, "元データ"),
    "table": Kind(TableContent, "整えた表"),
    "worksheet": Kind(WorksheetContent, "ワークシート"),
    "release": Kind(privacy.Release, "公開用の表", _release_blocks),
    "claim": Kind(evidence.Claim, "主張"),
    "evidence": Kind(evidence.Verdict, "証拠", _verdict_blocks),
    "count": Kind(evidence.Count, "件数"),
    "answer": Kind(questions.AnswerContent, "問いの答え"),
    "boundaries": Kind(BoundariesContent, "境界"),
    "map": Kind(Drawn, "地図", _map_blocks),
    "flow": Kind(flows.Flow, "業務フロー"),
    "cost": Kind(flows.Cost, "業務量", _flow_blocks),
    "run": Kind(flows.Run, "試行", _run_blocks),
    "comparison": Kind(Tried, "流れの比較", _tried_blocks),
    "effect": Kind(effects.Estimate, "効果", effect_blocks),
    "logic_model": Kind(effects.LogicModel, "ロジックモデル"),
    "logic_picture": Kind(LogicPicture, "ロジックモデルの図", logic_blocks),
    "review_plan": Kind(effects.ReviewPlan, "効果確認の計画"),
    "review": Kind(effects.Review, "効果確認", review_blocks),
    "document": Kind(documents.Document, "文書"),
}


def kind_of(artifact: Artifact) -> Kind:
    """The kind of the artifact; `CasesError("unknown-kind")` when it is not registered."""
    if artifact.kind not in KINDS:
        raise CasesError("unknown-kind", artifact=artifact.id, kind=artifact.kind)
    return KINDS[artifact.kind]


def figure_name(version: Version, file: str) -> str:
    """The name under which a document carries a file of another artifact."""
    return f"{version.artifact}-{file}"

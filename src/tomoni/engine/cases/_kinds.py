"""The kinds of artifact, each registered once: what its content is, how it stands in a document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tomoni.engine import documents, effects, evidence, flows, privacy
from tomoni.engine.cases._errors import CasesError, bad_content
from tomoni.engine.cases._graph import Artifact, Version
from tomoni.engine.cases._worksheets import WorksheetContent
from tomoni.engine.core import Column, Finding, Source, Value, range_text, show

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


def _effect_blocks(version: Version, _content: Any) -> Iterator[documents.Block]:
    yield documents.DataTable(
        caption="見込まれる効果（時間・円・市民の時間は足し合わせない）",
        columns=(
            documents.ColumnHead(text="項目"),
            documents.ColumnHead(text="見込み", align="right"),
            documents.ColumnHead(text="幅", align="right"),
            documents.ColumnHead(text="根拠の確かさ"),
        ),
        rows=tuple(
            (
                (documents.Text(text=quantity.label or name),),
                (
                    documents.Number(
                        text=show(quantity),
                        name=f"{version.artifact}.{name}",
                        grade=quantity.grade.value,
                    ),
                ),
                (documents.Text(text=range_text(quantity)),),
                (documents.Text(text=quantity.grade.value),),
            )
            for name, quantity in version.quantities.items()
        ),
    )


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
    "flow": Kind(flows.Flow, "業務フロー"),
    "cost": Kind(flows.Cost, "業務量", _flow_blocks),
    "effect": Kind(effects.Estimate, "効果", _effect_blocks),
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

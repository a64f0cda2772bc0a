"""The proposal: a group's text with its numbers, its figures and the way of every number."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from tomoni.engine import documents
from tomoni.engine.cases._graph import Version
from tomoni.engine.cases._kinds import KINDS, figure_name, kind_of
from tomoni.engine.cases._quotes import figure_line, resolve
from tomoni.engine.cases._recompute import Inputs, Made
from tomoni.engine.cases._store import content_of, files_of
from tomoni.engine.cases._trace import Trace, TraceStep, trace
from tomoni.engine.cases._worksheets import WorksheetContent
from tomoni.engine.core import Quantity, Value, japanese_date, range_text, show

BY_HAND = "手で記入"
HOW = {
    "source": "受け取ったファイル",
    "tables.read": "ファイルを表として読み取り",
    "privacy.transform": "だれのことか分かりにくいように表を加工",
    "privacy.publish": "少ない数が分からないようにして公開用の表を作る",
    "evidence.run": "主張を表のデータで確かめる",
    "evidence.count": "表の行を条件で数える",
    "questions.ask": "表に問いをたずねる（探索）",
    "maps.boundaries": "地域の境界を読み取り",
    "maps.draw": "地域ごとの率を地図に表す",
    "flows.cost": "業務フローから年間の時間を計算",
    "effects.estimate": "現状とあるべき姿の差を計算",
    "effects.logic_model": "ロジックモデルを図にする",
    "effects.review": "見込みと実績を並べる",
    "documents.proposal": "本文に数値を引用",
}


class _Form(Value):
    """Which fields of the worksheet make the document; `title` and the keys name fields."""

    title: str
    sections: dict[str, str]
    """Field → heading."""
    division: str = ""
    authors: tuple[str, ...] = ()


def compose(inputs: Inputs) -> Made:
    """The document of the worksheet `text`, with every number that it quotes.

    Fields that are empty are left out; a list of rows becomes a list. Raises
    `CasesError("no-figure")` when a figure is placed that has none.
    """
    text = inputs.version("text")
    form = _Form.model_validate(inputs.parameters)
    values = WorksheetContent.model_validate(inputs.content("text")).values
    quoted = {version.artifact: version for version in inputs.versions.values()}
    quantities = inputs.quantities()
    blocks = tuple(
        block
        for name, heading in form.sections.items()
        if (lines := _lines(values.get(name)))
        for block in _section(heading, lines, inputs, quoted, quantities)
    )
    document = documents.Document(
        title=values.get(form.title) or inputs.case.title,
        subtitle=inputs.case.title,
        division=form.division,
        authors=form.authors,
        date=japanese_date(text.made_at.date()),
        blocks=blocks,
        traces=tuple(
            _entry(trace(inputs.case, name, store=inputs.store, version=version.number))
            for name, version in _numbers(blocks, quoted)
        ),
    )
    return Made(
        content=document.model_dump(mode="json"), files=_figure_files(blocks, quoted, inputs)
    )


def _lines(value: Any) -> list[str]:
    """What a field of any type says, line by line, without the empty ones."""
    if isinstance(value, Mapping):
        row = "、".join(line for each in value.values() for line in _lines(each))
        return [f"・{row}"] if row else []
    if isinstance(value, list):
        return [line for each in value for line in _lines(each)]
    text = "" if value is None else str(value)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _section(
    heading: str,
    lines: list[str],
    inputs: Inputs,
    quoted: Mapping[str, Version],
    quantities: Mapping[str, Quantity],
) -> Iterator[documents.Block]:
    yield documents.Heading(level=1, text=heading)
    for is_list, together in groupby(lines, key=lambda line: line.startswith("・")):
        if is_list:
            items = (resolve(line.removeprefix("・"), quantities=quantities) for line in together)
            yield documents.Bullets(items=tuple(items))
            continue
        for line in together:
            placed = figure_line(line)
            if placed is not None and placed.artifact in quoted:
                version = quoted[placed.artifact]
                content = content_of(version, store=inputs.store)
                yield from kind_of(inputs.case.artifacts[placed.artifact]).blocks(version, content)
            else:
                yield documents.Paragraph(spans=resolve(line, quantities=quantities))


def _numbers(
    blocks: tuple[documents.Block, ...], quoted: Mapping[str, Version]
) -> Iterator[tuple[str, Version]]:
    names = dict.fromkeys(
        span.name for span in documents.spans(blocks) if isinstance(span, documents.Number)
    )
    for name in names:
        yield name, quoted[name.partition(".")[0]]


def _figure_files(
    blocks: tuple[documents.Block, ...], quoted: Mapping[str, Version], inputs: Inputs
) -> dict[str, bytes]:
    wanted = {block.file for block in blocks if isinstance(block, documents.Figure)}
    return {
        figure_name(version, name): data
        for version in quoted.values()
        for name, data in files_of(version, store=inputs.store).items()
        if figure_name(version, name) in wanted
    }


def _entry(found: Trace) -> documents.TraceEntry:
    quantity = found.quantity
    return documents.TraceEntry(
        name=found.name,
        label=quantity.label or found.name,
        shown=show(quantity),
        range=range_text(quantity),
        unit=quantity.unit,
        grade=quantity.grade.value,
        steps=tuple(_line(step) for step in found.steps),
        sources=tuple(
            documents.SourceLine(
                rows=each.rows,
                **each.source.model_dump(
                    include={"file_name", "sha256", "owner", "purpose", "licence", "attribution"}
                ),
            )
            for each in found.sources
        ),
    )


def _line(step: TraceStep) -> documents.TraceStep:
    quantity = step.quantity
    return documents.TraceStep(
        title=step.title,
        kind=KINDS[step.kind].word,
        version=step.version,
        how=HOW.get(step.function or step.kind, step.function or BY_HAND),
        made_by=step.made_by,
        made_at=step.made_at[:10],
        detail=f"{quantity.label} {show(quantity)}" if quantity else "",
    )

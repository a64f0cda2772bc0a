"""数値の根拠: the way of each number back to its source file, as ordinary blocks."""

from collections.abc import Sequence

from tomoni.engine.documents import _layout
from tomoni.engine.documents._columns import laid_columns
from tomoni.engine.documents._document import ColumnHead, SourceLine, TraceEntry, TraceStep
from tomoni.engine.documents._layout import Run

_HASH_LENGTH = 12
_STEP_HEADS = (
    ColumnHead(text="順", align="center"),
    *(ColumnHead(text=text) for text in ("何から", "どのように", "誰が・いつ")),
)
_SOURCE_HEADS = (
    ColumnHead(text="資料"),
    ColumnHead(text="ファイル"),
    ColumnHead(text="行数", align="right"),
    *(ColumnHead(text=text) for text in ("保有課", "利用目的", "利用条件・表示")),
)
_Row = tuple[tuple[Run, ...], ...]


def anchor(place: int) -> str:
    """The anchor of an appendix entry."""
    return f"trace_{place}"


def blocks(entries: Sequence[TraceEntry], *, typed: int) -> tuple[_layout.LaidBlock, ...]:
    """The appendix: what it tells, each entry, the source files.

    `typed` is the number of places where the text shows a number without a trace.
    """
    if not entries and not typed:
        return ()
    sources = list(dict.fromkeys(line for entry in entries for line in entry.sources))
    found: list[_layout.LaidBlock] = [
        _layout.LaidHeading(level=1, text="数値の根拠", new_page=True),
        _layout.LaidParagraph(runs=(Run(text=_foreword(entries, typed=typed)),)),
    ]
    for place, entry in enumerate(entries, start=1):
        found.extend(_entry(place, entry, sources=sources))
    return (*found, *_source_list(sources))


def _foreword(entries: Sequence[TraceEntry], *, typed: int) -> str:
    words = []
    if entries:
        words.append(
            "本文の数値に付けた番号ごとに、元の資料までの道すじを、数値に近い順に示します。"
        )
    if typed:
        words.append(
            f"「出典なし」と記した{typed}か所の数値は、手で入力したもので、根拠をたどれません。"
        )
    return "".join(words)


def _entry(
    place: int, entry: TraceEntry, *, sources: Sequence[SourceLine]
) -> tuple[_layout.LaidBlock, ...]:
    title = f"[{place}] {entry.label or entry.name}"
    head = _layout.LaidHeading(level=2, text=title.replace("\n", " "), anchor=anchor(place))
    facts = [Run(text=entry.shown, strong=True)]
    named = {
        "幅": entry.range,
        "単位": "" if entry.shown.endswith(entry.unit) else entry.unit,
        "確かさ": entry.grade,
        "名前": entry.name,
    }
    facts.extend(Run(text=f"　{name}：{text}") for name, text in named.items() if text)
    rows = [
        *(_step_row(count, step) for count, step in enumerate(entry.steps, start=1)),
        *(_source_row(sources.index(line), line) for line in entry.sources),
    ]
    if not rows:
        return (
            head,
            _layout.LaidParagraph(runs=(*facts, Run(text="　根拠の記録がありません。"))),
        )
    table = _layout.LaidTable(
        caption=f"[{place}] の根拠をたどる道すじ",
        columns=laid_columns(_STEP_HEADS, rows=rows, quiet=True),
        rows=tuple(rows),
        quiet=True,
    )
    return (head, _layout.LaidParagraph(runs=tuple(facts), keep=True), table)


def _step_row(count: int, step: TraceStep) -> _Row:
    what = f"{step.title}\n{step.kind}・第{step.version}版"
    how = "\n".join(part for part in (step.how, step.detail) if part)
    who = "\n".join(part for part in (step.made_by, step.made_at) if part)
    return ((Run(text=str(count)),), (Run(text=what),), (Run(text=how),), (Run(text=who),))


def _source_row(index: int, line: SourceLine) -> _Row:
    details = [_rows(line), f"SHA-256 {line.sha256[:_HASH_LENGTH]}"]
    owner = f"保有：{line.owner}" if line.owner else ""
    return (
        (Run(text=f"資料{index + 1}", link=f"source_{index + 1}"),),
        (Run(text=line.file_name, strong=True),),
        (Run(text="　".join(part for part in details if part)),),
        (Run(text=owner),),
    )


def _source_list(sources: Sequence[SourceLine]) -> tuple[_layout.LaidBlock, ...]:
    if not sources:
        return ()
    rows = tuple(
        (
            (Run(text=f"資料{place}", anchor=f"source_{place}", strong=True),),
            (Run(text="\n".join((line.file_name, f"SHA-256 {line.sha256[:_HASH_LENGTH]}"))),),
            (Run(text=_rows(line) or "―"),),
            (Run(text=line.owner or "―"),),
            (Run(text=line.purpose or "―"),),
            (
                Run(
                    text="\n".join(part for part in (line.licence, line.attribution) if part) or "―"
                ),
            ),
        )
        for place, line in enumerate(sources, start=1)
    )
    table = _layout.LaidTable(
        caption="元の資料の一覧",
        columns=laid_columns(_SOURCE_HEADS, rows=rows, quiet=True),
        rows=rows,
        quiet=True,
    )
    return (_layout.LaidHeading(level=2, text="元の資料"), table)


def _rows(line: SourceLine) -> str:
    return "" if line.rows is None else f"{line.rows:,}行"

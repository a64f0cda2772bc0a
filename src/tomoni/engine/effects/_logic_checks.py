"""What is weak in a logic model: as findings, in the order of its rows."""

import re
from collections.abc import Iterator

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.effects._logic import LogicModel, LogicRow, Stage

_TOOL = re.compile(
    r"システム|アプリ|ツール|(?<![A-Za-z])(?:DX|AI|RPA|OCR|ICT|IT)(?![A-Za-z])|ＤＸ|ＡＩ|"
    r"デジタル化|電子化|オンライン化|クラウド|タブレット|チャットボット|ペーパーレス"
)
_DONE = re.compile(
    r"(?:導入|構築|開発|整備|実施|開催|配布|送付|作成|周知|設置|研修)(?:する|した|を行う|される|件数|回数|数)|"
    r"(?:回数|開催数|件数|配布数|送付数|部数|利用者数|申請数|参加者数|アクセス数|ダウンロード数)"
    r"(?:が|を|の)?(?:増え|増や|伸び)|(?:申請|利用|参加|登録)が(?:増え|伸び)"
)
_QUOTE = re.compile(r"\{\{[^{}]*\}\}")


def check_logic_model(model: LogicModel) -> tuple[Finding, ...]:
    """What is weak in a logic model; the place is the row, from 1 (none for the goal).

    Codes: `goal-names-tool`, `output-as-outcome` (an outcome that says what is done, not what
    changes), `outcome-unmeasured`, `indicator-unsourced` (its present value says of no artifact
    that it comes from there), `indicator-open` (target, date or owner missing), `link-nowhere`,
    `link-backwards`, `unlinked` (nothing leads on from it), `stage-missing`.
    """
    return tuple(_found(model))


def _found(model: LogicModel) -> Iterator[Finding]:
    if tool := _TOOL.search(model.goal):
        yield _finding("goal-names-tool", seen=tool[0], word=tool[0])
    stages = {row.stage for row in model.rows}
    for stage in (Stage.ACTIVITY, Stage.OUTPUT, Stage.SHORT, Stage.IMPACT):
        if model.rows and stage not in stages:
            yield _finding("stage-missing", warning=True, stage=stage.value)
    order = {stage: place for place, stage in enumerate(Stage)}
    known = {row.id: order[row.stage] for row in model.rows}
    for place, row in enumerate(model.rows, start=1):
        yield from _of_text(row, place)
        yield from _of_indicator(row, place)
        yield from _of_links(row, place, known, order[row.stage])


def _of_text(row: LogicRow, place: int) -> Iterator[Finding]:
    if row.stage is Stage.IMPACT and (tool := _TOOL.search(row.text)):
        yield _finding("goal-names-tool", place, seen=row.text, word=tool[0])
    if row.stage.is_outcome and (_DONE.search(row.text) or _TOOL.search(row.text)):
        yield _finding("output-as-outcome", place, seen=row.text)


def _of_indicator(row: LogicRow, place: int) -> Iterator[Finding]:
    indicator = row.indicator
    if indicator is None:
        if row.stage.is_outcome:
            yield _finding("outcome-unmeasured", place, seen=row.text)
        return
    if not any(map(_QUOTE.search, (indicator.source, indicator.present))):
        yield _finding("indicator-unsourced", place, seen=indicator.name)
    if not (indicator.target and indicator.due and indicator.owner):
        yield _finding("indicator-open", place, warning=True, seen=indicator.name)


def _of_links(row: LogicRow, place: int, known: dict[str, int], own: int) -> Iterator[Finding]:
    for to in row.leads_to:
        if to not in known:
            yield _finding("link-nowhere", place, seen=to, link=to)
        elif known[to] < own:
            yield _finding("link-backwards", place, warning=True, seen=to, link=to)
    if row.stage is not Stage.IMPACT and not row.leads_to:
        yield _finding("unlinked", place, warning=True, seen=row.text)


def _finding(
    code: str, row: int | None = None, *, warning: bool = False, seen: str = "", **params: str
) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING if warning else Severity.ERROR,
        place=Place(row=row),
        seen=seen,
        params=params,
    )

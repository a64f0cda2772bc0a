"""Rules on the cells and rows of a worksheet: what must stand there, what rows say together."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.engine.cases._aim_checks import AIM_RULES, too_alike
from tomoni.engine.cases._check_rules import Check, CheckRule
from tomoni.engine.cases._fact_checks import FACT_RULES
from tomoni.engine.cases._graph import Case
from tomoni.engine.cases._phrases import bare
from tomoni.engine.cases._quotes import quotes
from tomoni.engine.cases._remarks import Remark
from tomoni.engine.cases._store import Store, content_of

_TEXT_RULES = {**AIM_RULES, **FACT_RULES}
_NOTHING = re.compile(r"(?!)")
_NEEDED: Mapping[CheckRule, re.Pattern[str]] = {
    CheckRule.FILLED: _NOTHING,
    CheckRule.DATA_NAMED: re.compile(
        r"(?:いろいろな?|さまざまな|必要な|各種の?|関係する|手元の)?(?:データ|資料|情報|統計|数字)(?:全般|など|いろいろ)?"
    ),
    CheckRule.OWNED: re.compile(r"市|市役所|役所|町|町役場|役場|不明|担当課|どこか|庁内"),
    CheckRule.LAWFUL: re.compile(
        r"(?:データ|業務)?(?:の)?(?:分析|調査|利用|活用|参考|検討|研修|仕事|宿題)(?:の|に使う|する|にする)?(?:ため)?"
    ),
    CheckRule.SKETCHED: re.compile(
        r"(?:きれいな|見やすい|分かりやすい|いい|普通の)?(?:グラフ|図|絵)(?:になる|をかく|を描く|を作る)?|"
        r"(?:見て|やって)(?:から決める|みないと分からない)|未定|なし"
    ),
    CheckRule.SOURCED: re.compile(
        r"担当者?|係|たぶん|だれか|誰か|不明|みんな|上司|なし|なんとなく|だいたい(?:このくらい)?|経験|感覚|ネット"
    ),
}
"""A cell that must stand there → what stands there and says nothing."""
_FREE = re.compile(
    r"オープンデータ|公開|公表|同意|承認|許可を得|統計|名前は(?:写さ|使わ)|氏名は(?:写さ|使わ)|集計"
)
_BETWEEN = re.compile(r"[、,，・／/\n（）()]+|と(?=[^きこも])")


@dataclass(frozen=True)
class Look:
    """A check, the values of the worksheet that it looks at, and the case around it."""

    check: Check
    artifact: str
    values: Mapping[str, Any]
    case: Case
    store: Store

    @property
    def field(self) -> str:
        return self.check.field.partition(".")[0]

    @property
    def column(self) -> str:
        return self.check.field.partition(".")[2]

    def rows(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The rows in which something stands, numbered from 1."""
        found = self.values.get(self.field)
        for number, row in enumerate(found if isinstance(found, list) else (), start=1):
            if isinstance(row, Mapping) and any(
                cell not in (None, "", []) for cell in row.values()
            ):
                yield number, row

    def cells(self) -> Iterator[tuple[int | None, str]]:
        """Row and text: of each row the column, or the one field."""
        if not self.column:
            yield None, _text(self.values.get(self.field))
            return
        for number, row in self.rows():
            yield number, _text(row.get(self.column))

    def remark(self, row: int | None = None, *, seen: str = "", **params: str | int) -> Remark:
        rule = self.check.rule
        return Remark(
            rule=rule.value,
            severity=rule.severity,
            artifact=self.artifact,
            field=self.field,
            row=row,
            column=self.column,
            seen=seen,
            params=params,
        )


def remarks_of(look: Look) -> Iterator[Remark]:
    """What the check finds in the worksheet."""
    rule = look.check.rule
    if rule in _TEXT_RULES:
        for row, text in look.cells():
            seen = _TEXT_RULES[rule](text) if text else None
            if seen is not None:
                yield look.remark(row, seen=seen.text, **({"why": seen.why} if seen.why else {}))
    elif rule in _NEEDED:
        yield from _needed(look)
    else:
        yield from _TOGETHER[rule](look)


def _needed(look: Look) -> Iterator[Remark]:
    for row, text in look.cells():
        if not text and row is not None:
            yield look.remark(row, why="missing")
        elif text and _NEEDED[look.check.rule].fullmatch(bare(text)):
            yield look.remark(row, seen=text, why="vague")


def _not_repeated(look: Look) -> Iterator[Remark]:
    beside = dict(look.rows())
    for row, text in look.cells():
        other = (look.values if row is None else beside[row]).get(look.check.other)
        if text and too_alike(text, _text(other)):
            yield look.remark(row, seen=text)


def _several_data(look: Look) -> Iterator[Remark]:
    vague = _NEEDED[CheckRule.DATA_NAMED]
    texts = [text for _, text in look.cells() if text and not vague.fullmatch(bare(text))]
    items = {part for text in texts for each in _BETWEEN.split(text) if (part := bare(each))}
    if len(items) == 1:
        yield look.remark(seen=items.pop())


def _ranged(look: Look) -> Iterator[Remark]:
    rows = [row for _, row in look.rows()]
    sure = [row for row in rows if {row.get("low"), row.get("high")} <= {None, "", row["likely"]}]
    if rows and len(sure) == len(rows):
        yield look.remark(count=len(rows))


def _value_sourced(look: Look) -> Iterator[Remark]:
    for number, row in look.rows():
        value = _text(row.get(look.check.other))
        if re.search(r"[0-9０-９]", value) and not quotes(value) and not row.get(look.column):
            yield look.remark(number, seen=value)


def _as_it_is(look: Look) -> Iterator[Remark]:
    for number, row in look.rows():
        is_personal = (row.get(look.column), row.get(look.check.other)) == ("含む", "そのまま")
        if is_personal and not any(_FREE.search(_text(cell)) for cell in row.values()):
            yield look.remark(number, seen=_text(row.get(look.check.other)))


def _results(look: Look) -> dict[str, Any]:
    """The verdict of every claim that ran, by its key."""
    heads = {
        key: look.case.head(key)
        for key, artifact in look.case.artifacts.items()
        if artifact.kind == "evidence"
    }
    return {
        key: content_of(head, store=look.store)["verdict"] for key, head in heads.items() if head
    }


def _every_result(look: Look) -> Iterator[Remark]:
    judged = {row.get(look.column) for _, row in look.rows()}
    for key in _results(look):
        if key not in judged:
            title = look.case.artifacts[key].title or key
            yield look.remark(seen=title, result=title)


def _verdict_agrees(look: Look) -> Iterator[Remark]:
    results = _results(look)
    for number, row in look.rows():
        result, said = results.get(str(row.get(look.check.other))), _text(row.get(look.column))
        if result is not None and said != result:
            yield look.remark(
                number, seen=said, result=result, why="differs" if said else "missing"
            )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


_TOGETHER: Mapping[CheckRule, Callable[[Look], Iterator[Remark]]] = {
    CheckRule.NOT_REPEATED: _not_repeated,
    CheckRule.SEVERAL_DATA: _several_data,
    CheckRule.RANGED: _ranged,
    CheckRule.VALUE_SOURCED: _value_sourced,
    CheckRule.AS_IT_IS: _as_it_is,
    CheckRule.EVERY_RESULT: _every_result,
    CheckRule.VERDICT_AGREES: _verdict_agrees,
}

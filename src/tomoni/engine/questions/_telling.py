"""The fact of an answer: what was looked at and what came out, without judgement."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tomoni.engine.core import Quantity, Table, show
from tomoni.engine.questions._answer import AnswerColumn, JoinMatch, Role
from tomoni.engine.questions._naming import shortened
from tomoni.engine.questions._question import Question
from tomoni.engine.tables import filter_words


def fact(
    question: Question,
    *,
    rows: int,
    table: Table,
    columns: Sequence[AnswerColumn],
    matches: Sequence[JoinMatch],
    titles: Mapping[str, str],
) -> str:
    """The answer in a few sentences: rows, groups, the number or the greatest, the joins."""
    title = titles.get(question.table, question.table)
    narrowed = filter_words([shortened(one, question) for one in question.filters])
    told = f"「{title}」の{rows:,}件" + (f"（{narrowed}もの）" if narrowed else "")
    groups = [one for one in columns if one.role is Role.GROUP]
    if groups:
        by = "・".join(one.column.name for one in groups)
        told += f"を{by}で{table.frame.height:,}に分けました。{_greatest(table, columns, groups)}"
    else:
        told += f"のうち、{'、'.join(_numbers(table, columns))}です。"
    return told + "".join(_match(one, titles=titles) for one in matches)


def _numbers(table: Table, columns: Sequence[AnswerColumn]) -> Iterator[str]:
    for one in columns:
        yield f"{one.column.name}は{_shown(table.frame[one.column.name][0], one)}"


def _greatest(table: Table, columns: Sequence[AnswerColumn], groups: Sequence[AnswerColumn]) -> str:
    """The group with the greatest first measure; of two periods, the later one's."""
    measures = [one for one in columns if one.role is Role.MEASURE and one.measure == 0]
    one = measures[-1]
    cells = table.frame[one.column.name]
    if (most := cells.max()) is None:
        return ""
    place = cells.arg_max()
    row = table.frame.row(place or 0, named=True)
    named = "・".join(_label(row[group.column.name], group) for group in groups)
    several = "など" if (cells == most).sum() > 1 else ""
    return f"{one.column.name}が最も大きいのは{named}{several}の{_shown(most, one)}です。"


def _label(value: Any, one: AnswerColumn) -> str:
    return "（空らん）" if value is None else one.part.label(value)


def _shown(value: Any, one: AnswerColumn) -> str:
    return "なし" if value is None else show(Quantity(value=value, unit=one.column.unit))


def _match(one: JoinMatch, *, titles: Mapping[str, str]) -> str:
    name, share = titles.get(one.table, one.table), Quantity(value=one.share, unit="割合")
    return f"「{name}」と合ったのは{one.rows:,}行のうち{one.matched:,}行（{show(share)}）です。"

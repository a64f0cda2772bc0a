"""What the columns of an answer are called."""

import itertools
from collections.abc import Sequence

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.questions._answer import AnswerColumn, Role
from tomoni.engine.questions._question import (
    Compare,
    Figure,
    Group,
    Measure,
    Question,
    Rate,
    Rows,
    Share,
)
from tomoni.engine.questions._scope import Scope, short
from tomoni.engine.tables import Filter, Op, Part, filter_words

_FIGURES = {"sum": "合計", "mean": "平均", "median": "中央値"}
_ENDS = {Op.AT_LEAST: "以上", Op.AT_MOST: "以下", Op.NOT_IN: "のほか"}
_PARTS = {
    Part.YEAR: "年",
    Part.FISCAL_YEAR: "年度",
    Part.MONTH: "月",
    Part.DAY: "日",
    Part.DAY_OF_WEEK: "曜日",
}


def columns(question: Question, *, scope: Scope) -> tuple[AnswerColumn, ...]:
    """The columns of the answer in their order: groups, then measures (two periods of each, their
    difference and ratio)."""
    found = [_group(one, question=question, scope=scope) for one in question.all_groups]
    for at, measure in enumerate(question.measures):
        column = _measure(measure, question=question, scope=scope)
        names = period_names(question.compare) if question.compare else ("",)
        for name in names:
            found.append(_value(column, name, role=Role.MEASURE, at=at))
        if question.compare is not None:
            found.append(_value(column, "差", role=Role.DIFFERENCE, at=at))
            ratio = Column(name=column.name, type=ColumnType.NUMBER, unit="倍")
            found.append(_value(ratio, "比", role=Role.RATIO, at=at))
    return tuple(_distinct(found))


def _value(column: Column, name: str, *, role: Role, at: int) -> AnswerColumn:
    called = f"{column.name}（{name}）" if name else column.name
    return AnswerColumn(column=column.model_copy(update={"name": called}), role=role, measure=at)


def _distinct(found: Sequence[AnswerColumn]) -> list[AnswerColumn]:
    names = distinct([one.column.name for one in found])
    return [
        one.model_copy(update={"column": one.column.model_copy(update={"name": name})})
        for one, name in zip(found, names, strict=True)
    ]


def distinct(names: Sequence[str]) -> list[str]:
    """The names, one that came before with a number behind it; databases take A and a for one."""
    taken: set[str] = set()
    made = []
    for name in names:
        numbered = (f"{name}（{number}）" for number in itertools.count(2))
        free = next(one for one in itertools.chain([name], numbered) if one.lower() not in taken)
        taken.add(free.lower())
        made.append(free)
    return made


def period_names(compare: Compare) -> tuple[str, str]:
    """The two periods in words, e.g. 2022年度, 2023年度."""
    before, after = (_period(one) for one in (compare.before, compare.after))
    return (before, after) if before != after else ("前", "後")


def _period(one: Filter) -> str:
    named = [one.part.label(value) for value in one.values]
    if one.op is Op.BETWEEN:
        return "～".join(named)
    return "・".join(named) + _ENDS.get(one.op, "") if named else one.words


def _group(one: Group, *, question: Question, scope: Scope) -> AnswerColumn:
    column, name = scope.column(one.column), short(one.column, question)
    if one.part is Part.VALUE:
        made = Column(name=name, type=column.type, unit=column.unit, period=column.period)
    else:
        made = Column(name=f"{name}（{_PARTS[one.part]}）", type=ColumnType.INTEGER)
    return AnswerColumn(column=made, role=Role.GROUP, part=one.part)


def _measure(one: Measure, *, question: Question, scope: Scope) -> Column:
    if isinstance(one, Rows):
        return Column(name=one.name or "件数", type=ColumnType.INTEGER, unit="件")
    if isinstance(one, Share):
        narrowed = filter_words([shortened(each, question) for each in one.filters])
        return Column(name=one.name or f"{narrowed}割合", type=ColumnType.NUMBER, unit="割合")
    if isinstance(one, Rate):
        what = short(one.column, question) if one.column else "件数"
        people = short(one.population, question)
        name = one.name or f"{what}（{people}{one.per:,}あたり）"
        return Column(name=name, type=ColumnType.NUMBER)
    return _figure(one, question=question, scope=scope)


def _figure(one: Figure, *, question: Question, scope: Scope) -> Column:
    column = scope.column(one.column)
    name = one.name or f"{short(one.column, question)}の{_FIGURES[one.kind]}"
    kept = one.kind == "sum" and column.type is ColumnType.INTEGER
    kind = ColumnType.INTEGER if kept else ColumnType.NUMBER
    return Column(name=name, type=kind, unit=column.unit)


def shortened(one: Filter, question: Question) -> Filter:
    """The filter with its column as people call it."""
    return one.model_copy(update={"column": short(one.column, question)})

"""A question to tables as it is typed, and as the engine knows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tomoni.academy.steps.analysis import conditions
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, questions
from tomoni.engine.core import Column, Table
from tomoni.engine.tables import Part

Values = Mapping[str, Any]
ACROSS = "across"
SHARES = {"share": "in", "share_least": "at_least", "share_most": "at_most"}
"""Kinds of shares as they are typed, and how each compares."""
RATES = {"rate_1000": 1_000, "rate_100000": 100_000}
"""Rates as they are typed, and for how many people each is."""
FIGURES = ("sum", "mean", "median")
_EMPTY: Values = {
    "table": "",
    "joins": [],
    "conditions": [],
    "groups": [],
    "measures": [],
    "compare_column": "",
    "compare_part": "",
    "before": "",
    "after": "",
    "title": "",
}


@dataclass(frozen=True)
class Offer:
    """A table that can be asked: its key, its title and its columns."""

    key: str
    title: str
    columns: tuple[Column, ...]


def empty(table: str) -> Values:
    """A question in which nothing but the table is chosen."""
    return {**_EMPTY, "table": table}


def offer(opened: Opened, key: str) -> Offer:
    """What a table or an answer offers; no row is read."""
    content = opened.content(key)
    if opened.case.artifacts[key].kind == "answer":
        found = questions.AnswerContent.model_validate(content).columns
        return Offer(key, opened.title(key), tuple(one.column for one in found))
    return Offer(key, opened.title(key), cases.TableContent.model_validate(content).columns)


def joined(values: Values, offers: Sequence[Offer]) -> list[Offer]:
    """The tables beside the question's own, in the order in which they are joined."""
    known = {one.key: one for one in offers}
    names = dict.fromkeys(_right(row)[0] for row in values["joins"])
    return [known[name] for name in names if name in known and name != values["table"]]


def columns(values: Values, offers: Sequence[Offer]) -> list[tuple[str, Column, str]]:
    """All columns that the question can name: its word for each, the column, and the table's title
    where that is a joined one."""
    own = next((one.columns for one in offers if one.key == values["table"]), ())
    found = [(one.name, one, "") for one in own]
    for table in joined(values, offers):
        found += [(f"{table.key}.{one.name}", one, table.title) for one in table.columns]
    return found


def question_of(values: Values, offers: Sequence[Offer]) -> questions.Question:
    """What is typed as a question. Raises `TomoniError` where a condition cannot be read."""
    known = Table(
        name="",
        columns=tuple(_called(one, name) for name, one, _title in columns(values, offers)),
        frame=pl.DataFrame(),
    )
    groups = [{"column": row["column"], "part": _part(row)} for row in values["groups"]]
    across = [row["place"] == ACROSS for row in values["groups"]]
    pivot = across.index(True) if True in across else None
    return questions.Question.model_validate(
        {
            "table": values["table"],
            "joins": list(_joins(values["joins"])),
            "filters": conditions.filters_of(values["conditions"], table=known),
            "groups": [one for place, one in enumerate(groups) if place != pivot],
            "pivot": None if pivot is None else groups[pivot],
            "measures": [_measure(row, known) for row in values["measures"]] or [{"kind": "rows"}],
            "compare": _compare(values, known),
        }
    )


def _called(column: Column, name: str) -> Column:
    """The column under the name that the question has for it."""
    return column.model_copy(update={"name": name})


def _part(row: Values) -> str:
    return row["part"] if row["part"] in set(Part) else Part.VALUE.value


def _right(row: Values) -> tuple[str, str]:
    """Table and column of the other side of a row of keys."""
    table, _dot, column = (row["right"] or "").partition(".")
    return table, column


def _joins(rows: Sequence[Values]) -> Iterator[dict[str, Any]]:
    """The keys by table, in the order in which the tables are first named."""
    for name in dict.fromkeys(_right(row)[0] for row in rows):
        keys = [
            {"left": row["left"], "right": _right(row)[1], "form": row["form"] or "as_is"}
            for row in rows
            if _right(row)[0] == name
        ]
        yield {"table": name, "keys": keys}


def _measure(row: Values, known: Table) -> dict[str, Any]:
    kind = row["kind"]
    if kind in SHARES:
        typed = {"column": row["column"], "part": "", "op": SHARES[kind], "values": row["values"]}
        return {"kind": "share", "filters": conditions.filters_of([typed], table=known)}
    if kind in RATES:
        return {
            "kind": "rate",
            "column": row["column"] or "",
            "population": row["population"],
            "per": RATES[kind],
        }
    return {"kind": kind, "column": row["column"]} if kind in FIGURES else {"kind": "rows"}


def _compare(values: Values, known: Table) -> dict[str, Any] | None:
    if not values["compare_column"]:
        return None
    common = {"column": values["compare_column"], "part": values["compare_part"]}
    typed = [common | {"op": "in", "values": values[side]} for side in ("before", "after")]
    before, after = conditions.filters_of(typed, table=known)
    return {"before": before, "after": after}


def values_of(question: questions.Question, *, title: str) -> Values:
    """A question as it would be typed."""
    groups = [_group(one, place="down") for one in question.groups]
    groups += [] if question.pivot is None else [_group(question.pivot, place=ACROSS)]
    found: dict[str, Any] = {
        **_EMPTY,
        "title": title,
        "table": question.table,
        "joins": [
            {"left": pair.left, "form": pair.form.value, "right": f"{join.table}.{pair.right}"}
            for join in question.joins
            for pair in join.keys
        ],
        "conditions": _typed(question.filters),
        "groups": groups,
        "measures": [_typed_measure(one) for one in question.measures],
    }
    if question.compare is not None:
        before, after = _typed([question.compare.before, question.compare.after])
        found |= {"compare_column": before["column"], "compare_part": before["part"]}
        found |= {"before": before["values"], "after": after["values"]}
    return found


def _group(one: questions.Group, *, place: str) -> Values:
    return {"column": one.column, "part": one.part.value, "place": place}


def _typed(filters: Sequence[Any]) -> list[dict[str, str]]:
    return conditions.rows_of([one.model_dump(mode="json") for one in filters])


def _typed_measure(one: questions.Measure) -> Values:
    row = {"kind": one.kind, "column": "", "values": "", "population": ""}
    if isinstance(one, questions.Share):
        typed = _typed(one.filters)[0]
        kinds = {op: kind for kind, op in SHARES.items()}
        return row | {
            "kind": kinds.get(typed["op"], "share"),
            "column": typed["column"],
            "values": typed["values"],
        }
    if isinstance(one, questions.Rate):
        kind = next((kind for kind, per in RATES.items() if per == one.per), "rate_1000")
        return row | {"kind": kind, "column": one.column, "population": one.population}
    return row | {"column": getattr(one, "column", "")}

"""What changed in the shape of a table since it was last read: its schema drift."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import polars as pl

from tomoni.engine.core import Column, ColumnType, Finding, Place, Severity, Table
from tomoni.engine.tables._beyond import left_below
from tomoni.engine.tables._codes import is_code_name
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._matching import plain_name, same_digits
from tomoni.engine.tables._recipe import ExpectedColumn, Recipe

_SIMILAR = 0.75
_LOOKED_AT = 80
_NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})
_MADE = frozenset({"row_kind", "level"})
"""Columns that the reader adds: they come and go with the rows."""


def learn(
    table: Table,
    *,
    recipe: Recipe = Recipe(),  # noqa: B008 -- frozen
    findings: Sequence[Finding] = (),
) -> Recipe:
    """The recipe with what a table looks like, so that next month's file is held against it.

    `findings`: those of the reading that gave the table.
    """
    shape = tuple(_expected(column, table=table) for column in table.columns)
    return recipe.model_copy(
        update={
            "sheet": recipe.sheet or table.sheet,
            "expected": tuple(one for one in shape if one.name not in _MADE),
            "below": left_below(findings),
        }
    )


def drift(old: Table | Sequence[ExpectedColumn], new: Table) -> tuple[Finding, ...]:
    """What differs between an older table (or what a recipe expects) and a newer one.

    Columns vanished, appeared or renamed (likely), types and units changed, codes that became
    numbers and lost their zeros, a new order. Values are not compared.
    """
    expected = learn(old).expected if isinstance(old, Table) else tuple(old)
    return tuple(_drift(expected, new=new))


def refuse_moved_header(grid: Grid, *, recipe: Recipe) -> None:
    """Raises `TablesError` (`recipe-header-moved`) when the labels stand in another row now."""
    if not recipe.header_rows or not recipe.expected:
        return
    renamed = {column.name: name for name, column in recipe.columns.items() if column.name}
    names = [renamed.get(column.name, column.name) for column in recipe.expected]
    labels = {plain_name(name.rsplit("_", 1)[-1]) for name in names}
    said = recipe.header_rows[-1]
    above = [said - row for row in recipe.header_rows]
    rows = [
        labels & {plain_name(text) for text in row if text}
        for row in grid.cells.head(_LOOKED_AT).rows()
    ]
    found = {
        number: len(set().union(*(rows[number - 1 - up] for up in above if number > up)))
        for number in range(1, len(rows) + 1)
    }
    best = max(found, key=lambda number: found[number], default=said)
    if found.get(said, 0) * 2 < len(labels) <= found.get(best, 0) * 2 and best != said:
        raise TablesError("recipe-header-moved", row=said, found=best, sheet=grid.sheet)


def shape_findings(recipe: Recipe, *, tables: Sequence[Table]) -> tuple[Finding, ...]:
    """The drift of the table that is most like the one a recipe was learned from."""
    if not recipe.expected or not tables:
        return ()
    names = {column.name for column in recipe.expected}
    like = max(tables, key=lambda table: len(names & set(table.frame.columns)))
    return drift(recipe.expected, like)


def _expected(column: Column, *, table: Table) -> ExpectedColumn:
    """A code is a text whose name says so, or that holds nothing but digits."""
    values = table.frame[column.name].drop_nulls()
    code = column.type is ColumnType.TEXT and (
        is_code_name(column.name)
        or (len(values) > 0 and bool(values.cast(pl.String).str.contains(r"^[0-9]+$").all()))
    )
    return ExpectedColumn(name=column.name, type=column.type, unit=column.unit, code=code)


def _drift(expected: Sequence[ExpectedColumn], *, new: Table) -> Iterator[Finding]:
    place = Place(sheet=new.sheet)
    before = {column.name: column for column in expected}
    now = {column.name: column for column in new.columns if column.name not in _MADE}
    gone = [name for name in before if name not in now]
    come = [name for name in now if name not in before]
    renamed = dict(_renamed(gone, come))
    for name in gone:
        if name in renamed:
            yield Finding(
                code="column-renamed",
                severity=Severity.ERROR,
                place=place,
                params={"column": renamed[name], "was": name},
            )
        else:
            yield Finding(
                code="column-vanished",
                severity=Severity.ERROR,
                place=place,
                params={"column": name},
            )
    for name in come:
        if name not in renamed.values():
            yield Finding(
                code="column-appeared",
                severity=Severity.WARNING,
                place=place,
                params={"column": name, "number": list(now).index(name) + 1},
            )
    for name, column in before.items():
        if renamed.get(name, name) in now:
            yield from _changed(column, now=now[renamed.get(name, name)], place=place)
    kept = [name for name in before if name in now]
    if kept != [name for name in now if name in before]:
        yield Finding(code="columns-reordered", severity=Severity.INFO, place=place)


def _changed(before: ExpectedColumn, *, now: Column, place: Place) -> Iterator[Finding]:
    if before.code and now.type in _NUMBERS:
        yield Finding(
            code="code-became-number",
            severity=Severity.ERROR,
            place=place,
            params={"column": now.name},
        )
    elif before.type is not now.type:
        widened = {before.type, now.type} == _NUMBERS
        yield Finding(
            code="column-type-changed",
            severity=Severity.INFO if widened else Severity.ERROR,
            place=place,
            params={"column": now.name, "was_type": before.type.value, "type": now.type.value},
        )
    if before.unit != now.unit:
        yield Finding(
            code="column-unit-changed",
            severity=Severity.ERROR,
            place=place,
            params={
                "column": now.name,
                "was_unit": before.unit or "-",
                "unit": now.unit or "-",
            },
        )


def _renamed(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Old and new name of columns that are probably the same, the likeliest first."""
    rated = sorted(
        (
            (SequenceMatcher(None, plain_name(old), plain_name(new)).ratio(), old, new)
            for old in gone
            for new in come
            if same_digits(plain_name(old), plain_name(new))
        ),
        reverse=True,
    )
    used: set[str] = set()
    for likeness, old, new in rated:
        if likeness >= _SIMILAR and not {old, new} & used:
            used |= {old, new}
            yield old, new

"""Small tables, and risk by its plain definitions: slow, and easy to check by eye."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import product

import polars as pl

from tomoni.engine.core import Column, ColumnType, Table

Row = tuple[str | int | None, ...]


def table(names: Sequence[str], rows: Sequence[Row], **types: ColumnType) -> Table:
    """A table of texts but for the columns whose type is named."""
    columns = tuple(Column(name=name, type=types.get(name, ColumnType.TEXT)) for name in names)
    dtypes = {
        one.name: pl.Int64() if one.type is ColumnType.INTEGER else pl.String() for one in columns
    }
    return Table("表", columns, pl.DataFrame(list(rows), schema=dtypes, orient="row"))


def shuffled(some: Table, seed: int) -> Table:
    """The same rows in another order."""
    frame = some.frame.sample(fraction=1, shuffle=True, seed=seed)
    return Table(some.name, some.columns, frame)


def look_alike(one: Row, other: Row, *, wild: bool) -> bool:
    return all(
        a == b or (wild and (a is None or b is None)) for a, b in zip(one, other, strict=True)
    )


def groups(rows: Sequence[Row], quasi: int, *, wild: bool) -> list[list[Row]]:
    """For each row those that look like it in its first `quasi` cells."""
    return [
        [other for other in rows if look_alike(row[:quasi], other[:quasi], wild=wild)]
        for row in rows
    ]


def distinct(values: Sequence[object]) -> int:
    return len(set(values))


def entropy(values: Sequence[object]) -> float:
    shares = [count / len(values) for count in Counter(values).values()]
    return math.exp(-sum(share * math.log(share) for share in shares))


def equal(values: Sequence[object], everything: Sequence[object]) -> float:
    return (
        sum(
            abs(values.count(one) / len(values) - everything.count(one) / len(everything))
            for one in set(everything)
        )
        / 2
    )


def ordered(values: Sequence[int], everything: Sequence[int]) -> float:
    kinds = sorted(set(everything))
    if len(kinds) < 2:
        return 0.0
    gaps = [
        sum(value <= kind for value in values) / len(values)
        - sum(value <= kind for value in everything) / len(everything)
        for kind in kinds
    ]
    return sum(map(abs, gaps)) / (len(kinds) - 1)


def nodes(tops: Sequence[int]) -> list[tuple[int, ...]]:
    """Every node of the lattice with these tops."""
    return list(product(*(range(top + 1) for top in tops)))

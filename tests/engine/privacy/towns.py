"""Small tables of towns that can be counted by hand, as the rows behind them."""

from collections.abc import Mapping, Sequence

import polars as pl

from tomoni.engine.core import Column, ColumnType, Table

TYPES: dict[pl.DataType, ColumnType] = {
    pl.Int64(): ColumnType.INTEGER,
    pl.Float64(): ColumnType.NUMBER,
}


def rows_of(columns: Sequence[str], cells: Mapping[tuple[str, ...], int]) -> Table:
    """As many rows of each kind as `cells` says."""
    return table_from(columns, [key for key, count in cells.items() for _ in range(count)])


def table_from(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    frame = pl.DataFrame(
        {name: [row[at] for row in rows] for at, name in enumerate(columns)},
        schema=None if rows else dict.fromkeys(columns, pl.String),
    )
    listed = tuple(
        Column(name=name, type=TYPES.get(dtype, ColumnType.TEXT))
        for name, dtype in frame.schema.items()
    )
    return Table(name="表", columns=listed, frame=frame)


TOWNS = rows_of(
    ["町", "年代"],
    {
        ("東町", "若い"): 4,
        ("東町", "高い"): 20,
        ("西町", "若い"): 30,
        ("西町", "高い"): 25,
        ("南町", "若い"): 15,
        ("南町", "高い"): 12,
        ("北町", "高い"): 11,
    },
)
"""One cell below ten (東町・若い: 4) and an empty one (北町・若い)."""

SCHOOLS = table_from(
    ["町", "学校区", "性別"],
    [
        (town, school, sex)
        for town, school, women, men in (
            ("東町", "一中", 14, 3),
            ("西町", "一中", 25, 31),
            ("南町", "二中", 12, 18),
            ("北町", "二中", 40, 22),
        )
        for sex, count in (("女", women), ("男", men))
        for _ in range(count)
    ],
)
"""Towns within two school districts; 東町・男 is 3."""

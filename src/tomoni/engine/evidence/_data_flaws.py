"""Weaknesses that the table's own rows and columns have, whatever is compared."""

import re
from collections.abc import Iterator

import polars as pl

from tomoni.engine.core import ColumnType, Table
from tomoni.engine.evidence._claim import Claim, ClaimKind
from tomoni.engine.evidence._verdict import Measured, Weakness

SMALL_N = 10
"""Fewer rows than this in a group or a cell are small."""

_AREA_COLUMN = re.compile(
    r"^[都道府県市区町村郡州]+$|都道府県|市区町村|市町村|自治体|団体(?:名|コード)|地区|校区|学区|町名|町丁|大字|行政区|区名|メッシュ"
)
_AREA_NAME = re.compile(r"(?:[都道府県市区町村郡]|地区|[校学]区|丁目|圏域?|支所)$")
_MOSTLY = 0.8
_ALMOST_ALL = 0.9
_LOOKED_AT = 200
_COUNTED = frozenset("件人名戸台回校棟株頭") | {"世帯", "千人", "万人", "千件"}
_COUNT_NAME = re.compile(r"(?:数|人口|世帯)$")
_BY_SIZE = {
    ClaimKind.TWO_MEANS,
    ClaimKind.MANY_MEANS,
    ClaimKind.RELATION,
    ClaimKind.DIFFERENCES,
    ClaimKind.SYNTHETIC,
}
"""Kinds that hold different things beside each other: a larger town counts more of everything."""
_POINTS = {ClaimKind.PAIRED, ClaimKind.RELATION}
"""Kinds whose picture shows each row as a point."""
_EVENTS = {ClaimKind.RATES}
"""Kinds whose result adds up what rows count, be they persons or areas."""
_PERSONS = {"件", "人", "名"}


def data_flaws(
    claim: Claim, *, table: Table, measured: Measured, columns: list[str]
) -> Iterator[Weakness]:
    """What the data cannot carry: totals that differ, counts without a population, rows that are
    areas (Robinson 1950, Am. Sociol. Rev. 15:351-357), and cells too small to be shown.

    `columns` are those that the claim and its filters name.
    """
    yield from _unreconciled(table, columns=columns)
    areas = area_column(table, claim=claim)
    if areas:
        if claim.kind in _BY_SIZE and not claim.population_column and _counts(claim, table=table):
            params: dict[str, str | int | float] = {"column": claim.column, "by": areas}
            yield Weakness(code="no-denominator", blocks=True, params=params)
        if all(one.code != "ecological" for one in measured.flaws):
            yield Weakness(code="ecological", params={"column": areas})
    elif claim.kind in _POINTS:
        yield Weakness(code="points-shown")
    if areas and claim.kind not in _EVENTS:
        return  # what the result counts are areas
    small = sum(
        isinstance(cell, int | float) and 0 < cell < SMALL_N
        for row in measured.table.rows
        for cell, column in zip(row, measured.table.columns, strict=True)
        if column.unit in _PERSONS and (column.type is ColumnType.INTEGER or claim.kind in _EVENTS)
    )
    if small:
        yield Weakness(code="disclosure", params={"count": small, "limit": SMALL_N})


def area_column(table: Table, *, claim: Claim) -> str:
    """The column that says which area a row is; empty when rows are no areas.

    A column is one of areas by its name or by what its cells end in, and its rows are areas when
    (with the claim's time column) hardly any occurs twice.
    """
    for column in table.columns:
        if column.type is not ColumnType.TEXT or not _names_areas(table.frame[column.name]):
            continue
        by = [column.name]
        if claim.time_column and table.column(claim.time_column):
            by.append(claim.time_column)
        kinds = table.frame.select(by).n_unique()
        if kinds >= _ALMOST_ALL * table.frame.height:
            return column.name
    return ""


def _names_areas(cells: pl.Series) -> bool:
    known = cells.head(_LOOKED_AT).drop_nulls()
    if len(known) < 2:
        return False
    if _AREA_COLUMN.search(cells.name):
        return True
    return sum(bool(_AREA_NAME.search(one)) for one in known) >= _MOSTLY * len(known)


def _counts(claim: Claim, *, table: Table) -> bool:
    """Whether the claim's column counts something, so that larger areas have more of it."""
    column = table.column(claim.column)
    unit = claim.unit or (column.unit if column else "")
    return unit in _COUNTED if unit else bool(_COUNT_NAME.search(claim.column))


def _unreconciled(table: Table, *, columns: list[str]) -> Iterator[Weakness]:
    wrong = [one for one in table.proofs if not one.agrees and one.column in columns]
    if wrong:
        named = "、".join(f"「{name}」" for name in dict.fromkeys(one.column for one in wrong))
        yield Weakness(
            code="unreconciled", blocks=True, params={"columns": named, "count": len(wrong)}
        )

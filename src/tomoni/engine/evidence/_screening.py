"""Which other columns go with one column: where to look, never a verdict (探索)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from tomoni.engine.core import ROW_KIND, Column, ColumnType, Table, Value
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._looks import false_discovery
from tomoni.engine.evidence._rows import ROW, Rows, must_occur, opened
from tomoni.engine.evidence._scan import stratum_of
from tomoni.engine.tables import Category, Filter, Part

_LEAST_EACH = 5
"""Rows a group must hold on average, else the test's p is none (Cochran 1954, Biometrics 10)."""
_LEAST_SHOWN = 10
"""Rows of a group that is named: the extremes of smaller ones are mostly chance."""
_DIGITS = 12
"""Significant digits of a mean: sums of parts in any order agree in so many."""
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_DAYS = {ColumnType.DATE, ColumnType.DATETIME}


class ScreenedGroup(Value):
    """One group of a column: its value in words (empty: its cells are), rows, share or mean."""

    label: str
    n: int
    value: float


class Screened(Value):
    """How one column goes with the one looked at.

    `strength` is 0 (not at all) to 1: Cramér's V of a share, the correlation ratio of ranks of a
    number. `q_value` is p for as many columns as were looked at. `kinds` are the column's groups,
    `lowest` and `highest` those with the least and the greatest share or mean among the groups of
    ten rows and more; none where fewer than two are.
    """

    column: str
    kinds: int
    n: int
    strength: float
    p_value: float
    q_value: float = 1.0
    lowest: ScreenedGroup | None = None
    highest: ScreenedGroup | None = None


class Screening(Value):
    """What was looked at, and the columns that were compared with it, strongest first."""

    what: str
    n: int
    columns: tuple[Screened, ...]
    skipped: tuple[str, ...]
    """Columns of too many kinds, or of one."""


def screen(
    table: Table,
    *,
    column: str,
    part: Part = Part.VALUE,
    categories: Sequence[Category] = (),
    filters: Sequence[Filter] = (),
) -> Screening:
    """Every other column of the rows of data, by how the column's values differ between its groups.

    With `categories` the share of rows whose `column` is one of them, else the column's numbers.
    Groups are made as for the Simpson scan. Test: Kruskal and Wallis (1952), J. Am. Stat. Assoc.
    47:583-621, on ranks, which for a share is Pearson's chi-square times (n - 1) / n; q values
    after Benjamini and Hochberg (1995). Of what stays below 0.05, at most 5 % are expected to be
    chance. Raises
    `EvidenceError`: `unknown-column`, `not-a-number` without categories, `no-rows`, `no-spread`,
    `no-such-category`; `TablesError` as `Part.key` and the filters do.
    """
    table = table.data_rows()
    with opened(table, columns=[column], filters=filters) as rows:
        outcome, places = _outcome(rows, column=column, part=part, categories=categories)
    if not outcome.len():
        raise EvidenceError("no-rows", column=column)
    if outcome.n_unique() < 2:
        raise EvidenceError("no-spread", column=column)
    others = [one for one in table.columns if one.name not in {column, ROW_KIND}]
    screened = _screened(outcome, table=table, places=places, columns=others)
    names = {one.column for one in screened}
    named = f"が{part.listed(categories)}である割合" if categories else ""
    return Screening(
        what=f"{part.words(column)}{named}",
        n=len(outcome),
        columns=tuple(sorted(screened, key=lambda one: (one.q_value, -one.strength))),
        skipped=tuple(one.name for one in others if one.name not in names),
    )


def _screened(
    outcome: pl.Series, *, table: Table, places: pl.Series, columns: Sequence[Column]
) -> list[Screened]:
    found = list(_compared(outcome, table=table, places=places, columns=columns))
    q_values = false_discovery([one.p_value for one in found])
    return [one.model_copy(update={"q_value": q}) for one, q in zip(found, q_values, strict=True)]


def _outcome(
    rows: Rows, *, column: str, part: Part, categories: Sequence[Category]
) -> tuple[pl.Series, pl.Series]:
    """The values that are not empty, as numbers, and their places in the table."""
    held = rows.column(column)
    cell = rows.scope[column]
    if categories:
        keys = [part.key(one, column=held) for one in categories]
        if part is Part.VALUE:
            must_occur(rows, column=column, keys=keys)
        cell = part.of(cell).isin(keys).cast("int64")
    elif held.type not in _NUMBERS:
        raise EvidenceError("not-a-number", column=column)
    asked = rows.scope.select(at=rows.scope[ROW], y=cell.cast("float64"))
    frame = rows.frame(asked).drop_nulls().sort("at")
    return frame["y"], frame["at"]


def _compared(
    outcome: pl.Series, *, table: Table, places: pl.Series, columns: Sequence[Column]
) -> Iterator[Screened]:
    """Each column that can be compared, its q value still to come."""
    from scipy import stats  # noqa: PLC0415 - slow to load

    ranks = outcome.rank("average").cast(pl.Float64)
    mean = (len(ranks) + 1) / 2
    total = float(((ranks - mean) ** 2).sum())
    for column in columns:
        cells = table.frame[column.name][places]
        groups = stratum_of(cells, column=column, kinds=cells.n_unique())
        if groups is None:
            continue
        sides = pl.DataFrame({"rank": ranks, "group": groups, "y": outcome, "cell": cells})
        each = sides.group_by("group", maintain_order=True).agg(
            pl.len(),
            pl.col("rank").sum(),
            pl.col("y").mean().round_sig_figs(_DIGITS),
            pl.col("cell").min().alias("first"),
            pl.col("cell").max().alias("last"),
        )
        if each.height < 2 or len(ranks) < _LEAST_EACH * each.height:
            continue
        between = float(((each["rank"] / each["len"] - mean) ** 2 * each["len"]).sum())
        share = min(1.0, between / total)
        lowest, highest = _ends(each, column=column)
        yield Screened(
            column=column.name,
            kinds=each.height,
            n=len(ranks),
            strength=math.sqrt(share),
            p_value=float(stats.chi2.sf((len(ranks) - 1) * share, each.height - 1)),
            lowest=lowest,
            highest=highest,
        )


def _ends(
    each: pl.DataFrame, *, column: Column
) -> tuple[ScreenedGroup, ScreenedGroup] | tuple[None, None]:
    named = [
        ScreenedGroup(label=_label(row, column=column), n=row["len"], value=row["y"])
        for row in each.filter(pl.col("len") >= _LEAST_SHOWN).iter_rows(named=True)
    ]
    if len(named) < 2:
        return None, None
    named.sort(key=lambda one: (one.value, one.label))
    return named[0], named[-1]


def _label(row: Mapping[str, Any], *, column: Column) -> str:
    if row["group"] is None:
        return ""
    if column.type in _DAYS:
        return Part.FISCAL_YEAR.label(row["group"])
    ends = dict.fromkeys(Part.VALUE.label(row[end]) for end in ("first", "last"))
    return "～".join(ends)

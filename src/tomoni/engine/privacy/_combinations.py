"""The distinct combinations of values in some columns, counted once and then worked with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import ibis
import numpy as np
import numpy.typing as npt
import polars as pl

from tomoni.engine.core import ROW_KIND, Table
from tomoni.engine.privacy._errors import PrivacyError

Numbers = npt.NDArray[np.int64]

_LARGEST_KEY = 2**62
_LARGEST_LIST = 2**22
"""Of keys that are marked in a list; more of them are sorted."""


@dataclass(frozen=True)
class Combinations:
    """`counted`: one row a combination, each column as keys, and `rows`: how many rows have it.
    `kinds`: the values of the columns whose keys are places among them; the keys of the others are
    the values themselves."""

    counted: pl.DataFrame
    kinds: Mapping[str, pl.Series]

    @property
    def rows(self) -> Numbers:
        """How many rows have each; shape (combinations,)."""
        return self.counted["rows"].to_numpy()

    @cached_property
    def has_missing(self) -> tuple[bool, ...]:
        """Whether there are rows without a value, by column."""
        return tuple(one.null_count() > 0 for one in self.counted.iter_columns())[:-1]

    @cached_property
    def values(self) -> tuple[pl.Series, ...]:
        """The distinct values of each column, sorted."""
        keys = self.counted.drop("rows").iter_columns()
        return tuple(
            self.kinds[key.name] if key.name in self.kinds else _kinds(key) for key in keys
        )

    @cached_property
    def codes(self) -> Numbers:
        """0 where there is no value, else its place among the values, from 1; shape
        (combinations, columns)."""
        return np.array([_codes(key) for key in self.counted.drop("rows").iter_columns()]).T


def combinations(table: Table, *, columns: Sequence[str]) -> Combinations:
    """Counted by DuckDB through Ibis; only data rows.

    Raises `PrivacyError`: `unknown-column`, `no-rows`.
    """
    for name in columns:
        if table.column(name) is None or name == ROW_KIND:
            raise PrivacyError("unknown-column", column=name)
    frame = table.data_rows().frame
    if frame.is_empty():
        raise PrivacyError("no-rows")
    cells = [_plain(frame[name]).alias(f"c{place}") for place, name in enumerate(columns)]
    kinds = {one.name: _kinds(one) for one in cells if one.dtype == pl.String}
    keys = [
        one.cast(pl.Enum(kinds[one.name])).to_physical() if one.name in kinds else one
        for one in cells
    ]
    return Combinations(_counted(pl.DataFrame(keys)), kinds)


def _plain(series: pl.Series) -> pl.Series:
    """One way to write no value and nought."""
    return series.fill_nan(None) + 0.0 if series.dtype.is_float() else series


def _kinds(series: pl.Series) -> pl.Series:
    return series.drop_nulls().unique().sort()


def _codes(key: pl.Series) -> Numbers:
    """The place of each key among those that occur, from 1; 0 for none."""
    if not key.dtype.is_float():
        numbers = key.to_physical().cast(pl.Int64)
        low, high = numbers.min(), numbers.max()
        if isinstance(low, int) and isinstance(high, int) and high - low < _LARGEST_LIST:
            places = (numbers - low + 1).fill_null(0).to_numpy()
            seen = np.zeros(high - low + 2, dtype=np.int64)
            seen[places] = 1
            seen[0] = 0
            codes: Numbers = np.cumsum(seen)[places]
            return codes
    return np.asarray(key.rank("dense").cast(pl.Int64).fill_null(0).to_numpy(), dtype=np.int64)


def _counted(frame: pl.DataFrame) -> pl.DataFrame:
    backend = ibis.duckdb.connect()
    try:
        rows = ibis.memtable(frame)
        question = rows.group_by(frame.columns).aggregate(rows=ibis._.count())
        answer = pl.from_arrow(backend.to_pyarrow(question))
    finally:
        backend.disconnect()
    assert isinstance(answer, pl.DataFrame)  # noqa: S101 - a table in, a table out
    return answer


def keys(columns: Sequence[Numbers]) -> tuple[Numbers, int]:
    """One number for each row, equal exactly where all columns are equal; and their bound."""
    key, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        kinds = int(column.max(initial=0)) + 1
        if size * kinds >= _LARGEST_KEY:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
            size = int(key.max(initial=0)) + 1
        key, size = key * kinds + column, size * kinds
    return key, size


def classes(columns: Sequence[Numbers]) -> tuple[Numbers, int]:
    """The class of each row, from 0 and without gaps, in the order of the codes; how many."""
    key, size = keys(columns)
    if size > _LARGEST_LIST:
        kinds, ids = np.unique(key, return_inverse=True)
        return ids.astype(np.int64), len(kinds)
    seen = np.zeros(size, dtype=np.int64)
    seen[key] = 1
    ids = np.cumsum(seen) - 1
    return ids[key], int(ids[-1]) + 1


def summed(ids: Numbers, rows: Numbers, *, size: int) -> Numbers:
    """The rows of each id, exactly."""
    return np.bincount(ids, weights=rows, minlength=size).astype(np.int64)

"""Numbers of persons replaced by what only the holder of a key can make again."""

import hmac

import polars as pl

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.privacy import _my_numbers, _spelling
from tomoni.engine.privacy._errors import PrivacyError

_SHORTEST = 16
_BYTES = 16


def pseudonyms(column: Column, cells: pl.Series, *, key: bytes) -> pl.Series:
    """The pseudonym of each cell (shape (rows,), text); null stays null.

    Raises `PrivacyError`: `key-missing`; `key-too-short` (under 128 bits); `my-number-hashed` for a
    column that holds 個人番号 (番号法 第2条第8項: what stands for one is treated like one).
    """
    if not key:
        raise PrivacyError("key-missing", column=column.name)
    if len(key) < _SHORTEST:
        raise PrivacyError("key-too-short", shortest=_SHORTEST)
    seen = _my_numbers.sight(column, cells)
    if seen is not None and seen.confidence is not None:
        raise PrivacyError("my-number-hashed", column=column.name)
    values = normalised(_spelling.texts(column, cells))
    distinct = values.unique().drop_nulls().to_list()
    made = [hmac.digest(key, value.encode(), "sha256")[:_BYTES].hex() for value in distinct]
    return values.replace_strict(distinct, made, default=None, return_dtype=pl.String)


def normalised(values: pl.Series) -> pl.Series:
    """A number as two divisions write the same one; empty cells become null."""
    plain = _spelling.plain(values).str.replace_all(r"[\s-]", "").str.to_uppercase()
    bare = plain.str.replace(r"^0+([0-9]+)$", "$1")
    return pl.select(pl.when(bare != "").then(bare)).to_series()


def pseudonymous(column: Column) -> Column:
    """The column of the pseudonyms."""
    return Column(name=column.name, type=ColumnType.TEXT)

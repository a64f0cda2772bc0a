"""Tables at rest: Parquet with everything the table knows in its key-value metadata."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import polars as pl
from pydantic import ValidationError

from tomoni.engine.core import Column, Proof, Source, Table, canonical_json
from tomoni.engine.tables._errors import TablesError

_KEY = "tomoni.table"
_SAID = "__said"
"""What the column is called that holds what is said of the cells of another."""
_ROW_NUMBER = "__row"
"""What the column of the row numbers is called."""
_ROW_GROUP = 262_144


def write_parquet(table: Table, *, source: Source | None = None) -> bytes:
    """The table without loss; equal tables give equal bytes (with one version of polars).

    `source`: the file it was read from, kept with its SHA-256 and licence in the metadata.
    """
    about: dict[str, object] = {
        "name": table.name,
        "sheet": table.sheet,
        "range": table.range,
        "row_kinds": dict(table.row_kinds),
        "notes": list(table.notes),
        "proofs": [proof.model_dump(mode="json") for proof in table.proofs],
        "columns": [column.model_dump(mode="json") for column in table.columns],
    }
    if source is not None:
        about["source"] = source.model_dump(mode="json")
    frame = table.frame
    if table.said is not None:
        beside = {name: f"{name}{_SAID}" for name in table.said.columns}
        while set(beside.values()) & set(frame.columns):
            beside = {name: f"{other}_" for name, other in beside.items()}
        about["said"] = list(beside.items())
        frame = frame.hstack(table.said.rename(beside))
    if table.row_numbers is not None:
        about["row_numbers"] = name = _free(_ROW_NUMBER, taken=frame.columns)
        frame = frame.with_columns(table.row_numbers.cast(pl.Int64).alias(name))
    buffer = BytesIO()
    frame.rechunk().write_parquet(
        buffer,
        compression="zstd",
        compression_level=3,
        row_group_size=_ROW_GROUP,
        metadata={_KEY: canonical_json(about).decode()},
    )
    return buffer.getvalue()


def _free(name: str, *, taken: Sequence[str]) -> str:
    """The name, with as many dashes behind it as it takes to be no other column's."""
    while name in taken:
        name += "_"
    return name


def read_columns(path: Path) -> tuple[Column, ...]:
    """The columns of the table in a file of `write_parquet`; no row is read.

    Raises `TablesError("damaged-table")`.
    """
    try:
        about = json.loads(pl.read_parquet_metadata(path)[_KEY])
        return tuple(Column.model_validate(column) for column in about["columns"])
    except (OSError, KeyError, TypeError, ValueError, pl.exceptions.ComputeError) as error:
        raise TablesError("damaged-table") from error


def read_parquet(data: bytes) -> Table:
    """The table that `write_parquet` wrote. Raises `TablesError` (`damaged-table`) for others."""
    try:
        about = json.loads(pl.read_parquet_metadata(BytesIO(data))[_KEY])
        frame = pl.read_parquet(BytesIO(data), use_statistics=False)
        said = None
        if beside := dict(about.get("said", ())):
            said = frame.select(beside.values()).rename({new: old for old, new in beside.items()})
            frame = frame.drop(beside.values())
        numbers = None
        if number := about.get("row_numbers"):
            numbers = frame[number].alias("row")
            frame = frame.drop(number)
        columns = tuple(Column.model_validate(column) for column in about["columns"])
        table = Table(
            name=about["name"],
            columns=columns,
            frame=frame,
            sheet=about["sheet"],
            range=about["range"],
            row_kinds=about["row_kinds"],
            notes=tuple(about["notes"]),
            said=said,
            proofs=tuple(Proof.model_validate(proof) for proof in about.get("proofs", ())),
            row_numbers=numbers,
        )
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise TablesError("damaged-table") from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the parser is no Exception
        raise TablesError("damaged-table") from error
    if frame.columns != [column.name for column in columns]:
        raise TablesError("damaged-table")
    return table

"""Tables at rest: Parquet with everything the table knows in its key-value metadata."""

import json
from io import BytesIO

import polars as pl
from pydantic import ValidationError

from tomoni.engine.core import Column, Table, canonical_json
from tomoni.engine.tables._errors import TablesError

_KEY = "tomoni.table"
_ROW_GROUP = 262_144


def write_parquet(table: Table) -> bytes:
    """The table without loss; equal tables give equal bytes (with one version of polars)."""
    about = {
        "name": table.name,
        "sheet": table.sheet,
        "range": table.range,
        "row_kinds": dict(table.row_kinds),
        "notes": list(table.notes),
        "columns": [column.model_dump(mode="json") for column in table.columns],
    }
    buffer = BytesIO()
    table.frame.rechunk().write_parquet(
        buffer,
        compression="zstd",
        compression_level=3,
        row_group_size=_ROW_GROUP,
        metadata={_KEY: canonical_json(about).decode()},
    )
    return buffer.getvalue()


def read_parquet(data: bytes) -> Table:
    """The table that `write_parquet` wrote. Raises `TablesError` (`damaged-table`) for others."""
    try:
        about = json.loads(pl.read_parquet_metadata(BytesIO(data))[_KEY])
        frame = pl.read_parquet(BytesIO(data), use_statistics=False)
        columns = tuple(Column.model_validate(column) for column in about["columns"])
        table = Table(
            name=about["name"],
            columns=columns,
            frame=frame,
            sheet=about["sheet"],
            range=about["range"],
            row_kinds=about["row_kinds"],
            notes=tuple(about["notes"]),
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

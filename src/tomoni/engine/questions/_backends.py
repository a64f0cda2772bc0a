"""Where a question is answered: DuckDB in process, PostgreSQL or Spark, by the same expressions."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl
import psycopg
from psycopg.sql import SQL, Identifier

from tomoni.engine.core import DATA_ROW, ROW_KIND, Column, ColumnType, Table
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.tables import read_columns

TableLike = Table | Path
"""A table, or where the Parquet file of one lies."""

_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "int64",
    ColumnType.NUMBER: "float64",
    ColumnType.DATE: "date",
    ColumnType.DATETIME: "timestamp(6)",
}


@dataclass(frozen=True)
class Asked:
    """A database that answers; what it is lent goes when it is closed."""

    kind: str
    connection: Any
    folder: Path
    lent: list[str] = field(default_factory=list)

    def relation(self, table: TableLike, *, columns: Mapping[str, Column]) -> ir.Table:
        """The rows of data of the columns, under the names given and in their types."""
        known = {column.name for column in columns_of(table)}
        wanted = [column.name for column in columns.values()]
        names = list(dict.fromkeys([*wanted, *({ROW_KIND} & known)]))
        rows = self._rows(table, names=names)
        if ROW_KIND in known:
            rows = rows.filter(rows[names.index(ROW_KIND)] == DATA_ROW)
        return rows.select(
            **{
                name: _typed(rows[names.index(column.name)], _TYPES[column.type])
                for name, column in columns.items()
            }
        )

    def fetch(self, question: ir.Table) -> pl.DataFrame:
        """The answer as a frame."""
        found = pl.from_arrow(self.connection.to_pyarrow(question))
        assert isinstance(found, pl.DataFrame)  # noqa: S101 - a table is no column
        return found

    def _rows(self, table: TableLike, *, names: list[str]) -> ir.Table:
        """The columns in that order, called by their places: databases take A and a for one."""
        lent = f"tomoni_{len(self.lent)}_{self.folder.name[-8:]}"
        self.lent.append(lent)
        short = {name: f"c{place}" for place, name in enumerate(names)}
        if isinstance(table, Path) and self.kind != "postgresql":
            found = self.connection.read_parquet(table, table_name=lent)
            there = list(pl.read_parquet_schema(table))
            kept: ir.Table = found.select(
                **{short[name]: found[there.index(name)] for name in names}
            )
            return kept
        frame = table.frame if isinstance(table, Table) else pl.read_parquet(table, columns=names)
        frame = frame.select(names).rename(short)
        if self.kind == "duckdb":
            return ibis.memtable(frame)
        return self._copied(frame) if self.kind == "postgresql" else self._written(frame)

    def _copied(self, frame: pl.DataFrame) -> ir.Table:
        """The frame as a table of this session of PostgreSQL; empty texts stay texts."""
        schema = ibis.schema(frame.head(0).to_arrow().schema)
        kept: ir.Table = self.connection.create_table(self.lent[-1], schema=schema, temp=True)
        with self.connection.con.cursor() as cursor:
            copy = SQL("COPY {} FROM STDIN (FORMAT csv)").format(Identifier(self.lent[-1]))
            with cursor.copy(copy) as sink:
                sink.write(frame.write_csv(include_header=False))
        return kept

    def _written(self, frame: pl.DataFrame) -> ir.Table:
        path = self.folder / f"{self.lent[-1]}.parquet"
        frame.write_parquet(path)
        found: ir.Table = self.connection.read_parquet(path, table_name=self.lent[-1])
        return found


def columns_of(table: TableLike) -> tuple[Column, ...]:
    """The columns of a table, wherever it lies. Raises `TablesError("damaged-table")`."""
    return table.columns if isinstance(table, Table) else read_columns(table)


def _typed(cell: ir.Value, wanted: str) -> ir.Value:
    return cell if cell.type().copy(nullable=True) == ibis.dtype(wanted) else cell.cast(wanted)


@contextmanager
def opened(backend: str) -> Iterator[Asked]:
    """The database of that name: `duckdb`, `spark`, or the address `postgresql://…`.

    Raises `QuestionsError`: `unknown-backend`, `backend-unreachable`.
    """
    kind = backend.partition(":")[0]
    openings = {
        "duckdb": lambda: ibis.duckdb.connect(),
        "postgresql": lambda: ibis.connect(backend),
        "spark": lambda: ibis.pyspark.connect(),
    }
    if kind not in openings:
        raise QuestionsError("unknown-backend", known="、".join(openings))
    try:
        connection = openings[kind]()
    except (ImportError, psycopg.OperationalError) as error:
        raise QuestionsError("backend-unreachable", backend=kind) from error
    with tempfile.TemporaryDirectory(prefix="tomoni-") as folder:
        asked = Asked(kind, connection, Path(folder))
        try:
            yield asked
        finally:
            if kind == "spark":  # its session belongs to the process
                for name in asked.lent:
                    connection.drop_view(name, force=True)
            else:
                connection.disconnect()

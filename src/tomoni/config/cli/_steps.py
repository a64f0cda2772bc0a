"""A flow from a file: a step table as people keep it, or BPMN 2.0."""

from pathlib import Path

import polars as pl

from tomoni.config.cli import _files
from tomoni.config.errors import ConfigError
from tomoni.engine import flows, tables
from tomoni.engine.core import ColumnType, Finding, Table

_BPMN = (".bpmn", ".xml")
_Rows = list[dict[str, str]]


def read_flow(file: Path) -> tuple[flows.Flow, tuple[Finding, ...]]:
    """The flow and all that is wrong with it; what the file said first, each once.

    Raises `TablesError`, `FlowsError` for a file that cannot be read, `ConfigError("no-steps")` for
    one that holds no step table.
    """
    data = read_bytes(file)
    found: tuple[Finding, ...] = ()
    if file.suffix.lower() in _BPMN:
        flow, found = flows.from_bpmn(data), flows.unshown(data)
    else:
        rows, title = _step_table(data, file_name=_files.name_of(file))
        flow, found = flows.from_rows(rows, title=title)
    known = {(one.code, one.place.row) for one in found}
    more = (one for one in flows.check(flow) if (one.code, one.place.row) not in known)
    return flow, (*found, *more)


def read_bytes(file: Path) -> bytes:
    """The file, as much of it as may be read."""
    return _files.read_at_most(file, limit=tables.Limits().max_bytes)


def _step_table(data: bytes, *, file_name: str) -> tuple[_Rows, str]:
    """The first table of the file that is one of steps, and its title."""
    for table in tables.read(data, file_name=file_name).tables:
        if _says_steps(_texts(table)):
            return _as_it_stands(data, table, file_name=file_name), table.name
    raise ConfigError("no-steps", file=file_name)


def _says_steps(rows: _Rows) -> bool:
    """Whether the headings were understood: somebody does something."""
    steps = flows.from_rows(rows, title="")[0].steps
    return any(step.name for step in steps) and any(step.lane for step in steps)


def _as_it_stands(data: bytes, table: Table, *, file_name: str) -> _Rows:
    """The rows with no cell read as number or day: 「10～20」 must not turn to nothing."""
    as_text = tables.ColumnRecipe(type=ColumnType.TEXT)
    recipe = tables.Recipe(sheet=table.sheet, columns=dict.fromkeys(table.frame.columns, as_text))
    again = tables.read(data, file_name=file_name, recipe=recipe).tables
    return next(_texts(one) for one in again if one.range == table.range)


def _texts(table: Table) -> _Rows:
    return table.frame.select(pl.all().cast(pl.String).fill_null("")).to_dicts()

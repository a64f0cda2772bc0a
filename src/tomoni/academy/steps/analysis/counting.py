"""What the form of a count knows: the count as it stands, the columns of its table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.academy.steps.analysis import choices, conditions
from tomoni.academy.steps.data import reading as data
from tomoni.academy.workspaces.reading import Opened


@dataclass(frozen=True)
class Known:
    """A count as it would be typed; `key` is empty for a new one."""

    key: str
    label: str
    table: str
    rows: list[dict[str, str]]


def known(opened: Opened, key: str) -> Known | None:
    """The count of that key; None when there is none."""
    artifact = opened.case.artifacts.get(key)
    if artifact is None or artifact.kind != "count" or artifact.plan is None:
        return None
    return Known(
        key=key,
        label=artifact.plan.parameters.get("label", "") or artifact.title,
        table=artifact.plan.inputs.get("table", ""),
        rows=conditions.rows_of(artifact.plan.parameters.get("filters", ())),
    )


def columns(opened: Opened, table: str) -> tuple[tuple[str, str], ...]:
    """The columns that a condition can ask for."""
    return choices.named(choices.columns(data.table_of(opened, table)))


def filters(
    opened: Opened, table: str, rows: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The typed conditions in the engine's words."""
    found = data.table_of(opened, table)
    return [] if found is None else [*conditions.filters_of(rows, table=found)]

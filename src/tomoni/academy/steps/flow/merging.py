"""Two people changed the same flow: cell by cell where both still have the row, else row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tomoni.academy.workspaces import merging

Values = Mapping[str, Any]
Row = dict[str, Any]

_STEP = "step"


@dataclass(frozen=True)
class FlowMerge:
    """What came out of it. Names: a field's, `step/3/likely` for a cell, `step/3` for a row."""

    flat: Mapping[str, Any]
    order: tuple[str, ...]
    clashes: tuple[merging.Clash, ...]
    theirs: tuple[str, ...]

    def values(self, *, chosen_theirs: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The values after the merge; where both changed, mine unless theirs was chosen."""
        taken = {clash.name: clash.theirs for clash in self.clashes if clash.name in chosen_theirs}
        flat = {**self.flat, **taken}
        found = {name: value for name, value in flat.items() if not name.startswith(f"{_STEP}/")}
        rows = (_row(key, flat) for key in self.order)
        return found | {"steps": [row for row in rows if row]}


def merge(*, base: Values, mine: Values, theirs: Values) -> FlowMerge:
    rows = [_rows(values) for values in (base, mine, theirs)]
    common = rows[0].keys() & rows[1].keys() & rows[2].keys()
    flat = [
        _flat(values, found, common=common)
        for values, found in zip((base, mine, theirs), rows, strict=True)
    ]
    merged = merging.merge(base=flat[0], mine=flat[1], theirs=flat[2])
    return FlowMerge(
        flat=merged.values,
        order=_order(list(rows[1]), list(rows[2])),
        clashes=merged.clashes,
        theirs=merged.theirs,
    )


def place_of(name: str) -> tuple[str, str]:
    """The row and the column of a name (both empty for a field above the table)."""
    kind, _, rest = name.partition("/")
    if kind != _STEP:
        return "", ""
    row, _, column = rest.rpartition("/") if "/" in rest else (rest, "", "")
    return row, column


def _rows(values: Values) -> dict[str, Row]:
    """Rows by their number, or by their place where they have none."""
    found: dict[str, Row] = {}
    for place, row in enumerate(values.get("steps") or (), start=1):
        key = str(row.get("number") or place).replace("/", "／")
        while key in found:
            key += "'"
        found[key] = dict(row)
    return found


def _flat(
    values: Values, rows: Mapping[str, Row], *, common: frozenset[str] | set[str]
) -> dict[str, Any]:
    flat = {name: _blank(value) for name, value in values.items() if name != "steps"}
    for key, row in rows.items():
        if key in common:
            flat |= {f"{_STEP}/{key}/{name}": _blank(value) for name, value in row.items()}
        else:
            flat[f"{_STEP}/{key}"] = {name: _blank(value) for name, value in row.items()}
    return flat


def _blank(value: Any) -> Any:
    """All that is empty is None: a person who leaves a cell empty changes nothing."""
    return None if value in ("", [], ()) else value


def _row(key: str, flat: Mapping[str, Any]) -> Row | None:
    whole = flat.get(f"{_STEP}/{key}")
    if whole is not None:
        return dict(whole)
    start = f"{_STEP}/{key}/"
    return {
        name.removeprefix(start): value for name, value in flat.items() if name.startswith(start)
    }


def _order(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Mine, with the rows that only the other has after those they follow there."""
    order = list(mine)
    before = ""
    for key in theirs:
        if key not in order:
            order.insert(order.index(before) + 1 if before in order else 0, key)
        before = key
    return tuple(order)

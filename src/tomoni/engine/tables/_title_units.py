"""The several units that one title states, （単位：人、千円）, given to the columns they are of."""

from collections.abc import Sequence
from dataclasses import replace

from tomoni.engine.core import ColumnType, Finding, Severity
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._spelled import TypedColumn
from tomoni.engine.tables._units import fits, is_share, may_be_measured, measured_in, titled_units

_SHOWN = 5
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}


def share_out(
    columns: Sequence[TypedColumn], *, context: str, grid: Grid
) -> tuple[list[TypedColumn], list[Finding]]:
    """The columns with the units of a title that states several, and what was done.

    A unit is given where the title itself, or the column's name, says of what it is; then where
    one unit alone is left for the others, or as many as columns are, in their order. What is not
    certain stays without a unit, and that is said.
    """
    stated = titled_units(context) if "単位" in context else []
    if len(stated) < 2 and not any(label for label, _ in stated):
        return list(columns), []
    units = list(dict.fromkeys(unit for _, unit in stated))
    open_names = [
        typed.column.name
        for typed in columns
        if typed.column.type in _NUMBERS
        and not typed.column.unit
        and may_be_measured(typed.column.name)
    ]
    given = _by_name(open_names, stated=stated, units=units)
    rest = [name for name in open_names if name not in given]
    given |= _only_measure(rest, units=units)
    rest = [name for name in rest if name not in given]
    by_order = _in_order(rest, names=open_names, given=given, units=units)
    every = given | by_order
    made = [_with(typed, unit=every.get(typed.column.name, "")) for typed in columns]
    unsure = [name for name in rest if name not in every]
    return made, [
        note(code, severity, grid=grid, columns="、".join(names[:_SHOWN]), units="、".join(units))
        for code, severity, names in (
            ("title-units-given", Severity.INFO, list(given)),
            ("title-units-in-order", Severity.WARNING, list(by_order)),
            ("title-units-unsure", Severity.WARNING, unsure),
        )
        if names
    ]


def _by_name(
    names: Sequence[str], *, stated: Sequence[tuple[str, str]], units: Sequence[str]
) -> dict[str, str]:
    given = {}
    for name in names:
        labelled = {unit for label, unit in stated if label and label in name}
        unit = labelled.pop() if len(labelled) == 1 else measured_in(name, units=units)
        if unit:
            given[name] = unit
    return given


def _only_measure(rest: Sequence[str], *, units: Sequence[str]) -> dict[str, str]:
    """（単位：千円、％）: what is no share is in 千円, but where a name speaks against it."""
    measures = [unit for unit in units if not is_share(unit)]
    if len(measures) != 1:
        return {}
    return {name: measures[0] for name in rest if fits(measures[0], name)}


def _in_order(
    rest: Sequence[str], *, names: Sequence[str], given: dict[str, str], units: Sequence[str]
) -> dict[str, str]:
    """As many units as columns, in their order, where no name speaks against any of them."""
    ordered = dict(zip(names, units, strict=False))
    if len(names) != len(units) or any(ordered[name] != unit for name, unit in given.items()):
        return {}
    return {name: ordered[name] for name in rest} if _all_fit(rest, ordered=ordered) else {}


def _all_fit(names: Sequence[str], *, ordered: dict[str, str]) -> bool:
    return all(fits(ordered[name], name) for name in names)


def _with(typed: TypedColumn, *, unit: str) -> TypedColumn:
    if not unit:
        return typed
    return replace(typed, column=typed.column.model_copy(update={"unit": unit}))

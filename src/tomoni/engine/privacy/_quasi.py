"""Which columns people can be recognised by."""

from tomoni.engine.core import Table
from tomoni.engine.privacy._kinds import Role
from tomoni.engine.privacy._scan import Scan, scan

_ADDRESSES = {"address"}
"""Direct, but what is left of them by area is a quasi-identifier."""


def quasi_identifiers(table: Table, *, scanned: Scan | None = None) -> tuple[str, ...]:
    """The columns, in the table's order, that tell who somebody is together with others.

    Those in which `scan` (made anew without `scanned`) finds a kind whose role is `quasi`, and
    addresses; not those with the same value in every row. A proposal: a person who knows what is
    known elsewhere of these people decides.
    """
    found = scanned or scan(table)
    kinds = {one.column for one in found.findings if one.kind in _ADDRESSES}
    wanted = kinds.union(found.columns(Role.QUASI))
    frame = table.data_rows().frame
    return tuple(
        column.name
        for column in table.columns
        if column.name in wanted and frame[column.name].n_unique() > 1
    )

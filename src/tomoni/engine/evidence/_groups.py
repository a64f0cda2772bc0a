"""Which group a row belongs to."""

import ibis
import ibis.expr.types as ir

from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._rows import Rows, must_occur
from tomoni.engine.tables import Key, Part

_ANOTHER = 2
"""Rows of groups that the claim does not name."""


def group_of(claim: Claim, *, rows: Rows) -> ir.Value:
    """0 for group a, 1 for group b (all others, when the claim names none), 2 for the rest.

    Empty where the group's cell is. Raises `EvidenceError` as `key` and `must_occur` do.
    """
    column = rows.column(claim.group_column)
    given = [one for one in (claim.group_a, claim.group_b) if one is not None]
    keys: list[Key] = [claim.group_part.key(one, column=column) for one in given]
    if claim.group_part is Part.VALUE:
        must_occur(rows, column=claim.group_column, keys=keys)
    cell = claim.group_part.of(rows.scope[claim.group_column])
    other = cell.notnull() if claim.group_b is None else cell == keys[1]
    return ibis.cases((cell == keys[0], 0), (other, 1), (cell.notnull(), _ANOTHER))


def group_names(claim: Claim) -> tuple[str, str]:
    """What the two groups are called in a table or picture."""
    first = () if claim.group_a is None else (claim.group_a,)
    second = () if claim.group_b is None else (claim.group_b,)
    named = claim.group_part.listed(first).strip("「」")
    return named, claim.group_part.listed(second).strip("「」") or "それ以外"

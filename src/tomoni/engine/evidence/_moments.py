"""Moments of a series as whole steps from its first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tomoni.engine.core import ColumnType
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._rows import Rows
from tomoni.engine.tables import Key, Part

_DAYS = {ColumnType.DATE, ColumnType.DATETIME}


@dataclass(frozen=True)
class Steps:
    """`at` counts steps from the first moment, shape (moments,); `cut` is the first one after.

    `months` holds the month (0 to 11) of each where a step is a month; else it is empty.
    """

    at: Array
    cut: float
    months: Array

    @property
    def gaps(self) -> int:
        """Moments that are missing between the first and the last."""
        return int(self.at.max()) + 1 - len(np.unique(self.at))


def changed(claim: Claim, *, rows: Rows) -> Key:
    """The moment of change in the time column's type.

    Raises `EvidenceError`: `unknown-column`, `wrong-type` when the column holds text,
    `category-impossible` when it can never hold the moment.
    """
    column = rows.column(claim.time_column)
    if column.type is ColumnType.TEXT:
        raise EvidenceError("wrong-type", column=column.name, part=Part.VALUE.value)
    return Part.VALUE.key(claim.changed_at or 0, column=column)


def steps(moments: Sequence[Any], *, cut: Key) -> Steps:
    """Sorted moments as steps: months where each stands in its own, else days or numbers.

    A step is the greatest that all moments are whole numbers of: seven days in a weekly series.
    """
    if not isinstance(cut, date):
        return _numbered([float(one) for one in moments], cut=float(cut), monthly=False)
    monthly = [one.year * 12 + one.month - 1 for one in moments]
    if len(set(monthly)) == len(monthly):
        return _numbered(monthly, cut=cut.year * 12 + cut.month - 1, monthly=True)
    return _numbered([one.toordinal() for one in moments], cut=cut.toordinal(), monthly=False)


def _numbered(places: Sequence[float], *, cut: float, monthly: bool) -> Steps:
    given = np.asarray(places, dtype=float)
    whole = np.array_equal(given, np.round(given))
    step = float(np.gcd.reduce(np.diff(np.unique(given)).astype(int))) if whole else 1.0
    months = given % 12 if monthly and step == 1 else np.array([])
    return Steps((given - given[0]) / (step or 1), (cut - given[0]) / (step or 1), months)

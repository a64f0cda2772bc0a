"""What everybody knows anyway: a number is no less than its parts that are not zero."""

import numpy as np
from scipy import sparse

from tomoni.engine.privacy._tabulating import Numbers


def least_anyway(equations: sparse.csr_array, lower: Numbers) -> Numbers:
    """(n,) The least each number can be for being no zero, and the total of others that are none.

    `equations`: (m, n), totals positive and their parts negative; `lower`: (n,) what is known of
    each by itself, of which only zero or not is looked at. Where every zero is shown, a hidden
    total of two hidden numbers holds two, and no pattern of hiding can make it less; so no rule
    can ask for less.
    """
    least: Numbers = np.minimum(lower, 1.0)
    totals = sparse.csr_array(equations.maximum(0))
    parts = sparse.csr_array((-equations).maximum(0))
    single = np.diff(totals.indptr) == 1
    rows, places = np.flatnonzero(single), totals.indices[totals.indptr[:-1][single]]
    while True:
        raised = least.copy()
        np.maximum.at(raised, places, (parts @ least)[rows])
        if np.array_equal(raised, least):
            return least
        least = raised

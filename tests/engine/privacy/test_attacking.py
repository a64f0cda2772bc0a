"""The interval of a hidden cell is what somebody who tries all tables finds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from engine.privacy.possible_tables import Outsider, problem_of
from tomoni.engine.privacy import intervals

shapes = st.sampled_from([(2, 3), (3, 3), (4, 3), (5, 5), (2, 2, 2), (3, 2, 2), (3, 3, 3)])


@settings(deadline=None, max_examples=80)
@given(
    inner=arrays(np.int64, shapes, elements=st.integers(0, 5)),
    room=st.sampled_from([1, 2, 4]),
    data=st.data(),
)
def test_the_interval_is_exact(inner: NDArray[np.int64], room: int, data: st.DataObject) -> None:
    problem = problem_of(inner, rare=1, room=room, total_open=False)
    size = len(problem.values)
    chosen = data.draw(st.lists(st.integers(0, size - 1), max_size=14, unique=True))
    hidden = np.isin(np.arange(size), chosen)
    outsider = Outsider(problem, hidden)
    expected = [outsider.extent(int(cell)) for cell in np.flatnonzero(hidden)]
    assert intervals(problem, hidden).tolist() == [list(map(float, pair)) for pair in expected]

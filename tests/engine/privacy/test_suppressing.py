"""What is hidden stays hidden, proven by trying tables; and nothing cheaper would do."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import optimize, sparse

from engine.privacy.possible_tables import problem_of, safe
from tomoni.engine.privacy import Pattern, PrivacyError, Problem, intervals, suppress

Inner = NDArray[np.int64]


def counts(shape: Any, *, most: int = 9) -> st.SearchStrategy[Inner]:
    return arrays(np.int64, shape, elements=st.integers(0, most))


flat = st.tuples(st.integers(2, 5), st.integers(2, 5))
deep = st.tuples(st.integers(2, 5), st.integers(2, 5), st.integers(2, 3))
rooms = st.sampled_from([None, 3, 5])


def answer(problem: Problem, *, seconds: float = 20.0) -> Pattern | None:
    """The pattern; None when the engine says that there is none."""
    try:
        return suppress(problem, seconds=seconds)
    except PrivacyError as error:
        if error.code != "no-safe-table":
            raise
        return None


def assert_safe(problem: Problem, pattern: Pattern | None) -> None:
    if pattern is None:
        assert not safe(problem, ~problem.open)
        return
    assert safe(problem, pattern.hidden)
    assert pattern.cost == problem.weights[pattern.hidden].sum()
    assert pattern.bound <= pattern.cost
    assert 0 <= pattern.gap <= 1


@settings(deadline=None, max_examples=60)
@given(inner=counts(flat), rare=st.integers(2, 5), room=rooms)
def test_a_flat_table_is_safe_from_somebody_who_tries_all_tables(
    inner: Inner, rare: int, room: int | None
) -> None:
    problem = problem_of(inner, rare=rare, room=room)
    pattern = answer(problem)
    assert_safe(problem, pattern)
    assert pattern is None or pattern.optimal


@settings(deadline=None, max_examples=20)
@given(inner=counts(deep, most=6), rare=st.integers(2, 4), room=st.sampled_from([3, 4]))
def test_a_deep_table_is_safe_from_somebody_who_tries_all_tables(
    inner: Inner, rare: int, room: int
) -> None:
    problem = problem_of(inner, rare=rare, room=room)
    assert_safe(problem, answer(problem, seconds=0.5))


@settings(deadline=None, max_examples=25)
@given(inner=counts(st.sampled_from([(2, 2), (2, 3), (3, 2), (2, 2, 2)])), data=st.data())
def test_no_cheaper_pattern_is_safe(inner: Inner, data: st.DataObject) -> None:
    plain = problem_of(inner, rare=data.draw(st.integers(2, 5)), room=data.draw(rooms))
    weights = data.draw(arrays(np.float64, plain.values.shape, elements=st.integers(0, 9)))
    cells = st.lists(st.integers(0, len(plain.values) - 1), max_size=9, unique=True)
    kept = np.isin(np.arange(len(plain.values)), data.draw(cells))
    problem = replace(plain, weights=weights, open=plain.open | ~(kept | plain.primary))
    pattern = answer(problem)
    assert_safe(problem, pattern)
    if pattern is not None:
        assert pattern.optimal
        assert not any(safe(problem, hidden) for hidden in cheaper(problem, pattern.cost))


@st.composite
def linked(draw: st.DrawFn) -> Problem:
    """No table at all: any whole-numbered equations, and cells hidden without a need."""
    size, lines = draw(st.integers(2, 7)), draw(st.integers(1, 4))
    values = draw(arrays(np.float64, size, elements=st.integers(0, 4)))
    equations = draw(arrays(np.float64, (lines, size), elements=st.integers(-2, 2)))
    high = values + draw(arrays(np.float64, size, elements=st.integers(0, 4)))
    primary, protected = draw(arrays(np.bool_, (2, size)))
    needs = draw(arrays(np.float64, (2, size), elements=st.integers(0, 2))) * (primary & protected)
    return Problem(
        values=values,
        equations=sparse.csr_array(equations),
        totals=equations @ values,
        weights=draw(arrays(np.float64, size, elements=st.integers(0, 5))),
        lower=np.zeros(size),
        upper=high,
        need_below=np.minimum(needs[0], values),
        need_above=needs[1],
        primary=primary,
        open=draw(arrays(np.bool_, size)) & ~primary,
        counts=True,
    )


@settings(deadline=None, max_examples=150)
@given(problem=linked())
def test_linked_equations_are_safe_at_the_least_cost(problem: Problem) -> None:
    pattern = answer(problem)
    assert_safe(problem, pattern)
    if pattern is not None:
        assert pattern.optimal
        assert not any(safe(problem, hidden) for hidden in cheaper(problem, pattern.cost))


def cheaper(problem: Problem, cost: float) -> list[NDArray[np.bool_]]:
    """The largest patterns of less cost: hiding more is never less safe."""
    free = np.flatnonzero(~problem.primary & ~problem.open)
    weights = problem.weights[free]
    spare = cost - problem.weights[problem.primary].sum()
    found = []
    for flags in product([False, True], repeat=len(free)):
        chosen = np.array(flags, dtype=bool)
        used = weights[chosen].sum()
        if used < spare and (used + weights[~chosen] >= spare).all():
            hidden = problem.primary.copy()
            hidden[free[chosen]] = True
            found.append(hidden)
    return found


def test_the_example_of_fischetti_and_salazar() -> None:
    """Investment by activity and region (Management Science 47, 2001, figure 1): with 8, 22, 17
    and 12 hidden, an outsider knows of the 22 only that it lies between 5 and 30."""
    inner = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]])
    problem = replace(problem_of(inner, rare=1), counts=False)
    hidden = np.isin(problem.values, [8, 22, 17, 12])
    assert intervals(problem, hidden, cells=np.array([6])).tolist() == [[5.0, 30.0]]
    assert intervals(problem, hidden, cells=np.array([0])).tolist() == [[20.0, 20.0]]


def test_a_cell_alone_in_its_line_needs_a_second_line() -> None:
    inner = np.array([[3, 40, 41], [50, 20, 60], [52, 61, 30]])
    pattern = suppress(problem_of(inner, rare=9))
    assert sorted(np.flatnonzero(pattern.hidden).tolist()) == [0, 1, 4, 5]
    assert (pattern.cost, pattern.optimal, pattern.gap) == (113.0, True, 0.0)


def test_nothing_is_hidden_when_nothing_has_to_be() -> None:
    pattern = suppress(problem_of(np.array([[30, 40], [50, 60]]), rare=9))
    assert not pattern.hidden.any()
    assert (pattern.cost, pattern.optimal) == (0.0, True)


def test_no_time_at_all_still_gives_a_safe_answer() -> None:
    random = np.random.default_rng(5)
    problem = problem_of(random.integers(1, 60, (12, 9)), rare=6)
    hasty, patient = suppress(problem, seconds=0.0), suppress(problem)
    ends = intervals(problem, hasty.hidden, cells=problem.protected)
    assert (ends[:, 0] <= 1).all()
    assert (ends[:, 1] >= 6).all()
    assert hasty.bound <= patient.cost <= hasty.cost
    assert patient.optimal


def test_what_cannot_be_safe_is_refused() -> None:
    problem = problem_of(np.array([[3, 40], [50, 60]]), rare=9)
    shown = ~problem.primary
    with pytest.raises(PrivacyError, match="no-safe-table"):
        suppress(replace(problem, open=shown))


def pair(*, need_above: float) -> Problem:
    """One cell is twice another: between 0 and 3 it is 0 or 2."""
    nothing = np.zeros(2)
    return Problem(
        values=np.array([2.0, 1.0]),
        equations=sparse.csr_array(np.array([[1.0, -2.0]])),
        totals=np.zeros(1),
        weights=np.ones(2),
        lower=nothing,
        upper=np.array([3.0, 3.0]),
        need_below=np.array([2.0, 0.0]),
        need_above=np.array([need_above, 0.0]),
        primary=np.array([True, False]),
        open=np.array([False, False]),
        counts=True,
    )


def test_who_counts_in_whole_numbers_knows_more() -> None:
    problem = pair(need_above=0.0)
    hidden = suppress(problem).hidden
    assert hidden.tolist() == [True, True]
    assert intervals(problem, hidden).tolist() == [[0.0, 2.0], [0.0, 1.0]]
    assert intervals(replace(problem, counts=False), hidden).tolist() == [[0.0, 3.0], [0.0, 1.5]]
    assert suppress(replace(pair(need_above=1.0), counts=False)).hidden.all()
    with pytest.raises(PrivacyError, match="no-safe-table"):
        suppress(pair(need_above=1.0))


def test_a_cell_that_nothing_limits_has_no_end() -> None:
    problem = problem_of(np.array([[30, 40], [50, 60]]), rare=1, total_open=False)
    everything = np.ones(9, dtype=bool)
    assert intervals(problem, everything, cells=np.array([0])).tolist() == [[0.0, np.inf]]


@settings(deadline=None, max_examples=25)
@given(
    inner=arrays(np.float64, flat, elements=st.floats(1, 1000, width=32)),
    share=st.floats(0.05, 0.5),
    data=st.data(),
)
def test_sums_are_safe_from_a_linear_program_of_another_house(
    inner: NDArray[np.float64], share: float, data: st.DataObject
) -> None:
    whole = problem_of(np.ones(inner.shape, dtype=np.int64), rare=1)
    values = np.pad(inner, [(0, 1), (0, 1)])
    values[-1, :] = values.sum(0)
    values[:, -1] = values.sum(1)
    secret = np.zeros(values.shape, dtype=bool)
    secret[:-1, :-1] = data.draw(arrays(np.bool_, inner.shape))
    flat_values, primary = values.ravel(), secret.ravel()
    problem = replace(
        whole,
        values=flat_values,
        weights=flat_values,
        need_below=np.where(primary, share * flat_values, 0),
        need_above=np.where(primary, share * flat_values, 0),
        primary=primary,
        counts=False,
    )
    pattern = answer(problem)
    if pattern is not None:
        for cell in problem.protected:
            low, high = by_linprog(problem, pattern.hidden, int(cell))
            near = 1e-4 * problem.values[cell]
            assert low <= problem.values[cell] - problem.need_below[cell] + near
            assert high >= problem.values[cell] + problem.need_above[cell] - near


def by_linprog(problem: Problem, hidden: NDArray[np.bool_], cell: int) -> tuple[float, float]:
    fixed = np.where(hidden, np.nan, problem.values)
    bounds = [
        (low, high) if np.isnan(known) else (known, known)
        for low, high, known in zip(problem.lower, problem.upper, fixed, strict=True)
    ]
    ends = []
    for way in (1, -1):
        costs = np.zeros(len(problem.values))
        costs[cell] = way
        # Presolve would call the true table impossible: its sums differ in the last digits.
        found = optimize.linprog(
            costs, A_eq=problem.equations, b_eq=problem.totals, bounds=bounds, method="highs"
        )
        ends.append(np.inf if found.status == 3 else way * found.fun)
    return ends[0], ends[1] if np.isfinite(ends[1]) else np.inf


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("weights", -np.ones(9)),
        ("values", np.full(9, 0.5)),
        ("totals", np.ones(6)),
        ("open", np.ones(9, dtype=bool)),
        ("lower", np.full(9, 100.0)),
        ("upper", np.zeros(9)),
        ("primary", np.ones(3, dtype=bool)),
        ("need_above", np.full(9, np.nan)),
    ],
)
def test_a_problem_that_does_not_fit_is_refused(part: str, wrong: Any) -> None:
    problem = problem_of(np.array([[3, 40], [50, 60]]), rare=9)
    with pytest.raises(PrivacyError, match="problem-does-not-fit"):
        replace(problem, **{part: wrong})

"""Measurements of hiding cells, beside the rule of thumb "at least two hidden in each line".

Printed, never asserted: seconds, what is hidden, how far from the proven bound, and of how many
protected cells an outsider can compute more than the rule allows.
"""

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.privacy.possible_tables import problem_of
from tomoni.engine.privacy import Problem, intervals, suppress

Flags = NDArray[np.bool_]


def counts(shape: tuple[int, ...], *, seed: int, share: float = 0.08, rare: int = 10) -> Problem:
    """Residents by town and so on: skewed counts, one in twenty zero, some below `rare`."""
    random = np.random.default_rng(seed)
    size = int(np.prod(shape))
    inner = np.exp(random.normal(4, 1, size)).astype(np.int64) + rare
    mixed = random.permutation(size)
    few = round(share * size)
    inner[mixed[:few]] = random.integers(1, rare, few)
    inner[mixed[few : few + size // 20]] = 0
    return problem_of(inner.reshape(shape), rare=rare)


def two_in_each_line(problem: Problem) -> Flags:
    """While a line has one hidden cell, its smallest shown cell is hidden too."""
    hidden = problem.primary.copy()
    lines = np.split(problem.equations.indices, problem.equations.indptr[1:-1])
    while True:
        before = hidden.sum()
        for line in lines:
            spare = line[~hidden[line] & ~problem.open[line]]
            if hidden[line].sum() == 1 and len(spare):
                hidden[spare[np.argmin(problem.values[spare])]] = True
        if hidden.sum() == before:
            return hidden


def exposed(problem: Problem, hidden: Flags) -> int:
    """Protected cells of which an outsider knows more than the rule allows."""
    cells = problem.protected
    ends = intervals(problem, hidden, cells=cells)
    low = problem.values[cells] - problem.need_below[cells]
    high = problem.values[cells] + problem.need_above[cells]
    return int(((ends[:, 0] > low + 1e-6) | (ends[:, 1] < high - 1e-6)).sum())


def line_of(problem: Problem, *, seconds: float, target: str) -> str:
    start = time.process_time()
    pattern = suppress(problem, seconds=seconds)
    busy = time.process_time() - start
    thumb = two_in_each_line(problem)
    ours, theirs = exposed(problem, pattern.hidden), exposed(problem, thumb)
    proof = "proven optimal" if pattern.optimal else f"at most {pattern.gap:.1%} from the optimum"
    return (
        f"{pattern.seconds:.2f} s, {busy:.2f} s of processor ({target}), {proof}; "
        f"{problem.primary.sum()} primary, {pattern.hidden.sum()} hidden, "
        f"{pattern.cost:.0f} persons, {ours} exposed; "
        f"two in each line: {thumb.sum()} hidden, {problem.weights[thumb].sum():.0f} persons, "
        f"{theirs} of {len(problem.protected)} exposed"
    )


@pytest.mark.parametrize("seed", range(5))
def test_fifty_by_twenty_to_the_proven_optimum(seed: int) -> None:
    problem = counts((50, 20), seed=seed)
    print(f"\n50 x 20: {line_of(problem, seconds=60, target='target 5 s')}")


@pytest.mark.parametrize("shape", [(100, 50), (20, 10, 5)])
def test_the_first_safe_answer(shape: tuple[int, ...]) -> None:
    problem = counts(shape, seed=1)
    for seconds, target in ((0.0, "first safe answer, target 30 s"), (30.0, "given 30 s")):
        name = " x ".join(map(str, shape))
        print(f"\n{name}: {line_of(problem, seconds=seconds, target=target)}")

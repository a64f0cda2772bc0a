"""The attack: what an outsider works out of the hidden cells, before anything is published."""

from collections.abc import Sequence

import numpy as np
from scipy import optimize, sparse

from tomoni.engine.privacy._anyway import least_anyway
from tomoni.engine.privacy._attacking import intervals
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._linking import Places
from tomoni.engine.privacy._needs import Flags, least_known, widest_hidden
from tomoni.engine.privacy._problem import Problem
from tomoni.engine.privacy._release import Exposure, Release
from tomoni.engine.privacy._tabulating import Numbers
from tomoni.engine.privacy._world import Facts, World, facts_of, world_of

_CLOSE = 1e-6
_TINY = 1e-10


def attack(
    release: Release, *, against: Sequence[Release] = (), earlier: Sequence[Release] = ()
) -> tuple[Exposure, ...]:
    """What an outsider can compute for each hidden cell of all these releases together.

    The outsider knows what adds up to what, that nothing is negative, that counts are whole
    numbers, and the rule (that every zero is shown, if so). `against`: other tables of the same
    data; `earlier`: tables of the same register before it grew, the newest first. Both are
    attacked too: a later table may give away an earlier one. Raises `PrivacyError`: `other-data`,
    `releases-contradict`, `too-many-linked-tables`.
    """
    groups = grouped(release, against=against, earlier=earlier)
    world = world_of(groups)
    facts = facts_of(world, groups)
    listed = [release, *against, *earlier]
    problem = _problem(world, facts, counts=release.counts)
    anyway = least_anyway(world.equations, facts.lower)
    found: list[Exposure] = []
    for system, group in enumerate(groups):
        for table, one in enumerate(group):
            at = world.places(system, table=table, shape=one.shape)
            number = next(no for no, other in enumerate(listed) if other is one)
            found += exposures(
                one,
                number=number,
                at=at,
                problem=problem,
                hidden=~facts.shown,
                anyway=anyway[at],
            )
    return tuple(found)


def grouped(
    release: Release, *, against: Sequence[Release], earlier: Sequence[Release]
) -> list[list[Release]]:
    """The releases that say something of the same values, by data: this one's, then the earlier.

    Raises `PrivacyError` `other-data` when one of `against` is of other data.
    """
    strange = sum(bool(one.digest) and one.digest != release.digest for one in against)
    if strange:
        raise PrivacyError("other-data", count=strange)
    groups = [[release, *(one for one in against if one.value == release.value)]]
    before: dict[str, list[Release]] = {}
    for one in earlier:
        if one.value == release.value:
            before.setdefault(one.digest, []).append(one)
    return [*groups, *before.values()]


def exposures(
    release: Release,
    *,
    number: int,
    at: Places,
    problem: Problem,
    hidden: Flags,
    anyway: Numbers,
) -> list[Exposure]:
    """The exposure of each hidden cell of a release whose cells are the unknowns `at`.

    `anyway`: (cells,) the least that everybody knows of each whatever is hidden.
    Figures published without us hide nothing; they only say little.
    """
    cells = np.flatnonzero(release.hidden)
    if not len(cells) or release.lows:
        return []
    still = hidden[at[cells]]
    found = np.repeat(problem.values[at[cells]][:, None], 2, axis=1)
    if still.any():
        found[still] = intervals(problem, hidden, cells=at[cells][still])
    least = np.maximum(_flat(release, "least"), anyway)
    widest = _flat(release, "widest")
    names = list(release.nodes())
    return [
        _exposure(
            low,
            high,
            number=number,
            labels=tuple(node.label for node in names[cell] if not node.is_total),
            safe=_is_safe(
                release, low=low, high=high, least=float(least[cell]), widest=float(widest[cell])
            ),
        )
        for cell, (low, high) in zip(cells, found.tolist(), strict=True)
    ]


def _flat(release: Release, which: str) -> Numbers:
    told = release.populations
    if which == "least":
        found = least_known(
            release.axes, rule=release.rule, sums=not release.counts, populations=told
        )
    else:
        found = widest_hidden(release.axes, rule=release.rule, populations=told)
    return found.ravel()


def _is_safe(release: Release, *, low: float, high: float, least: float, widest: float) -> bool:
    """A range among the small numbers must hold all of them; a sum must not be known."""
    if not release.counts:
        return high - low > _CLOSE * (1 + abs(low))
    if high > widest + _CLOSE:
        return True
    return low <= least + _CLOSE and high >= widest - _CLOSE and high - low > _CLOSE


def _exposure(
    low: float, high: float, *, number: int, labels: tuple[str, ...], safe: bool
) -> Exposure:
    if np.isinf(high):
        code = "hidden-at-least"
    elif high - low <= _CLOSE * (1 + abs(low)):
        code = "hidden-exact" if safe else "hidden-known"
    else:
        code = "hidden-range" if safe else "hidden-narrow"
    end = None if np.isinf(high) else round(high, 6)
    return Exposure(release=number, at=labels, code=code, low=round(low, 6), high=end, safe=safe)


def _problem(world: World, facts: Facts, *, counts: bool) -> Problem:
    n = world.size
    none = np.zeros(n)
    values = _possible(world.equations, facts=facts, counts=counts)
    return Problem(
        values=values,
        equations=world.equations,
        totals=world.equations @ values,  # nothing, but for what a solver leaves
        weights=none,
        lower=np.minimum(facts.lower, values),
        upper=np.maximum(facts.upper, values),
        need_below=none,
        need_above=none,
        primary=~facts.shown,
        open=facts.shown,
        counts=counts,
    )


def _possible(equations: sparse.csr_array, *, facts: Facts, counts: bool) -> Numbers:
    """Some table that agrees with everything known; the outsider needs no true one."""
    n = len(facts.lower)
    slack = np.zeros(equations.shape[0])
    if not counts:
        slack = _TINY * (1 + abs(equations) @ np.abs(facts.values))
    answer = optimize.milp(
        np.zeros(n),
        integrality=np.full(n, int(counts)),
        bounds=optimize.Bounds(facts.lower, facts.upper),
        constraints=optimize.LinearConstraint(equations, -slack, slack),
    )
    if answer.x is None:
        raise PrivacyError("releases-contradict", count=1)
    found = np.where(facts.shown, facts.values, np.clip(answer.x, facts.lower, facts.upper))
    possible = np.asarray(found, dtype=np.float64)
    return np.round(possible) if counts else possible

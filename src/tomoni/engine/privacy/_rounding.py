"""Rounding instead of hiding: every number to a multiple of a base, up or down by chance.

Random rounding (Hundepool et al. 2012, ch. 5.4): a number goes up with the probability that keeps
its mean. The chance comes from a secret key and the cell, so that the same cell is always rounded
the same way and asking twice tells nothing.
"""

import hashlib
import hmac

import numpy as np

from tomoni.engine.core import canonical_json
from tomoni.engine.privacy._attacking import intervals
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._problem import Problem
from tomoni.engine.privacy._release import Release
from tomoni.engine.privacy._truth import Truth
from tomoni.engine.privacy._world import World, bounds_of

_SHORTEST_KEY = 16
_CLOSE = 1e-6


def rounded(draft: Release, *, world: World, truth: Truth, key: bytes) -> Release:
    """The release with every value rounded to its base.

    Raises `PrivacyError`: `rounding-key` when the key is shorter than 16 bytes,
    `rounding-too-fine` when an outsider could still work out more than the rule allows.
    """
    if len(key) < _SHORTEST_KEY:
        raise PrivacyError("rounding-key", least=_SHORTEST_KEY)
    at = world.places(0, table=0, shape=draft.shape)
    base = draft.rounding
    values = truth.values[at]
    down = np.floor(values / base)
    chance = np.array([_chance(key, draft, cell) for cell in range(len(values))])
    up = values / base - down > chance
    release = draft.model_copy(update={"values": tuple(((down + up) * base).tolist())})
    narrow = _narrowed(release, world=world, truth=truth)
    if narrow:
        raise PrivacyError("rounding-too-fine", base=base, count=narrow)
    return release


def _chance(key: bytes, release: Release, cell: int) -> float:
    """Between 0 and 1, by key and what the cell is about."""
    place = np.unravel_index(cell, release.shape)
    nodes = [axis.nodes[int(at)] for axis, at in zip(release.axes, place, strict=True)]
    about = sorted([node.column, node.label] for node in nodes if not node.is_total)
    said = canonical_json([release.value, release.rounding, about])
    drawn = hmac.new(key, said, hashlib.sha256).digest()
    return int.from_bytes(drawn[:7], "big") / 256**7


def _narrowed(release: Release, *, world: World, truth: Truth) -> int:
    """How many protected cells an outsider would know too well."""
    at = world.places(0, table=0, shape=release.shape)
    low, high = bounds_of(release)
    lower, upper = truth.before.lower.copy(), truth.before.upper.copy()
    lower[at], upper[at] = np.maximum(lower[at], low), np.minimum(upper[at], high)
    shown = truth.before.shown
    problem = Problem(
        values=truth.values,
        equations=world.equations,
        totals=np.zeros(world.equations.shape[0]),
        weights=np.zeros(world.size),
        lower=lower,
        upper=upper,
        need_below=truth.below,
        need_above=truth.above,
        primary=~shown,
        open=shown,
        counts=release.counts,
    )
    cells = problem.protected
    if shown[cells].any():
        raise PrivacyError("published-before", count=int(shown[cells].sum()))
    if not len(cells):
        return 0
    found = intervals(problem, ~shown, cells=cells)
    values = truth.values[cells]
    size = _CLOSE * (1 + values)
    tight = (found[:, 0] > values - truth.below[cells] + size) | (
        found[:, 1] < values + truth.above[cells] - size
    )
    return int(tight.sum())

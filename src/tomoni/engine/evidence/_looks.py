"""Every look at the data counts: the more looks, the more is found by chance."""

from collections.abc import Sequence

from tomoni.engine.core import Value
from tomoni.engine.evidence._means import holm
from tomoni.engine.evidence._verdict import Weakness

_ALPHA = 0.05


class Look(Value):
    """One comparison made before for the same question: its claim's name and its p value."""

    claim: str
    p_value: float


def many_looks(p_value: float, *, ledger: Sequence[Look]) -> tuple[Weakness, ...]:
    """What the earlier looks make of this one, by Holm (1979); nothing without earlier looks.

    `looks-could-change` (blocks) where p was below 5 % and no longer is.
    """
    if not ledger:
        return ()
    adjusted = holm([p_value, *(one.p_value for one in ledger)])[0]
    changed = p_value < _ALPHA <= adjusted
    code = "looks-could-change" if changed else "many-looks"
    return (Weakness(code=code, blocks=changed, params={"looks": len(ledger) + 1}),)


def false_discovery(p_values: Sequence[float]) -> tuple[float, ...]:
    """p values for screening many columns: Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57.

    Of what stays below 0.05, at most 5 % are expected to be chance.
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    found, smallest = [1.0] * len(p_values), 1.0
    for place, at in enumerate(order):
        smallest = min(smallest, p_values[at] * len(p_values) / (len(p_values) - place))
        found[at] = max(smallest, p_values[at])
    return tuple(found)

"""How easily somebody is recognised in a table, and what is then learnt."""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
import polars as pl

from tomoni.engine.core import Table, Value
from tomoni.engine.privacy._combinations import summed
from tomoni.engine.privacy._ladders import Ladder
from tomoni.engine.privacy._look import Aspect, Distance, Look, Missing, aspects, look
from tomoni.engine.privacy._spread import Spread
from tomoni.engine.privacy._wildcards import matched_rows, matches


class Diversity(Value):
    """What is learnt of a sensitive column by who finds a person's group; the worst of all groups.

    `distinct`: different values in a group (distinct l). `entropy`: e to the entropy of a group
    (entropy l: a group of l values that are all as frequent has l). `recursive`: by l the c above
    which every group is (c,l)-diverse, for l from 2 to `distinct`, at most 10. `t`: how far the
    values of a group are from those of all rows, 0 to 1, by `distance`. All 0 without any value.
    """

    column: str
    distinct: int
    entropy: float
    recursive: dict[int, float]
    t: float
    distance: Distance


class Risk(Value):
    """How many rows look alike. A row's risk is 1 / the rows that look like it, itself included.

    `k`: the fewest rows that look alike. `uniques`: rows like no other. `highest`, `mean`: risk
    per row, 0 to 1, for an attacker who knows that the person is in the table (prosecutor).
    `sizes`: how many rows there are for each number of rows that look alike.
    """

    rows: int
    quasi: tuple[str, ...]
    missing: Missing
    k: int
    uniques: int
    highest: float
    mean: float
    sizes: dict[int, int]
    diversity: tuple[Diversity, ...] = ()

    def rows_below(self, k: int) -> int:
        """The rows that look like fewer than k, themselves included."""
        return sum(rows for size, rows in self.sizes.items() if size < k)


def risk(
    table: Table,
    *,
    quasi: Sequence[str],
    sensitive: Sequence[str] = (),
    missing: Missing = "value",
    ladders: Mapping[str, Ladder] | None = None,
) -> Risk:
    """The risk that the people of a table are recognised by the columns `quasi`.

    `missing="value"`: no value is a value of its own, and equal to no other. `"wildcard"`: no
    value may stand for any: two rows look alike when in each column of `quasi` their values are
    equal or one is missing (sdcMicro's `freqCalc` with alpha 1); rows without a sensitive value
    then say nothing of it and are left out of l and t. The order of the rows does not matter.
    t of numbers and days: ordered distance, rows without a value left out. Of texts: equal
    distance, or by the tree that the column's ladder makes.
    Sources: k: Sweeney, "k-Anonymity", IJUFKS 10(5), 2002. l: Machanavajjhala et al., ACM TKDD
    1(1), 2007. t: Li et al., ICDE 2007. Risk of a row: El Emam, Dankar, JAMIA 15(5), 2008.
    Raises `PrivacyError`: `no-quasi-identifier`, `column-twice`, `unknown-column`, `no-rows`, and
    of a ladder `wrong-rung`, `value-without-group`, `rungs-not-nested`.
    """
    found = look(table, quasi=quasi, sensitive=sensitive)
    seen = aspects(table, found=found, sensitive=sensitive, ladders=ladders or {}, missing=missing)
    wild = missing == "wildcard" and found.has_missing
    sizes = matched_rows(found.codes, found.rows) if wild else found.sizes
    counts = summed(sizes, found.rows, size=int(sizes.max()) + 1)
    alike = np.flatnonzero(counts)
    rows = counts[alike]
    total = int(rows.sum())
    return Risk(
        rows=total,
        quasi=tuple(quasi),
        missing=missing,
        k=int(alike[0]),
        uniques=int(rows[0]) if alike[0] == 1 else 0,
        highest=1 / int(alike[0]),
        mean=float((rows / alike).sum() / total),
        sizes=dict(zip(alike.tolist(), rows.tolist(), strict=True)),
        diversity=tuple(said(one, _worst(one, found, wild=wild)) for one in seen),
    )


def row_risks(table: Table, *, quasi: Sequence[str], missing: Missing = "value") -> pl.Series:
    """The risk of each data row, 0 to 1, in the table's order; shape (rows,).

    Defined, and raising, as `risk` does.
    """
    found = look(table, quasi=quasi)
    sizes = matched_rows(found.codes, found.rows) if missing == "wildcard" else found.sizes
    frame = table.data_rows().frame
    keys = [
        (frame[name].fill_nan(None) if frame[name].dtype.is_float() else frame[name]).alias(name)
        for name in quasi
    ]
    known = {
        name: values.append(pl.Series([None], dtype=values.dtype)).gather(codes - 1)
        for name, values, codes in zip(quasi, found.values, found.codes.T, strict=True)
    }
    risks = pl.DataFrame(known).with_columns(pl.Series(1 / sizes).alias("\0risk"))
    joined = pl.DataFrame(keys).join(
        risks, on=list(quasi), how="left", nulls_equal=True, maintain_order="left"
    )
    return joined["\0risk"].alias("risk")


def said(aspect: Aspect, worst: Spread) -> Diversity:
    """The worst of a sensitive column, to be shown."""
    return Diversity(
        column=aspect.column,
        distinct=worst.distinct,
        entropy=worst.entropy,
        recursive=worst.recursive,
        t=worst.t,
        distance=aspect.distance,
    )


def _worst(aspect: Aspect, found: Look, *, wild: bool) -> Spread:
    """Of the classes; with wildcards of every combination and what matches it."""
    if not wild:
        return aspect.spread(found.classes, np.arange(len(found.rows)))
    spreads = [
        aspect.spread(each.groups, each.members) for each in matches(found.codes, of=found.first)
    ]
    some = [one for one in spreads if one.distinct]
    return reduce(Spread.worse, some) if some else Spread(0, 0.0)

"""What charts, maps and percentages may say: only what stands in the release."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from tomoni.engine.core import DATA_ROW, ROW_KIND, Column, ColumnType, Table, Value
from tomoni.engine.privacy._axes import Axis
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._release import MARK, Release

TOTAL_LABEL = "計"
_SECRET, _ROUNDED = "secret", "approximate"


class Share(Value):
    """A cell as a share of its total. `share` (0 to 1) and `n` are None where one is hidden."""

    at: tuple[str, ...]
    """The labels, side by side; empty for a total."""
    share: float | None
    n: float | None
    """The number that is 100 %."""


class Shading(Value):
    """A choropleth: where each class starts, where the last ends, and by label value and class.

    A label without a class is hatched: hidden. The classes come from shown values only.
    """

    column: str
    starts: tuple[float, ...]
    top: float | None
    values: dict[str, float | None]
    classes: dict[str, int | None]


def release_table(release: Release) -> Table:
    """The release as a tidy table for files and charts: a row a cell, hidden ones `secret`.

    Columns: the sides (計 for a total), 件数 or the column that was summed, and the kind of row
    (`data`, `subtotal`, `total`) so that only data rows are added up.
    """
    nodes = list(release.nodes())
    kinds = [_kind(release, place) for place in np.ndindex(release.shape)]
    name = release.value or "件数"
    whole = release.counts
    values = pl.Series(name, release.values, dtype=pl.Int64 if whole else pl.Float64, strict=False)
    frame = pl.DataFrame(
        [
            *(
                pl.Series(axis.column, [one[side].label or TOTAL_LABEL for one in nodes])
                for side, axis in enumerate(release.axes)
            ),
            values,
            pl.Series(ROW_KIND, kinds),
        ]
    )
    said = [
        _SECRET if value is None else _ROUNDED if release.rounding else None
        for value in release.values
    ]
    return Table(
        name=release.title or "公表する表",
        columns=(
            *(Column(name=axis.column, type=ColumnType.TEXT) for axis in release.axes),
            _column(release, name=name),
            Column(name=ROW_KIND, type=ColumnType.TEXT),
        ),
        frame=frame,
        row_kinds={kind: kinds.count(kind) for kind in sorted(set(kinds))},
        said=pl.DataFrame({name: pl.Series(said, dtype=pl.String)}),
    )


def _column(release: Release, *, name: str) -> Column:
    hidden = int(release.hidden.sum())
    shown = len(release.values) - hidden
    return Column(
        name=name,
        type=ColumnType.INTEGER if release.counts else ColumnType.NUMBER,
        unit=release.unit or ("件" if release.counts else ""),
        reasons={_SECRET: hidden} if hidden else {},
        qualifiers={_ROUNDED: shown} if release.rounding else {},
        marks={MARK: _SECRET} if hidden else {},
    )


def shares(release: Release, *, of: str) -> tuple[Share, ...]:
    """Each cell as a share of the total over the column `of`.

    Only where the cell and its total are both shown: a share with its n gives the number away.
    Raises `PrivacyError` `unknown-column`.
    """
    side = _side(release, of)
    axis = release.axes[side]
    total = _total(axis)
    found: list[Share] = []
    for place, nodes, value in zip(
        np.ndindex(release.shape), release.nodes(), release.values, strict=True
    ):
        base = list(place)
        base[side] = total
        n = release.values[int(np.ravel_multi_index(base, release.shape))]
        share = value / n if value is not None and n else None
        labels = tuple(node.label for node in nodes)
        found.append(Share(at=labels, share=share, n=None if share is None else n))
    return tuple(found)


def shading(release: Release, *, column: str, at: Sequence[str] = (), classes: int = 5) -> Shading:
    """The categories of `column` in classes of about equally many shown values each.

    `at`: the labels on the other sides, in their order (empty for their totals). Raises
    `PrivacyError`: `unknown-column`, `unknown-label`.
    """
    side = _side(release, column)
    others = list(at) or [""] * (len(release.axes) - 1)
    values: dict[str, float | None] = {}
    for leaf in release.axes[side].leaves:
        label = release.axes[side].nodes[leaf].label
        values[label] = release.at(*others[:side], label, *others[side:])
    shown = sorted(value for value in values.values() if value is not None)
    starts = _starts(shown, classes=classes)
    found = {
        label: None if value is None else sum(value >= start for start in starts) - 1
        for label, value in values.items()
    }
    top = shown[-1] if shown else None
    return Shading(column=column, starts=starts, top=top, values=values, classes=found)


def _starts(shown: Sequence[float], *, classes: int) -> tuple[float, ...]:
    """The least value of each class; classes that would be empty are left out."""
    places = {len(shown) * step // classes for step in range(classes)}
    return tuple(sorted({shown[place] for place in places if place < len(shown)}))


def _side(release: Release, column: str) -> int:
    for side, axis in enumerate(release.axes):
        if axis.column == column:
            return side
    known = "、".join(axis.column for axis in release.axes)
    raise PrivacyError("unknown-column", column=column, known=known)


def _total(axis: Axis) -> int:
    return next((at for at, node in enumerate(axis.nodes) if node.is_total), 0)


def _kind(release: Release, place: Sequence[int]) -> str:
    kind = DATA_ROW
    for axis, at in zip(release.axes, place, strict=True):
        if axis.nodes[at].is_total:
            kind = "total" if kind in {DATA_ROW, "total"} else kind
        elif at not in axis.leaves:
            kind = "subtotal"
    return kind

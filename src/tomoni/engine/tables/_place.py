"""Where one table lies in a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tomoni.engine.tables._grid import Grid


@dataclass(frozen=True)
class Layout:
    """One table's place in a grid. Rows are the frame's, from 0; `header` is empty without one."""

    grid: Grid
    titles: tuple[str, ...]
    header: tuple[int, ...]
    body: Sequence[int]
    notes: tuple[str, ...]
    metadata: tuple[tuple[str, str], ...] = ()
    range: str = ""
    """The table as a spreadsheet writes it where that is more than its rows and columns."""
    units: Mapping[int, str] = field(default_factory=dict)
    """Column of the spreadsheet → the unit that stands beside its cells or in the title."""
    folded: bool = False
    """Whether it is one table with those beside it, folded to fit on the paper."""
    nested: bool = False
    """Whether its labels' columns are levels, each row a part of the one it stands under."""

"""Which rows are sums of which others, found by labels first and proven by arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tomoni.engine.tables._kinds import RowKind, label_kind, may_be_sum, may_repeat, plain_label

_LARGE = 100
_ENOUGH = 2
_LEAST_ROWS = 4
_NEAR = 0.02


@dataclass(frozen=True)
class Figures:
    """What can be added up: label columns and number columns, each a list over the rows."""

    labels: tuple[Sequence[str | None], ...]
    numbers: tuple[Sequence[float | None], ...]
    slacks: tuple[float, ...]
    """How far a sum of one row may be off by rounding, for every number column."""
    nested: bool = False
    """Whether labels further right are parts of the row that ends further left."""

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len((*self.labels, *self.numbers)[0]) if self.labels or self.numbers else 0

    def label(self, row: int) -> list[str | None]:
        """The labels of a row, outermost first."""
        return [column[row] for column in self.labels]

    def total(self, column: int, rows: Sequence[int]) -> float:
        """The sum of a number column over rows; what is no number counts nothing."""
        values = self.numbers[column]
        return sum(value for row in rows if (value := values[row]) is not None)

    def agreeing(self, row: int, rows: Sequence[int]) -> tuple[int, int]:
        """In how many number columns the row is the sum of those rows, and in how many not."""
        right = wrong = 0
        for column, values in enumerate(self.numbers):
            stated = values[row]
            if not stated:
                continue
            slack = self.slacks[column] * (len(rows) + 1) + 1e-9 * abs(stated)
            if abs(self.total(column, rows) - stated) <= slack:
                right += 1
            else:
                wrong += 1
        return right, wrong


@dataclass
class Sums:
    """The kind of every row, and for the rows that are sums which rows they sum."""

    kinds: list[RowKind]
    words: list[str]
    """The label that says the kind; empty for data."""
    of: dict[int, list[int]] = field(default_factory=dict)
    by_arithmetic: list[int] = field(default_factory=list)
    unproven: list[int] = field(default_factory=list)


def find_sums(figures: Figures) -> Sums:
    """The kinds of all rows; takes time for every row, so not for very long tables."""
    said = [label_kind(figures.label(row), nested=figures.nested) for row in range(figures.height)]
    kinds = [kind for kind, _ in said]
    sums = Sums(kinds, [word for _, word in said])
    nested = _nested(figures, sums=sums)
    _subtotals(figures, sums=sums, parents=nested)
    _totals(figures, sums=sums)
    if not any(kind in (RowKind.TOTAL, RowKind.SUBTOTAL) for kind in kinds):
        _unlabelled(figures, sums=sums)
    return sums


def _nested(figures: Figures, *, sums: Sums) -> set[int]:
    """Parts of the rows above them by the labels' own levels; returns the rows they are part of."""
    paths = [tuple(text for text in figures.label(row) if text) for row in range(figures.height)]
    own = {path: row for row, path in reversed(list(enumerate(paths)))}
    children: dict[int, list[int]] = {}
    for row, path in enumerate(paths):
        parent = next((own[path[:n]] for n in range(len(path) - 1, 0, -1) if path[:n] in own), None)
        if parent is not None and parent != row:
            children.setdefault(parent, []).append(row)
    for parent, rows in children.items():
        right, wrong = figures.agreeing(parent, rows)
        whole = right > wrong and len(rows) > 1
        if figures.nested or whole:
            for row in rows:
                sums.kinds[row] = RowKind.PART
        if whole and not any((figures.label(row)[-1] or "").startswith("うち") for row in rows):
            sums.of[parent] = rows
    return set(children)


def _subtotals(figures: Figures, *, sums: Sums, parents: set[int]) -> None:
    """Rows that sum the run of data rows above or below them."""
    kinds = sums.kinds
    grand = {RowKind.TOTAL, RowKind.SUBTOTAL}
    many = [row for row, kind in enumerate(kinds) if kind is RowKind.TOTAL]
    labels = [sums.words[row] for row in many]
    for row, label in zip(many, labels, strict=True):
        if label == "計" and (labels.count("計") > 1 or len(set(labels)) > 1):
            kinds[row] = RowKind.SUBTOTAL
    hinted = {
        row
        for row in range(figures.height)
        if kinds[row] is RowKind.DATA and row not in parents and may_be_sum(figures.label(row))
    }
    stops = {row for row, kind in enumerate(kinds) if kind in grand} | hinted
    for row in sorted(stops):
        if kinds[row] is RowKind.TOTAL:
            continue
        best = _best(figures, row=row, runs=_runs(kinds, row=row, stops=stops))
        if best is not None:
            kinds[row] = RowKind.SUBTOTAL
            sums.of[row] = best
        elif kinds[row] is RowKind.SUBTOTAL:
            sums.unproven.append(row)


def _runs(kinds: Sequence[RowKind], *, row: int, stops: set[int]) -> list[list[int]]:
    """The rows that a subtotal may sum: up to the next sum above, below, or all above."""
    above, below = [], []
    at = row - 1
    while at >= 0 and at not in stops:
        above.append(at)
        at -= 1
    at = row + 1
    while at < len(kinds) and at not in stops:
        below.append(at)
        at += 1
    before = [n for n in range(row) if n not in stops]
    runs = [[n for n in run if kinds[n] is RowKind.DATA] for run in (above[::-1], below, before)]
    return [run for run in runs if run]


def _best(
    figures: Figures, *, row: int, runs: list[list[int]], margin: int = 1
) -> list[int] | None:
    """The run whose sums agree in most columns, in more of them (by `margin`) than they do not."""
    scored = [(*figures.agreeing(row, run), run) for run in runs]
    proven = [
        (right - wrong, run) for right, wrong, run in scored if right and right >= wrong + margin
    ]
    return max(proven, key=lambda found: found[0])[1] if proven else None


def _totals(figures: Figures, *, sums: Sums) -> None:
    """Rows that sum the data of their stretch of the table."""
    rows = [row for row, kind in enumerate(sums.kinds) if kind is RowKind.TOTAL]
    for row, stretch in zip(rows, _stretches(sums, rows=rows), strict=True):
        data = [n for n in stretch if sums.kinds[n] is RowKind.DATA]
        below = [n for n in stretch if sums.kinds[n] is RowKind.SUBTOTAL]
        again = [n for n in data if may_repeat(figures.label(n))]
        once = [n for n in data if n not in again]
        like = [n for n in range(figures.height) if _is_like(figures, row=n, total=row, sums=sums)]
        runs = [run for run in (data, once, below, like) if run]
        best = _best(figures, row=row, runs=runs, margin=0) or _near(figures, row=row, runs=runs)
        if again and best == once:
            for n in again:
                sums.kinds[n] = RowKind.PART
        if best is None:
            sums.unproven.append(row)
        else:
            sums.of[row] = best


def _near(figures: Figures, *, row: int, runs: list[list[int]]) -> list[int] | None:
    """The run whose sums come so near that the difference is worth telling."""
    stated = [(n, value) for n, values in enumerate(figures.numbers) if (value := values[row])]
    if not stated:
        return None
    off = [
        max(abs(figures.total(column, run) / value - 1) for column, value in stated) for run in runs
    ]
    least = min(off, default=1.0)
    return runs[off.index(least)] if least < _NEAR else None


def _is_like(figures: Figures, *, row: int, total: int, sums: Sums) -> bool:
    """Whether a data row has the labels of a total but for the one that says total: 計, 男."""
    if sums.kinds[row] is not RowKind.DATA:
        return False
    word, different = sums.words[total], 0
    for theirs, mine in zip(figures.label(total), figures.label(row), strict=True):
        if plain_label(theirs) == word:
            different += theirs != mine
        elif theirs != mine:
            return False
    return different > 0


def _stretches(sums: Sums, *, rows: list[int]) -> list[list[int]]:
    """For every total its rows: a total that comes again closes, or opens, a stretch each time."""
    height = len(sums.kinds)
    words = [sums.words[row] for row in rows]
    stretches = []
    for row, word in zip(rows, words, strict=True):
        same = [n for n, other in zip(rows, words, strict=True) if other == word]
        if same[0] == 0 and len(same) > 1:
            end = next((n for n in same if n > row), height)
            stretches.append(list(range(row + 1, end)))
        elif len(same) > 1:
            start = max((n + 1 for n in same if n < row), default=0)
            stretches.append(list(range(start, row)))
        else:
            stretches.append([n for n in range(height) if n != row])
    return stretches


def _unlabelled(figures: Figures, *, sums: Sums) -> None:
    """A first or last row that is the sum of all others in every column, whatever its name."""
    height = figures.height
    if height < _LEAST_ROWS:
        return
    for row in (0, height - 1):
        rows = [n for n in range(height) if n != row and sums.kinds[n] is RowKind.DATA]
        large = sum(abs(values[row] or 0) >= _LARGE for values in figures.numbers)
        right, wrong = figures.agreeing(row, rows)
        if large >= _ENOUGH and right >= _ENOUGH and not wrong:
            sums.kinds[row] = RowKind.TOTAL
            sums.of[row] = rows
            sums.by_arithmetic.append(row)
            return

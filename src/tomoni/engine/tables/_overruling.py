"""What a person says a row is, against what its label and the arithmetic say."""

from collections.abc import Mapping

from tomoni.engine.tables._kinds import RowKind, plain_label
from tomoni.engine.tables._sums import Figures, Sums


def overrule(sums: Sums, *, figures: Figures, kinds: Mapping[str, str]) -> None:
    """Set the kind of every row that has one of the labels. `kinds`: see `Recipe.row_kinds`."""
    wanted = {plain_label(label): RowKind(kind) for label, kind in kinds.items()}
    if not wanted:
        return
    for row in range(figures.height):
        labels = [plain_label(text) for text in figures.label(row) if text]
        said = next((wanted[label] for label in labels if label in wanted), None)
        if said is None:
            continue
        sums.kinds[row] = said
        sums.words[row] = "" if said is RowKind.DATA else labels[-1]
        if said not in {RowKind.TOTAL, RowKind.SUBTOTAL}:
            sums.of.pop(row, None)
        for group in (sums.by_arithmetic, sums.unproven):
            if row in group:
                group.remove(row)

"""Categories and areas that hold too few, put together."""

from collections.abc import Mapping, Sequence

import polars as pl


def merged(cells: pl.Series, *, below: int, other: str) -> pl.Series:
    """Text cells (shape (rows,)) with rare categories as `other`; null stays null."""
    counts = _counts(cells)
    rare = sorted((name for name in counts if counts[name] < below), key=lambda name: counts[name])
    if not rare:
        return cells
    held = counts.get(other, 0) if other not in rare else 0
    rare_rows = held + sum(counts[name] for name in rare)
    others = sorted(set(counts) - set(rare) - {other}, key=lambda name: (counts[name], name))
    for name in others:
        if rare_rows >= below:
            break
        rare.append(name)
        rare_rows += counts[name]
    return cells.replace(rare, [other] * len(rare))


def joined(
    cells: pl.Series, *, below: int, neighbours: Mapping[str, str], order: Sequence[str]
) -> pl.Series:
    """Text cells (shape (rows,)) with small areas joined with a neighbour, as 「A・B」."""
    counts = _counts(cells)
    rest = sorted(set(counts) - set(order))
    groups = [[name] for name in [*(name for name in order if name in counts), *rest]]
    while len(groups) > 1:
        sizes = [sum(counts[name] for name in group) for group in groups]
        place = min(range(len(groups)), key=lambda number: (sizes[number], number))
        if sizes[place] >= below:
            break
        _join(groups, place, neighbours=neighbours)
    names = {name: "・".join(group) for group in groups for name in group}
    return cells.replace(list(names), list(names.values()))


def _join(groups: list[list[str]], place: int, *, neighbours: Mapping[str, str]) -> None:
    """Join the group with the one that a member names, else the next one, else the one before."""
    wanted = {neighbours[name] for name in groups[place] if name in neighbours}
    named = [number for number, group in enumerate(groups) if wanted & set(group)]
    after = place + 1 if place + 1 < len(groups) else place - 1
    with_one = next((number for number in named if number != place), after)
    first, second = sorted((place, with_one))
    groups[first] += groups.pop(second)


def _counts(cells: pl.Series) -> dict[str, int]:
    counted = cells.drop_nulls().rename("name").value_counts()
    return dict(zip(counted["name"].to_list(), counted["count"].to_list(), strict=True))

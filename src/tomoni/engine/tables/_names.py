"""Header rows to column names and units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from tomoni.engine.tables._marks import Area
from tomoni.engine.tables._units import bare_unit, is_unit, unit_of

_ERA_YEAR = re.compile(r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年度?")
_YEAR = re.compile(r"([0-9]{4})年度?")
_ONE = r"[（(]?(?:[A-Za-zＡ-Ｚａ-ｚ]|[①-⑳])[)）]?"
_LETTER = re.compile(
    rf"{_ONE}(?:\s*[=＝].{{1,20}})?[)）]?"
    rf"|{_ONE}(?:\s*[-+*/−－＋×÷／・]\s*(?:{_ONE}|[0-9０-９]{{1,4}}))+[)）]?"
)
"""(Ａ), and what is reckoned from such: Ｃ＝Ａ－Ｂ, (A)/(B)×100."""
_FRAGMENT = re.compile(r"(?:者|人|件|世帯)?[数率額費比量名等別]|割合|番号|年月日|コード")
_SPREAD = re.compile(r"[^\s!-~](?:\s+[^\s!-~])+")
"""Letters set apart to fill a cell: そ の 他."""
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Names:
    """Unique names and units, one a column; which were blank and which came twice."""

    names: tuple[str, ...]
    units: tuple[str, ...]
    made: tuple[int, ...]
    """Columns (from 0) whose header was blank: named 列1, 列2, … by their place."""
    doubled: tuple[int, ...]
    """Columns (from 0) whose name stood further left too: `_2`, `_3` was added. Upper and lower
    case are one name, as they are to databases."""
    mended: tuple[int, ...] = ()
    """Columns (from 0) whose label was cut over two cells."""
    lettered: tuple[int, ...] = ()
    """Header rows (from 0) of nothing but letters, (Ａ) (Ｂ), left out of the names."""


def find_names(header: pl.DataFrame, *, merges: Sequence[Area] = ()) -> Names:
    """The names under the header rows given (trimmed cells, outermost level first).

    `merges`: merged cells, their places in `header`. A row that has one across columns is spread
    as they say, any other to its next label.
    """
    levels = [[_one_line(cell) for cell in row] for row in header.rows()]
    merged = _fill(levels, merges=merges)
    lettered = [place for place, level in enumerate(levels) if are_letters(level)]
    if 0 < len(lettered) < len(levels):
        for place in lettered:
            levels[place] = [""] * header.width
    units = [""] * header.width
    if len(levels) > 1 and _is_units(levels[-1]):
        units = [label if is_unit(label) else "" for label in levels[-1]]
        levels[-1] = ["" if is_unit(label) else label for label in levels[-1]]
    _spread(levels, merged=merged)
    mended = _mend(levels)
    joined = [_join([level[column] for level in levels]) for column in range(header.width)]
    names: list[str] = []
    doubled = []
    for column, label in enumerate(joined):
        name = label or f"列{column + 1}"
        if name.lower() in map(str.lower, names):
            doubled.append(column)
            name = _free(name, taken={*names, *joined})
        names.append(name)
    return Names(
        tuple(names),
        tuple(bare_unit(unit) or unit_of(name) for unit, name in zip(units, names, strict=True)),
        tuple(column for column, label in enumerate(joined) if not label),
        tuple(doubled),
        tuple(sorted(mended)),
        tuple(lettered) if len(lettered) < len(levels) else (),
    )


def _one_line(cell: str | None) -> str:
    line = _BREAKS.sub("", cell or "").strip()
    return "".join(line.split()) if _SPREAD.fullmatch(line) else line


def _is_units(labels: list[str]) -> bool:
    shown = [label for label in labels if label]
    return sum(map(is_unit, shown)) * 2 >= len(shown)


def _fill(levels: list[list[str]], *, merges: Sequence[Area]) -> set[int]:
    """Write labels into all columns of their merged cells; which levels have such cells."""
    merged = set()
    for top, left, _, right in merges:
        if right > left and levels[top][left]:
            levels[top][left : right + 1] = [levels[top][left]] * (right - left + 1)
            merged.add(top)
    return merged


def are_letters(level: Sequence[str | None]) -> bool:
    """Whether the labels only give the columns letters: (Ａ) (Ｂ) (Ａ)－(Ｂ)."""
    shown = [label for label in level if label]
    return len(shown) > 1 and all(_LETTER.fullmatch(label) for label in shown)


def _mend(levels: list[list[str]]) -> set[int]:
    """Put labels together that were cut over two cells: 世帯 above 数; which columns had one.

    A label that stands over several columns is no half of one.
    """
    mended = set()
    for upper, lower in pairwise(levels):
        for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
            beside = upper[max(column - 1, 0) : column] + upper[column + 1 : column + 2]
            if not above or not below or above == below or above in beside:
                continue
            opened = sum(map(above.count, "（(")) > sum(map(above.count, "）)"))
            if opened or _FRAGMENT.fullmatch(below):
                upper[column], lower[column] = "", above + below
                mended.add(column)
    return mended


def _spread(levels: list[list[str]], *, merged: set[int]) -> None:
    """Carry outer labels to the right over the columns they span, as merged cells show them.

    A label reaches to the next label of its level, but not beyond its own outer label.
    """
    for depth, level in enumerate(levels[:-1]):
        if depth in merged:
            continue
        for column in range(1, len(level)):
            same_group = all(outer[column] == outer[column - 1] for outer in levels[:depth])
            below = any(inner[column] for inner in levels[depth + 1 :])
            if not level[column] and same_group and below:
                level[column] = level[column - 1]


def _join(labels: list[str]) -> str:
    """Levels with `_`; a label that repeats the one above is left out.

    2021年 below 令和3年 gives 令和3年(2021): the ministry's layout since its 統一ルール (2020).
    """
    kept: list[str] = []
    for label in labels:
        year = _YEAR.fullmatch(label)
        if year and kept and _ERA_YEAR.fullmatch(kept[-1]):
            kept[-1] = f"{kept[-1]}({year.group(1)})"
        elif label and (not kept or kept[-1] != label):
            kept.append(label)
    return "_".join(kept)


def _free(name: str, *, taken: set[str]) -> str:
    number, lower = 2, {one.lower() for one in taken}
    while f"{name}_{number}".lower() in lower:
        number += 1
    return f"{name}_{number}"

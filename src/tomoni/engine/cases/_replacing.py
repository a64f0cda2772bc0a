"""Words put in the place of others, everywhere alike: in texts, plain values and tables."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl

from tomoni.engine.core import ROW_KIND, Column, Table

_HIRAGANA, _KATAKANA, _DIGIT = "ぁ-んー", "ァ-ヴー", "0-9０-９"
_BEFORE, _AFTER = "[がはをにのともへや]", "[がはをにのともへやで]|さん|さま|くん|ちゃん"
"""Particles beside a name that is written in hiragana like themselves."""
_LONGER = "題程金税"
"""市民課題 is no 市民課."""


def pattern_of(text: str) -> str:
    """The pattern of a name as it stands, not within a longer word of its own letters."""
    before = after = ""
    for letters in (_HIRAGANA, _KATAKANA):
        if re.fullmatch(f"[{letters}]+", text):
            before = f"(?:(?<![{letters}])|(?<={_BEFORE}))"
            after = f"(?:(?![{letters}])|(?={_AFTER}))"
    if re.match(f"[{_DIGIT}]", text):
        before = f"(?<![{_DIGIT}])"
    if re.search(f"[{_DIGIT}]$", text):
        after = f"(?![{_DIGIT}])"
    if text.endswith("課"):
        after = f"(?![{_LONGER}])"
    return f"{before}{re.escape(text)}{after}"


@dataclass(frozen=True)
class Replacing:
    """What stands for what; of two that begin at one place the longer counts."""

    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        ordered = sorted(self.words, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(pattern_of, ordered))) if ordered else None

    def text(self, text: str) -> str:
        """The text with other words."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self.words[match[0]], text)

    def values(self, value: Any) -> Any:
        """Plain JSON values, the names of a mapping with them."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(name): self.values(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.values(each) for each in value]
        return value

    def table(self, table: Table) -> Table:
        """A table: its own words, its columns' and those in its cells."""
        frame = self._frame(table.frame)
        return replace(
            table,
            name=self.text(table.name),
            columns=tuple(self._column(column) for column in table.columns),
            frame=frame,
            sheet=self.text(table.sheet),
            notes=tuple(map(self.text, table.notes)),
            said=None if table.said is None else self._frame(table.said),
            proofs=(),
            row_numbers=None,
        )

    def left_in(self, text: str) -> list[str]:
        """The words that still stand in the text, but for those that stay as they are."""
        if self._pattern is None:
            return []
        found = (match[0] for match in self._pattern.finditer(text))
        return [word for word in found if self.words[word] != word]

    def _column(self, column: Column) -> Column:
        return Column.model_validate(self.values(column.model_dump(mode="json")))

    def _frame(self, frame: pl.DataFrame) -> pl.DataFrame:
        changed = frame.with_columns(
            self._series(frame[name])
            for name, kind in frame.schema.items()
            if kind == pl.String and name != ROW_KIND
        )
        return changed.rename({name: self.text(name) for name in frame.columns})

    def _series(self, series: pl.Series) -> pl.Series:
        distinct = series.drop_nulls().unique().to_list()
        return series.replace(distinct, [self.text(str(each)) for each in distinct])


def numbered(names: Iterable[str], *, word: str) -> dict[str, str]:
    """Each name and what stands for it: the word with a number from 1."""
    each_once = dict.fromkeys(name for name in names if name.strip())
    return {name: f"{word}{number}" for number, name in enumerate(each_once, start=1)}

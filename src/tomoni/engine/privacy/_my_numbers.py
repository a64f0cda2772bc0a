"""個人番号 (マイナンバー) in the cells of a table: found by check digit, and taken out."""

import re
from dataclasses import dataclass, replace

import polars as pl
from scipy import stats

from tomoni.engine.core import Column, ColumnType, Proof, Table
from tomoni.engine.privacy import _check_digits, _spelling
from tomoni.engine.privacy._changing import with_column, without_column
from tomoni.engine.privacy._kinds import KINDS, Confidence, plain_name
from tomoni.engine.privacy._records import Done

_KIND = KINDS["my_number"]
_BETWEEN = r"[-‐‑‒–—―−－ー./．／・_\s\x{200b}\x{200c}\x{200d}\x{2060}\x{feff}\x{ad}]"
_MAY_HOLD = rf"\p{{Nd}}(?:{_BETWEEN}{{0,2}}\p{{Nd}}){{11}}"
_PSEUDONYM = r"^[0-9a-f]{32}$"
"""What `Pseudonym` makes: twelve of its digits stand together by chance."""
_UNSEEN = r"[\x{200b}\x{200c}\x{200d}\x{2060}\x{feff}\x{ad}]"
_RUN = r"[0-9]{4}\s{1,2}[0-9]{4}\s{1,2}[0-9]{4}|[0-9](?:\s[0-9]){11}|[0-9]+(?:[-./・_]{1,2}[0-9]+)*"
_GROUPS = (
    r"^(?:[0-9]{12}|[0-9]{4}[^0-9]+[0-9]{4}[^0-9]+[0-9]{4}|(?:[0-9]{3}[^0-9]+){3}[0-9]{3}"
    r"|[0-9]{6}[^0-9]+[0-9]{6}|[0-9](?:[^0-9][0-9]){11})$"
)
_BESIDE_OTHERS = r"(?:^|[^0-9])([0-9]{12})(?:[^0-9]|$)"
_IN_TEXT = re.compile(
    r"(?<!\d)(?:\d{12}|\d{4}S\d{4}S\d{4}|(?:\d{3}S){3}\d{3}|\d{6}S\d{6}|\d(?:S\d){11})(?!\d)".replace(
        "S", r"[-‐‑‒–—―−－ー./．／・_\s]{1,2}"
    )
)
REMOVED = "●●●●●●●●●●●●"
"""What stands in a text where a number was."""
_CHANCE = 0.1
"""Twelve random digits pass with this probability: one of ten last digits is right."""
_SURE, _MANY = 0.0011, 30


@dataclass(frozen=True)
class Sighting:
    """What a column holds of twelve-digit numbers: the rows (shape (rows,)) with any, with a right
    one, and with nothing else in the cell; and what follows. Confidence None: none, or by chance.
    """

    holds: pl.Series
    right: pl.Series
    whole: pl.Series
    confidence: Confidence | None
    is_code: bool
    """Whether the column consists of such numbers, rather than texts with one in them."""

    @property
    def by_chance(self) -> bool:
        """Whether right ones are as many as among any twelve-digit numbers."""
        return self.confidence is None and bool(self.right.any())


def sight(column: Column, series: pl.Series) -> Sighting | None:
    """The numbers of one column; None where no cell holds twelve digits."""
    if column.type in {ColumnType.DATE, ColumnType.DATETIME}:
        return None
    values = _spelling.texts(column, series)
    is_number = series.dtype != pl.String
    if is_number:
        values = _with_zeros(values)
    may = values.str.len_bytes() >= _check_digits.MY_NUMBER_DIGITS
    may &= values.str.contains(_MAY_HOLD) & ~values.str.contains(_PSEUDONYM)
    may = may.fill_null(value=False)
    if not may.any():
        return None
    found = _numbers(values.filter(may), rows=may.arg_true())
    if not found.height:
        return None
    marks = [_rows(found.filter(mark), height=len(values)) for mark in (True, "right", "whole")]
    return _judged(column, *marks, values=values, is_number=is_number)


def _with_zeros(values: pl.Series) -> pl.Series:
    """Numbers with the zeros that a spreadsheet ate, if the column has any of twelve digits."""
    if not (values.str.len_chars() == _check_digits.MY_NUMBER_DIGITS).any():
        return values
    short = values.str.len_chars().is_between(9, 11)
    return pl.select(pl.when(short).then(values.str.zfill(12)).otherwise(values)).to_series()


def _numbers(values: pl.Series, *, rows: pl.Series) -> pl.DataFrame:
    """Twelve-digit numbers of the texts: columns row, right, whole."""
    plain = _spelling.plain(values.str.replace_all(_UNSEEN, "")).rename("cell")
    runs = pl.DataFrame([rows.rename("row"), plain]).with_columns(
        run=pl.col("cell").str.extract_all(_RUN)
    )
    digits = (
        pl.when(pl.col("run").str.contains(_GROUPS))
        .then(pl.col("run").str.replace_all(r"[^0-9]", ""))
        .otherwise(pl.col("run").str.extract(_BESIDE_OTHERS))
    )
    found = runs.explode("run").with_columns(digits=digits).filter(pl.col("digits").is_not_null())
    return found.select(
        "row",
        right=_check_digits.is_my_number(pl.col("digits")),
        whole=pl.col("cell") == pl.col("run"),
    )


def _rows(found: pl.DataFrame, *, height: int) -> pl.Series:
    marked = pl.Series("row", found["row"].unique(), dtype=pl.UInt32)
    return pl.select(pl.int_range(height, dtype=pl.UInt32).is_in(marked.implode())).to_series()


def _judged(
    column: Column,
    holds: pl.Series,
    right: pl.Series,
    whole: pl.Series,
    *,
    values: pl.Series,
    is_number: bool,
) -> Sighting:
    """Real numbers pass all, others one in ten: the share tells them apart (binomial tail)."""
    many, passed, filled = int(holds.sum()), int(right.sum()), len(values) - values.null_count()
    is_code = int(whole.sum()) * 2 >= filled
    tail = float(stats.binom.sf(passed - 1, many, _CHANCE))
    half = passed * 2 >= many
    confidence = None
    if _KIND.is_named(plain_name(column.name)):
        confidence = Confidence.HIGH if half else Confidence.MEDIUM
    elif is_number and not (is_code and half):
        confidence = None
    elif tail <= _SURE:
        confidence = Confidence.HIGH if half else Confidence.MEDIUM
    elif passed and not (is_code and many >= _MANY):
        confidence = Confidence.LOW
    return Sighting(holds, right, whole, confidence, is_code)


def strip_my_numbers(table: Table) -> tuple[Table, tuple[Done, ...]]:
    """The table without any 個人番号, and what was done; to be called before a table is kept.

    Every cell is looked at, also for full-width digits, hyphens, blanks and lost zeros. A column of
    such numbers is dropped (a hash of one may still be a 個人番号: 番号法 第2条第8項 counts what
    stands for it, so no pseudonym is made); a text that holds one keeps the rest, with `●` in its
    place. A column of other twelve-digit numbers, of which one in ten passes by chance, is kept and
    recorded as `keep_by_chance`. Names and notes of the table are cleaned likewise.
    """
    done: list[Done] = []
    for column in table.columns:
        seen = sight(column, table.frame[column.name])
        if seen is None:
            continue
        if seen.by_chance:
            done.append(Done(step="keep_by_chance", column=column.name, rows=0))
        elif seen.confidence is not None:
            table, one = _stripped(table, column, seen)
            done.append(one)
    return _with_clean_words(table, done)


def _stripped(table: Table, column: Column, seen: Sighting) -> tuple[Table, Done]:
    sure = seen.confidence is not Confidence.LOW
    name = hide_my_numbers(column.name)
    if sure and (seen.is_code or _KIND.is_named(plain_name(column.name))):
        rows = int(seen.holds.sum())
        return without_column(table, column.name), Done(
            step="drop_my_number", column=name, rows=rows
        )
    marked = seen.holds if sure else seen.right
    cells = _hidden(table.frame[column.name], marked=marked)
    done = Done(step="clean_my_number", column=name, rows=int(marked.sum()))
    return with_column(table, column, cells), done


def _hidden(cells: pl.Series, *, marked: pl.Series) -> pl.Series:
    """The cells with the numbers of marked ones hidden; null where nothing else can be done."""
    if cells.dtype != pl.String:
        return pl.select(pl.when(~marked).then(cells)).to_series()
    old = cells.filter(marked).to_list()
    made = pl.Series([hide_my_numbers(text) for text in old], dtype=pl.String)
    again = sight(Column(name="", type=ColumnType.TEXT), made)
    bare = (made == REMOVED) | (made == pl.Series(old, dtype=pl.String))
    failed = bare if again is None else bare | again.right
    made = pl.select(pl.when(~failed).then(made)).to_series()
    return cells.scatter(marked.arg_true(), made)


def hide_my_numbers(text: str) -> str:
    """The text with `●` in the place of every number of twelve digits, however it is written.

    For what stands beside a table: names, notes, what a finding quotes.
    """
    return _IN_TEXT.sub(REMOVED, re.sub("[\u200b\u200c\u200d\u2060\ufeff\u00ad]", "", text))


def _with_clean_words(table: Table, done: list[Done]) -> tuple[Table, tuple[Done, ...]]:
    """The names, notes and labels that a table carries beside its cells."""
    for place, column in enumerate(table.columns, start=1):
        if hide_my_numbers(column.name) != column.name:
            table = _renamed(table, column, name=f"列{place}")
            done.append(Done(step="clean_my_number", column=f"列{place}", rows=0))
    proofs = tuple(_clean_proof(proof) for proof in table.proofs)
    notes = tuple(hide_my_numbers(note) for note in table.notes)
    made = replace(table, name=hide_my_numbers(table.name), notes=notes, proofs=proofs)
    if (made.name, made.notes, made.proofs) != (table.name, table.notes, table.proofs):
        done.append(Done(step="clean_my_number", column="", rows=0))
    return made, tuple(done)


def _clean_proof(proof: Proof) -> Proof:
    return proof.model_copy(update={"label": hide_my_numbers(proof.label)})


def _renamed(table: Table, column: Column, *, name: str) -> Table:
    cells = table.frame[column.name]
    changed = with_column(table, column, cells)
    columns = tuple(
        one.model_copy(update={"name": name}) if one == column else one for one in changed.columns
    )
    return replace(changed, columns=columns, frame=changed.frame.rename({column.name: name}))

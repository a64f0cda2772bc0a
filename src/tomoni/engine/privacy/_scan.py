"""Personal information in a table, column by column."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from tomoni.engine.core import ROW_KIND, Column, ColumnType, Finding, Severity, Table, Value
from tomoni.engine.privacy import _checks, _my_numbers, _sampling, _spelling, _texts
from tomoni.engine.privacy._kinds import KINDS, Confidence, Kind, Role, plain_name
from tomoni.engine.privacy._masking import masked

_ORDER = tuple(Confidence)
_SHORTEST_NUMBER = 10**6
"""Seven digits: a postcode."""
_EXAMPLES = 100


class Personal(Value):
    """One kind of personal information in one column.

    `count`: in how many of the `examined` rows. `example` is masked: no finding holds a value.
    """

    kind: str
    """A key of `KINDS`."""
    column: str
    confidence: Confidence
    count: int
    examined: int
    example: str
    sensitive: bool
    advice: str
    """What to do, as a code that the academy words."""

    def finding(self) -> Finding:
        """The same to be worded and listed with the findings of other rooms.

        A 個人番号 blocks; what says who somebody is, or nobody should learn, wants a look.
        """
        severity = Severity.INFO
        if self.confidence is not Confidence.LOW:
            if self.advice == "never-keep":
                severity = Severity.ERROR
            elif self.sensitive or KINDS[self.kind].role is Role.DIRECT:
                severity = Severity.WARNING
        return Finding(
            code="personal-found",
            severity=severity,
            seen=self.example,
            params={
                "advice": self.advice,
                "personal": self.kind,
                "column": self.column,
                "confidence": self.confidence.value,
                "count": self.count,
                "examined": self.examined,
            },
        )


class Scan(Value):
    """What a table says of persons; the findings of a column stand together, the surest first."""

    table: str
    rows: int
    findings: tuple[Personal, ...]

    def of(self, column: str) -> tuple[Personal, ...]:
        """The findings of one column."""
        return tuple(one for one in self.findings if one.column == column)

    def columns(self, *roles: Role) -> tuple[str, ...]:
        """The columns in which something of one of these roles was found, in order."""
        found = (one.column for one in self.findings if KINDS[one.kind].role in roles)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _Cells:
    """A column as text: the whole of it, and some of its values in half width."""

    column: Column
    name: str
    values: pl.Series
    sample: pl.Series

    @cached_property
    def plain(self) -> pl.Series:
        """All that is filled, in half width."""
        return _spelling.plain(self.values.drop_nulls())

    def counted(
        self, kind: Kind, *, count: int, examined: int, example: str, sure: Confidence
    ) -> Personal:
        return Personal(
            kind=kind.id,
            column=self.column.name,
            confidence=sure,
            count=count,
            examined=examined,
            example=masked(example, how=kind.mask) if example else "",
            sensitive=kind.sensitive,
            advice=kind.advice,
        )


def scan(table: Table) -> Scan:
    """The personal information in a table (shape (rows, columns)), by values and headers together.

    Every cell is looked at for 個人番号, mail addresses, telephone numbers and the words of
    要配慮個人情報; which kind a column is of is judged by up to 2,000 of its values, evenly spread,
    and then counted in all; lone names are looked for in up to 400 texts of a column. No model is
    trained, so each finding can be explained by its kind's pattern, words or check (`KINDS`).
    Law: 個人情報の保護に関する法律 第2条第1項–第3項, 番号法 第2条第5項.
    """
    found: list[Personal] = []
    for column in table.columns:
        if column.name != ROW_KIND:
            of_column = _of_column(column, table.frame[column.name])
            found += sorted(of_column, key=lambda one: _ORDER.index(one.confidence))
    return Scan(table=table.name, rows=table.frame.height, findings=tuple(found))


def _says_nothing(column: Column, series: pl.Series) -> bool:
    """Whether a column of numbers is too short for any identifier, and its header names none."""
    if not series.dtype.is_numeric():
        return False
    name, most = plain_name(column.name), series.abs().max()
    if most is not None and float(str(most)) >= _SHORTEST_NUMBER:
        return False
    return not any(kind.is_named(name) or kind.is_hinted(name) for kind in KINDS.values())


def _of_column(column: Column, series: pl.Series) -> list[Personal]:
    if _says_nothing(column, series):
        return []
    values = _spelling.texts(column, series).rename("cell")
    sample = _spelling.plain(_sampling.spread(values))
    cells = _Cells(column, plain_name(column.name), values, sample.filter(sample != ""))
    if not len(cells.sample):
        return []
    my_number = _my_number(cells, series=series)
    if my_number and my_number[0].confidence is not Confidence.LOW:
        return my_number
    whole = _whole(cells)
    inside = _inside(cells, known=whole[0].kind if whole else "")
    return [*my_number, *whole, *inside]


def _my_number(cells: _Cells, *, series: pl.Series) -> list[Personal]:
    seen = _my_numbers.sight(cells.column, series)
    if seen is None or seen.confidence is None:
        return []
    marked = seen.holds if seen.confidence is not Confidence.LOW else seen.right
    found = cells.counted(
        KINDS["my_number"],
        count=int(marked.sum()),
        examined=len(series),
        example="0" * 12,
        sure=seen.confidence,
    )
    return [found.model_copy(update={"example": "*" * 12})]


def _whole(cells: _Cells) -> list[Personal]:
    """The surest of the kinds that the cells as a whole may be of; the first of equals.

    Where a header alone says one kind, another that header and values allow is the surer one: a
    住所 without its 番地 is an area.
    """
    kinds = [kind for kind in KINDS.values() if kind.id != "my_number"]
    guesses = [(kind, *guess) for kind in kinds if (guess := _guess(kind, cells))]
    if not guesses:
        return []
    kind, sure, _ = min(
        guesses, key=lambda one: (_ORDER.index(one[1]), not one[2] or one[0].role is Role.OTHER)
    )
    values = cells.values.drop_nulls()
    counted = _checks.counted(kind, values=cells.plain)
    some = values.filter(counted).head(_EXAMPLES)
    sure_ones = some.filter(_checks.fits(kind, values=_spelling.plain(some), named=True))
    example, count = str([*sure_ones.head(1), *some.head(1)][0]), int(counted.sum())
    return [
        cells.counted(kind, count=count, examined=len(cells.values), example=example, sure=sure)
    ]


def _guess(kind: Kind, cells: _Cells) -> tuple[Confidence, bool] | None:
    """How sure header and values make the kind, and whether the values agree.

    By both it is high, by the header alone medium, by the values alone as sure as the kind says.
    """
    if kind.is_named(cells.name):
        agrees = _checks.share(kind, values=cells.sample, named=True) >= kind.share_named
        return (Confidence.HIGH if agrees else Confidence.MEDIUM), agrees
    if kind.is_hinted(cells.name) and kind.value:
        if _checks.share(kind, values=cells.sample, named=True) < kind.share_named:
            return None
        return (Confidence.HIGH if kind.alone is Confidence.HIGH else Confidence.MEDIUM), True
    if kind.alone is None:
        return None
    agrees = _checks.share(kind, values=cells.sample, named=False) >= kind.share
    return (kind.alone, True) if agrees else None


def _inside(cells: _Cells, *, known: str) -> list[Personal]:
    """What longer texts hold: addresses of mail, telephone numbers, sensitive words, lone names."""
    if cells.column.type is not ColumnType.TEXT or cells.values.dtype == pl.Null:
        return []
    if known == "pseudonym":  # its digits stand there by chance
        return []
    found: list[Personal] = []
    for sight in _texts.parts(cells.values, plain=cells.plain, known=known):
        sure = Confidence.HIGH if sight.kind.words else Confidence.MEDIUM
        found.append(
            cells.counted(
                sight.kind,
                count=sight.count,
                examined=len(cells.values),
                example=sight.example,
                sure=sure,
            )
        )
    names = _texts.names(cells.values, name=cells.name) if known in {"", "identifier"} else None
    if names is not None:
        sure = Confidence.MEDIUM if names.count > 1 else Confidence.LOW
        found.append(
            cells.counted(
                names.kind,
                count=names.count,
                examined=names.examined,
                example=names.example,
                sure=sure,
            )
        )
    return found

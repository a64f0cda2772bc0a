"""Which standard data set a table is, which column is which field, and what does not fit."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import polars as pl

from tomoni.engine.core import Column, Finding, Place, Severity, Table, Value
from tomoni.engine.tables._datasets import Dataset, Field, datasets
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._field_values import wrong_values

_SIMILAR = 0.8
_LEAST = 3
_SHORT = 2
_SHOWN = 5
_PLAIN = re.compile(r"[\s_・,、()\[\]「」.\-]")
_SEVERITY = {True: Severity.ERROR, False: Severity.INFO}


class FieldMatch(Value):
    """A field of the data set and the column that holds it.

    `how`: `same` name, `alias` (a name it is known to go by), `similar` (a suggestion to confirm),
    or `missing` (then `column` is empty).
    """

    field: str
    required: bool
    column: str = ""
    how: str = "missing"


class Match(Value):
    """The data set a table fits best. `score`: of its required fields the share found, 0 to 100."""

    dataset: str
    title: str
    score: int
    fields: tuple[FieldMatch, ...]
    extra: tuple[str, ...]
    """Columns that are no field of the data set."""
    findings: tuple[Finding, ...]


def match(table: Table, *, dataset: str = "") -> Match | None:
    """The table against a standard data set: the one named by its id, else the one it fits best.

    None when it fits none: fewer than three fields, or none of those that mark a data set. Raises
    `TablesError` (`unknown-dataset`) for an id that is not known.
    """
    known = [one for one in datasets() if dataset in {"", one.id}]
    if not known:
        raise TablesError("unknown-dataset", dataset=dataset)
    tried = [(one, _assigned(one, columns=table.columns)) for one in known]
    best, fields = max(tried, key=lambda pair: _fit(*pair))
    if not dataset and _fit(best, fields) == 0:
        return None
    needed = [field for field in fields if field.required]
    found = sum(field.how != "missing" for field in needed)
    used = {field.column for field in fields}
    extra = tuple(column.name for column in table.columns if column.name not in used)
    return Match(
        dataset=best.id,
        title=best.title,
        score=round(100 * found / max(1, len(needed))),
        fields=fields,
        extra=extra,
        findings=tuple(_findings(table, dataset=best, fields=fields)),
    )


def _fit(dataset: Dataset, fields: Sequence[FieldMatch]) -> float:
    """How well the columns fit: fields found, those that mark the data set counting thrice."""
    found = {field.field for field in fields if field.how in {"same", "alias"}}
    marks = found & set(dataset.marks)
    if len(found) < _LEAST or not marks:
        return 0
    return len(found) / len(fields) + 3 * len(marks) / len(dataset.marks)


def _assigned(dataset: Dataset, *, columns: Sequence[Column]) -> tuple[FieldMatch, ...]:
    """Every field with its column: by name first, then by alias, then by likeness."""
    free = {column.name: plain_name(column.name) for column in columns}
    taken: dict[str, tuple[str, str]] = {}
    for how in ("same", "alias", "similar"):
        for field in dataset.fields:
            if field.name in taken:
                continue
            name = _column(field, free=free, how=how)
            if name:
                taken[field.name] = name, how
                del free[name]
    return tuple(
        FieldMatch(
            field=field.name,
            required=field.required,
            column=taken.get(field.name, ("", ""))[0],
            how=taken.get(field.name, ("", "missing"))[1],
        )
        for field in dataset.fields
    )


def _column(field: Field, *, free: dict[str, str], how: str) -> str:
    own = plain_name(field.name)
    others = [plain_name(alias) for alias in field.aliases]
    if how == "same":
        return next((name for name, plain in free.items() if plain == own), "")
    if how == "alias":
        return next(
            (name for other in others for name, plain in free.items() if plain == other), ""
        )
    wanted = [text for text in (own, *others) if len(text) > _SHORT]
    rated = [
        (SequenceMatcher(None, text, plain).ratio(), name)
        for text in wanted
        for name, plain in free.items()
        if same_digits(text, plain)
    ]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _SIMILAR else ""


def same_digits(one: str, other: str) -> bool:
    """Names that differ in a number (0-4歳, 5-9歳) are never alike, nor those of 男 and 女."""
    kept = re.compile(r"[0-9]+|[男女始終]")
    return kept.findall(one) == kept.findall(other)


def plain_name(name: str) -> str:
    """A column's name without what people write in different ways: width, case, marks, blanks."""
    return _PLAIN.sub("", unicodedata.normalize("NFKC", name).lower())


def _findings(table: Table, *, dataset: Dataset, fields: Sequence[FieldMatch]) -> Iterator[Finding]:
    place = Place(sheet=table.sheet)
    by_name = {field.field: field.column for field in fields if field.column}
    for field in fields:
        if field.how == "missing" and field.required:
            yield Finding(
                code="dataset-field-missing",
                severity=Severity.ERROR,
                place=place,
                params={"field": field.field, "dataset": dataset.title},
            )
        if field.how in {"alias", "similar"}:
            likely = field.how == "similar"
            yield Finding(
                code="dataset-field-guessed" if likely else "dataset-name-differs",
                severity=Severity.WARNING if likely else Severity.INFO,
                place=place,
                params={"column": field.column, "field": field.field},
            )
    for schema in dataset.fields:
        column = by_name.get(schema.name)
        if column is not None:
            yield from _wrong(table, column=column, field=schema, place=place)
    yield from _sums(table, dataset=dataset, by_name=by_name, place=place)


def _wrong(table: Table, *, column: str, field: Field, place: Place) -> Iterator[Finding]:
    values = table.frame[column]
    wrong = wrong_values(values, field=field)
    if wrong.any():
        seen = values.filter(wrong).cast(pl.String).unique(maintain_order=True).head(3).to_list()
        yield Finding(
            code="dataset-value-wrong",
            severity=Severity.ERROR,
            place=place,
            seen="、".join(str(text)[:40] for text in seen),
            params={
                "column": column,
                "field": field.name,
                "kind": field.type.value,
                "count": int(wrong.sum()),
                "rows": _rows(wrong),
            },
        )
    blank = values.is_null()
    if field.required and blank.any() and field.type.value != "flag":
        yield Finding(
            code="dataset-value-missing",
            severity=Severity.WARNING,
            place=place,
            params={"column": column, "count": int(blank.sum()), "rows": _rows(blank)},
        )


def _sums(
    table: Table, *, dataset: Dataset, by_name: dict[str, str], place: Place
) -> Iterator[Finding]:
    for total, parts in dataset.sums.items():
        names = [by_name.get(part, "") for part in parts]
        whole = by_name.get(total, "")
        if not whole or not all(names):
            continue
        if not all(table.frame[name].dtype.is_numeric() for name in (whole, *names)):
            continue
        differs = table.frame.select(pl.sum_horizontal(names) != pl.col(whole)).to_series()
        differs = differs.fill_null(value=False)
        if differs.any():
            yield Finding(
                code="dataset-sum-differs",
                severity=Severity.WARNING,
                place=place,
                params={"column": whole, "count": int(differs.sum()), "rows": _rows(differs)},
            )


def _rows(at: pl.Series) -> str:
    """The first rows of the tidy table, from 1."""
    return " ".join(str(row + 1) for row in at.arg_true().head(_SHOWN).to_list())

"""Whether cells are of a kind, where a pattern alone cannot say."""

from collections.abc import Callable, Mapping

import polars as pl

from tomoni.engine import tables
from tomoni.engine.privacy import _names
from tomoni.engine.privacy._kinds import Kind

_LIFETIME = 30
"""Years between the tenth and the ninetieth hundredth of days: births spread, deeds do not."""
_ONE_EACH, _ENOUGH = 0.98, 20
_DICTIONARIES = {"name", "kana"}
_NUMBER = r"(?:[0-9]+|[一二三四五六七八九十]+)(?:-[0-9]|番|号|の[0-9])|[0-9]+$|丁目[0-9]"


def share(kind: Kind, *, values: pl.Series, named: bool) -> float:
    """The share, 0 to 1, of plain texts (shape (n,), n > 0) that are of the kind."""
    return float(fits(kind, values=values, named=named).sum()) / len(values)


def fits(kind: Kind, *, values: pl.Series, named: bool) -> pl.Series:
    """Which plain texts (no nulls) are of the kind. `named`: the header says so too."""
    pattern = kind.value if named or not kind.strict else kind.strict
    if not pattern:
        return pl.repeat(value=True, n=len(values), eager=True)
    matching = values.str.contains(rf"^(?:{pattern})$")
    check = _CHECKS.get(kind.check)
    if check is None or not matching.any():
        return matching
    return matching & check(values, named)


def counted(kind: Kind, *, values: pl.Series) -> pl.Series:
    """Which plain texts (no nulls) count once the column is known to be of the kind.

    A dictionary knows only some names: there the shape counts, unless it is a company's or a
    place's; all that is filled, if none fits.
    """
    shape = kind.model_copy(update={"check": ""}) if kind.check in _DICTIONARIES else kind
    found = fits(shape, values=values, named=True)
    if kind.check in _DICTIONARIES:
        found &= ~_names.is_body(values)
    return found if found.any() else values != ""


def _birth_dates(values: pl.Series, named: bool) -> pl.Series:
    if named:
        return pl.repeat(value=True, n=len(values), eager=True)
    years = values.str.extract(r"^([12][0-9]{3})-").cast(pl.Int32)
    if len(values) < _ENOUGH:
        return pl.repeat(value=False, n=len(values), eager=True)
    spread = (years.quantile(0.9) or 0) - (years.quantile(0.1) or 0)
    return years.is_not_null() & (spread >= _LIFETIME)


def _name(values: pl.Series, _named: bool) -> pl.Series:
    return _names.is_name(values) | _names.is_surname(values) if _named else _names.is_name(values)


def _kana(values: pl.Series, named: bool) -> pl.Series:
    apart = values.str.contains(r"[ ・]")
    return _names.is_kana(values) & (
        apart if not named else pl.repeat(True, len(values), eager=True)
    )


def _one_each(values: pl.Series, named: bool) -> pl.Series:
    is_key = values.n_unique() >= _ONE_EACH * len(values)
    if not named:  # amounts differ in length, numbers that were given out do not
        is_key = is_key and len(values) >= _ENOUGH and values.str.len_chars().n_unique() == 1
    return pl.repeat(value=is_key, n=len(values), eager=True)


_CHECKS: Mapping[str, Callable[[pl.Series, bool], pl.Series]] = {
    "corporate_number": lambda values, _named: tables.is_corporate_number(values).fill_null(
        value=False
    ),
    "birth_dates": _birth_dates,
    "name": _name,
    "kana": _kana,
    "address": lambda values, _named: values.str.contains(_NUMBER),
    "one_each": _one_each,
}

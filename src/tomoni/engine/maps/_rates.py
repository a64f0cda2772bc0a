"""Rates of areas, reckoned from the rows of a table: what a map may show."""

from collections.abc import Mapping

import polars as pl
from pydantic import Field

from tomoni.engine.core import Table, Value
from tomoni.engine.maps._boundaries import Boundaries
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._rows import COUNT, KEY, OF, RATE, Measure, measured_rows, text_of


class Rate(Value):
    """The rate of one area: `count` per `per` of the denominator `n`."""

    value: float | None
    n: float | None
    """Persons, households, rows …; events where the rate is per km²."""
    count: float | None = None


class Rates(Value):
    """The rates of one measure by key of the area, as the table writes it."""

    title: str
    by_key: dict[str, Rate]
    per: float = Field(gt=0)
    is_proportion: bool
    """Whether what is counted is a part of the denominator: its rate is never above 1."""
    per_km2: bool = False


def rates(
    table: Table,
    *,
    area_column: str,
    measure: Measure,
    per: float = 100,
    codes: Mapping[str, str] | None = None,
    boundaries: Boundaries | None = None,
    people: Mapping[str, float] | None = None,
) -> Rates:
    """The rate of each area: counts and denominators of its rows added up, then divided.

    Totals and subtotals of the table are left out. `codes` (key → code, from `match`) joins keys of
    one area; keys it lacks are left out. `people`: denominators by code from elsewhere (`totals`);
    an area that has people and no row has nought. Raises `MapsError`: `unknown-column`,
    `not-a-number`, `count-without-denominator`, `rate-without-denominator`, `several-rates` where
    the table states a rate of an area twice, `negative-count`, `no-rows`, `no-boundaries` for a
    rate per km² without them; and what filters raise.
    """
    if people is not None and not measure.rate:
        measure = measure.model_copy(update={"denominator": ""})
    frame = measured_rows(table, area_column=area_column, measure=measure, alone=people is None)
    frame = _joined(frame, codes=codes)
    if frame.is_empty():
        raise MapsError("no-rows")
    if measure.rate:
        by_key = _stated(frame)
    elif measure.per_km2:
        by_key = _by_size(frame, boundaries=boundaries)
    else:
        by_key = _divided(frame, per=per, people=people)
    return Rates(
        title=measure.title,
        by_key=by_key,
        per=1 if measure.per_km2 else per,
        is_proportion=_is_part(by_key),
        per_km2=measure.per_km2,
    )


def totals(
    table: Table, *, area_column: str, column: str, codes: Mapping[str, str]
) -> dict[str, float]:
    """A column added up by code of the area, e.g. people of towns; empty cells leave theirs out.

    Raises `MapsError`: `unknown-column`, `not-a-number`, `negative-count`.
    """
    measure = Measure(count=column, denominator=column)
    frame = measured_rows(table, area_column=area_column, measure=measure, alone=True)
    summed = _summed(_joined(frame, codes=codes))
    return {area: count for area, count in summed.select(KEY, COUNT).rows() if count is not None}


def area_keys(table: Table, *, area_column: str) -> tuple[str, ...]:
    """What the table calls its areas, each once, as `match` and `rates` read it.

    Raises `MapsError("unknown-column")`.
    """
    if table.column(area_column) is None:
        raise MapsError("unknown-column")
    keys = table.data_rows().frame.select(text_of(area_column))[area_column].drop_nulls()
    return tuple(key for key in keys.unique(maintain_order=True).to_list() if key)


def overall(rates: Rates) -> float | None:
    """All counts over all denominators, per `per`; of stated rates their mean weighted by n.

    None where nothing is known, and for rates per km².
    """
    known = [rate for rate in rates.by_key.values() if rate.value is not None and rate.n]
    whole = sum(rate.n or 0.0 for rate in known)
    if not whole or rates.per_km2:
        return None
    return sum((rate.value or 0.0) * (rate.n or 0.0) for rate in known) / whole


def _joined(frame: pl.DataFrame, *, codes: Mapping[str, str] | None) -> pl.DataFrame:
    if codes is None:
        return frame
    known = pl.col(KEY).replace_strict(
        list(codes), list(codes.values()), default=None, return_dtype=pl.String
    )
    return frame.with_columns(known.alias(KEY)).drop_nulls(KEY)


def _summed(frame: pl.DataFrame) -> pl.DataFrame:
    """An empty cell makes its area's sum unknown: it is not nought."""
    return frame.group_by(KEY, maintain_order=True).agg(
        *(
            pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)
            for name in (COUNT, OF)
        )
    )


def _stated(frame: pl.DataFrame) -> dict[str, Rate]:
    if frame[KEY].n_unique() < frame.height:
        raise MapsError("several-rates")
    return {key: Rate(value=rate, n=of) for key, rate, of in frame.select(KEY, RATE, OF).rows()}


def _by_size(frame: pl.DataFrame, *, boundaries: Boundaries | None) -> dict[str, Rate]:
    if boundaries is None:
        raise MapsError("no-boundaries")
    km2 = {area.code: area.km2 for area in boundaries.areas}
    return {
        key: Rate(value=count / km2[key] if count is not None and key in km2 else None, n=count)
        for key, count in _summed(frame).select(KEY, COUNT).rows()
    }


def _divided(
    frame: pl.DataFrame, *, per: float, people: Mapping[str, float] | None
) -> dict[str, Rate]:
    rows = {key: (count, of) for key, count, of in _summed(frame).select(KEY, COUNT, OF).rows()}
    if people is not None:
        rows = {key: (rows.get(key, (0.0, 0.0))[0], of) for key, of in people.items()}
    return {
        key: Rate(value=count / of * per if count is not None and of else None, n=of, count=count)
        for key, (count, of) in rows.items()
    }


def _is_part(by_key: Mapping[str, Rate]) -> bool:
    """Of the areas whose counts are known; of none of them nobody can say."""
    known = [
        (rate.count, rate.n)
        for rate in by_key.values()
        if rate.count is not None and rate.n is not None
    ]
    return bool(known) and all(count <= n for count, n in known)

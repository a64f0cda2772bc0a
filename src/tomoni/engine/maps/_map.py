"""What a map shows: of each area the rate, what it is of, and its class."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import shapely
from pydantic import Field

from tomoni.engine.core import Table, Value
from tomoni.engine.maps._boundaries import Boundaries
from tomoni.engine.maps._classes import Breaks, class_breaks, class_of
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._matching import Matched, Unmatched
from tomoni.engine.maps._rates import Rate, Rates
from tomoni.engine.maps._shades import Ramp
from tomoni.engine.privacy import RULES

ENOUGH = RULES["10未満"].smallest
"""Counts from 1 to below this are about few."""
FEWEST = 10
"""Rates of fewer than so many are hatched unless somebody says otherwise."""
_MOST_POINTS = 5_000
_MOST_LAYERS = 2


class Shown(StrEnum):
    """How an area stands on the map: with its rate, hatched for too few, dotted for no data."""

    RATE = "rate"
    FEW = "few"
    NONE = "none"


class MapValue(Value):
    """One area on one of the maps. Of too few neither the rate nor the number is kept."""

    shown: Shown
    value: float | None = None
    n: float | None = None
    shade: int | None = None
    """Its class, from 0."""


class MapArea(Value):
    """One area with its value on each of the maps."""

    code: str
    name: str
    values: tuple[MapValue, ...]


class Point(Value):
    """A place on the map, in degrees of JGD2011."""

    longitude: float = Field(ge=120, le=155)
    latitude: float = Field(ge=20, le=47)
    label: str = ""


class Style(Value):
    """How a map is cut into classes and drawn."""

    how: Breaks = Breaks.QUANTILE
    classes: int = Field(default=5, ge=1, le=7)
    given: tuple[float, ...] = ()
    """Inner ends of the classes, ascending, where `how` is `given`."""
    fewest: int = Field(default=FEWEST, ge=1, le=100_000)
    ramp: Ramp = Ramp.BLUE


class Map(Value):
    """One map, or two side by side with the same classes."""

    title: str
    unit: str
    """What the rates are, e.g. ％ or 人口1万人あたりの件数."""
    layers: tuple[str, ...] = ()
    """Titles of the maps, e.g. 令和4年度, 令和5年度; empty for outlines and points alone."""
    breaks: tuple[float, ...] = ()
    style: Style = Style()
    areas: tuple[MapArea, ...]
    points: tuple[Point, ...] = ()
    points_outside: int = 0
    """Places beyond the outlines' edges, which are not drawn."""
    few: int = 0
    """Rates that are shown and tell of 1 to 9: of whoever is counted, or of whoever is not."""
    unmatched: tuple[Unmatched, ...] = ()
    left_out: tuple[str, ...] = ()
    sources: str = ""


def choropleth(
    boundaries: Boundaries,
    *,
    rates: Sequence[Rates] = (),
    title: str,
    unit: str = "",
    style: Style | None = None,
    points: Sequence[Point] = (),
    matched: Matched | None = None,
    sources: str = "",
) -> Map:
    """The map of rates by area; a pair (before, after) is drawn with the same classes.

    The keys of `rates` are codes of the areas. Rates of fewer than `style.fewest` are left out of
    the classes and of the map's numbers; without rates the outlines stand alone. Raises
    `MapsError`: `too-many-maps`, `too-many-points`, and what `class_breaks` raises (`no-values`
    where all are too few).
    """
    style = style or Style()
    if len(rates) > _MOST_LAYERS:
        raise MapsError("too-many-maps", limit=_MOST_LAYERS)
    if len(points) > _MOST_POINTS:
        raise MapsError("too-many-points", limit=_MOST_POINTS)
    kept = [_kept(boundaries, each, fewest=style.fewest) for each in rates]
    breaks = _breaks(kept, style=style)
    drawn = _within(boundaries, points)
    return Map(
        title=title,
        unit=unit,
        layers=tuple(each.title for each in rates),
        breaks=breaks,
        style=style,
        areas=tuple(_areas(boundaries, kept, breaks=breaks)),
        points=drawn,
        points_outside=len(points) - len(drawn),
        few=sum(map(_few, kept, rates)),
        unmatched=matched.unmatched if matched else (),
        left_out=matched.left_out if matched else (),
        sources=sources,
    )


def points(
    table: Table, *, longitude_column: str, latitude_column: str, label_column: str = ""
) -> tuple[Point, ...]:
    """The rows of the table as places; rows without both coordinates are left out.

    Raises `MapsError`: `unknown-column`, `not-a-number`, `outside-japan` (also for coordinates the
    wrong way round).
    """
    frame = table.data_rows().frame
    names = [longitude_column, latitude_column, *([label_column] if label_column else [])]
    if not set(names) <= set(frame.columns):
        raise MapsError("unknown-column")
    if not all(frame.schema[name].is_numeric() for name in names[:2]):
        raise MapsError("not-a-number")
    rows = frame.select(names).drop_nulls(names[:2]).rows()
    if not all(120 <= row[0] <= 155 and 20 <= row[1] <= 47 for row in rows):
        raise MapsError("outside-japan")
    return tuple(
        Point(longitude=row[0], latitude=row[1], label=str(row[2] or "") if label_column else "")
        for row in rows
    )


def _within(boundaries: Boundaries, points: Sequence[Point]) -> tuple[Point, ...]:
    """The places within the box that holds all outlines."""
    if not points:
        return ()
    west, south, east, north = shapely.total_bounds(boundaries.geometries())
    return tuple(
        one for one in points if west <= one.longitude <= east and south <= one.latitude <= north
    )


def _kept(boundaries: Boundaries, rates: Rates, *, fewest: int) -> dict[str, MapValue]:
    return {
        area.code: _value(rates.by_key.get(area.code), fewest=fewest) for area in boundaries.areas
    }


def _breaks(layers: Sequence[Mapping[str, MapValue]], *, style: Style) -> tuple[float, ...]:
    values = [one.value for layer in layers for one in layer.values() if one.value is not None]
    cut = style.model_dump(include={"how", "classes", "given"})
    return class_breaks(values, **cut) if layers else ()


def _value(rate: Rate | None, *, fewest: int) -> MapValue:
    if rate is None or rate.value is None or rate.n is None:
        return MapValue(shown=Shown.NONE)
    if rate.n < fewest:
        return MapValue(shown=Shown.FEW)
    return MapValue(shown=Shown.RATE, value=rate.value, n=rate.n)


def _few(kept: Mapping[str, MapValue], rates: Rates) -> int:
    shown = [rates.by_key[code] for code, one in kept.items() if one.value is not None]
    return sum(any(0 < count < ENOUGH for count in _counts(rate, rates)) for rate in shown)


def _counts(rate: Rate, rates: Rates) -> Iterator[float]:
    """What the rate is made of and gives away: events, and people without them."""
    count = rate.n if rates.per_km2 else rate.count
    if count is not None:
        yield count
        if rates.is_proportion and rate.n is not None:
            yield rate.n - count


def _areas(
    boundaries: Boundaries, layers: Sequence[Mapping[str, MapValue]], *, breaks: Sequence[float]
) -> Iterator[MapArea]:
    for area in boundaries.areas:
        values = (layer[area.code] for layer in layers)
        yield MapArea(
            code=area.code,
            name=area.name,
            values=tuple(
                one
                if one.value is None
                else one.model_copy(update={"shade": class_of(one.value, breaks=breaks)})
                for one in values
            ),
        )

"""Rates on a map.

Comes in: a file of boundaries, and a tidy table of rates by area. Goes out: the areas with their
names, what could not be matched, and the map as SVG with its class breaks, the funnel plot beside
it. Why: where something happens is half of what a city has to decide, and a map of counts only
shows where people live.
"""

from tomoni.engine.maps._boundaries import CRS, Area, Boundaries, read_areas, write_areas
from tomoni.engine.maps._classes import Breaks, class_breaks
from tomoni.engine.maps._drawing import map_png, map_svg
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._funnel import Funnel, FunnelPoint, Standing, control_limits, funnel
from tomoni.engine.maps._funnel_picture import funnel_svg
from tomoni.engine.maps._limits import Limits
from tomoni.engine.maps._map import (
    FEWEST,
    Map,
    MapArea,
    MapValue,
    Point,
    Shown,
    Style,
    choropleth,
    points,
)
from tomoni.engine.maps._matching import LEFT_OUT, Matched, Unmatched, match
from tomoni.engine.maps._mesh import is_mesh_code, mesh_boundaries
from tomoni.engine.maps._rates import Rate, Rates, area_keys, overall, rates, totals
from tomoni.engine.maps._reading import is_boundaries, read_boundaries
from tomoni.engine.maps._rows import Measure
from tomoni.engine.maps._shades import Ramp, luminance, shades

__all__ = [
    "CRS",
    "FEWEST",
    "LEFT_OUT",
    "Area",
    "Boundaries",
    "Breaks",
    "Funnel",
    "FunnelPoint",
    "Limits",
    "Map",
    "MapArea",
    "MapValue",
    "MapsError",
    "Matched",
    "Measure",
    "Point",
    "Ramp",
    "Rate",
    "Rates",
    "Shown",
    "Standing",
    "Style",
    "Unmatched",
    "area_keys",
    "choropleth",
    "class_breaks",
    "control_limits",
    "funnel",
    "funnel_svg",
    "is_boundaries",
    "is_mesh_code",
    "luminance",
    "map_png",
    "map_svg",
    "match",
    "mesh_boundaries",
    "overall",
    "points",
    "rates",
    "read_areas",
    "read_boundaries",
    "shades",
    "totals",
    "write_areas",
]

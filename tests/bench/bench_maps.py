"""Measurements of drawing maps, beside Vega's geoshapes drawn by the renderer of our charts.

Printed, never asserted: medians of runs after a first one, in seconds.
"""

import json

import numpy as np
import pytest
import shapely
import vl_convert

from bench.large_cases import median_ms
from engine.maps import outlines
from tomoni.engine import maps

AREAS, CORNERS = 175, 250


def _wavering(corners: np.ndarray) -> np.ndarray:
    """Moves each corner by an amount that only its place decides: common borders stay common."""
    x, y = corners[:, 0], corners[:, 1]
    return corners + 4e-4 * np.column_stack([np.sin(x * 9e4 + y * 7e4), np.cos(x * 8e4 - y * 6e4)])


@pytest.fixture(scope="module")
def towns() -> maps.Boundaries:
    random = np.random.default_rng(175)
    seeds = random.uniform([134.78, 34.70], [134.92, 34.86], (AREAS, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(seeds)))
    cut = shapely.intersection(cells, shapely.box(134.77, 34.69, 134.93, 34.87))
    around = float(np.median(shapely.length(cut)))
    shapes = shapely.transform(shapely.segmentize(cut, around / CORNERS), _wavering)
    said = [{"code": f"28210{n:04d}", "name": f"第{n + 1}町"} for n in range(AREAS)]
    data = outlines.geojson(list(shapes), properties=said)
    return maps.read_boundaries(data, file_name="towns.geojson")


def _drawn(boundaries: maps.Boundaries, rates: maps.Rates) -> str:
    shown = maps.choropleth(boundaries, rates=[rates], title="届出", unit="％")
    return maps.map_svg(shown, boundaries=boundaries)


def _vega(boundaries: maps.Boundaries, rates: maps.Rates) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"name": area.name, "rate": rates.by_key[area.code].value},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for area, shape in zip(boundaries.areas, boundaries.geometries(), strict=True)
    ]
    spec = {
        "width": 928, "height": 620,
        "data": {"values": features},
        "mark": {"type": "geoshape", "stroke": "#4d4d4d"},
        "projection": {"type": "azimuthalEqualArea", "rotate": [-134.85, -34.78]},
        "encoding": {
            "color": {"field": "properties.rate", "type": "quantitative",
                      "scale": {"type": "quantile", "scheme": "blues"}},
        },
    }  # fmt: skip
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
    return drawn


def test_a_map_of_175_towns(towns: maps.Boundaries) -> None:
    """From stored outlines and rates to SVG: classes, projection, outlines, names, legend."""
    random = np.random.default_rng(2)
    of = random.integers(300, 5000, AREAS)
    table = outlines.table(
        町=[area.code for area in towns.areas],
        件数=random.binomial(of, 0.1).tolist(),
        人口=of.tolist(),
    )
    rates = maps.rates(
        table, area_column="町", measure=maps.Measure(count="件数", denominator="人口")
    )
    corners = int(shapely.get_num_coordinates(towns.geometries()).sum())
    ours = median_ms(lambda: _drawn(towns, rates), times=5) / 1000
    vega = median_ms(lambda: _vega(towns, rates), times=5) / 1000
    stored = maps.write_areas(towns)
    reading = median_ms(lambda: maps.read_areas(stored), times=5) / 1000
    print(f"\n{len(towns.areas)} areas, {corners:,} corners: stored outlines read {reading:.3f} s")
    print(f"drawn {ours:.3f} s ({len(_drawn(towns, rates)) // 1000:,} kB)")
    print(f"vl-convert geoshape {vega:.3f} s ({len(_vega(towns, rates)) // 1000:,} kB)")
    print(f"ratio {ours / vega:.2f}")

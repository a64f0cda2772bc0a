"""A map as SVG, drawn here, without a browser and without anything from outside."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tomoni.engine.core import renderer, svg_text, xml_text
from tomoni.engine.maps._boundaries import Boundaries
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._labels import SIZE, labels
from tomoni.engine.maps._legend import (
    FEW_FILL,
    NONE_FILL,
    draw_legend,
    draw_scale,
    height_of,
    patterns,
)
from tomoni.engine.maps._map import Map, MapArea, Shown
from tomoni.engine.maps._numbers import decimals_of, written_number
from tomoni.engine.maps._projecting import Sheet, path, project
from tomoni.engine.maps._shades import luminance, shades
from tomoni.engine.maps._svg import INK, QUIET, add, picture, text

_WIDTH, _MARGIN, _GAP = 960.0, 16.0, 20.0
_HIGHEST = 620.0
_TITLE, _SUBTITLE, _SCALE, _FOOT = 40.0, 24.0, 34.0, 26.0
_DARK = 0.35
_BASE = "#f4f4f4"
_MOST_NAMED = 25
"""So many places are named on the map; of more the page's reader points at one."""
_HALO: Any = {"stroke": "#ffffff", "stroke_width": 3, "paint_order": "stroke"}


def map_svg(shown: Map, *, boundaries: Boundaries) -> str:
    """The map as SVG 1.1, 960 CSS pixels wide, with title, description, role and legend.

    Equal maps give equal text. Raises `MapsError("other-boundaries")` when the areas are not those
    that the map was made for.
    """
    if [area.code for area in shown.areas] != [area.code for area in boundaries.areas]:
        raise MapsError("other-boundaries")
    count = max(len(shown.layers), 1)
    wide = (_WIDTH - 2 * _MARGIN - (count - 1) * _GAP) / count
    dots = np.array([(p.longitude, p.latitude) for p in shown.points]).reshape(-1, 2)
    sheet = project(boundaries.geometries(), points=dots, width=wide, highest=_HIGHEST)
    inner = _WIDTH - 2 * _MARGIN
    top = _TITLE + (_SUBTITLE if any(shown.layers) else 0)
    below = top + sheet.height + _SCALE
    height = below + height_of(shown, width=inner) + _FOOT
    root = picture(width=_WIDTH, height=height, title=shown.title, description=_description(shown))
    patterns(root)
    text(root, shown.title, x=_MARGIN, y=27, size=18, font_weight="bold")
    paths = [path(shape) for shape in sheet.shapes]
    for layer in range(count):
        x = _MARGIN + layer * (wide + _GAP)
        if any(shown.layers):
            text(root, shown.layers[layer], x=x, y=_TITLE + 15, size=14, font_weight="bold")
        panel = add(root, "g", transform=f"translate({x:g} {top:g})")
        _panel(panel, shown, sheet=sheet, paths=paths, layer=layer)
    draw_scale(root, sheet, x=_MARGIN, y=below - 10)
    draw_legend(root, shown, x=_MARGIN, y=below, width=inner)
    foot = "　".join(filter(None, (shown.sources, _outside(shown))))
    text(root, foot, x=_MARGIN, y=height - 8, size=11, fill=QUIET)
    return svg_text(root)


def map_png(svg: str, *, scale: float = 2.0) -> bytes:
    """A drawn map as PNG; `scale` 1 is a pixel for each of the drawing's."""
    drawn: bytes = renderer().svg_to_png(svg, scale=scale)
    return drawn


def _panel(parent: Any, shown: Map, *, sheet: Sheet, paths: Sequence[str], layer: int) -> None:
    fills = list(_fills(shown, layer=layer))
    outlines = add(parent, "g", stroke="#4d4d4d", stroke_width=0.6, stroke_linejoin="round")
    for area, drawn, fill in zip(shown.areas, paths, fills, strict=True):
        if drawn:
            add(outlines, "path", d=drawn, fill=fill, fill_rule="evenodd")
            words = add(outlines[-1], "title")
            words.text = xml_text(_said(shown, area, layer=layer))
    _points(parent, shown, sheet=sheet)
    names = [area.name for area in shown.areas]
    for label in labels(sheet.shapes, names=names):
        fill, baseline = fills[label.place], label.y + SIZE * 0.36
        look = {"fill": "#ffffff" if luminance(fill) < _DARK else INK} if fill[0] == "#" else _HALO
        named = text(parent, names[label.place], x=label.x, y=baseline, size=SIZE, **look)
        named.set("text-anchor", "middle")


def _points(parent: Any, shown: Map, *, sheet: Sheet) -> None:
    """A dot a place; where they are few its name beside it."""
    for point, (x, y) in zip(shown.points, sheet.places.tolist(), strict=True):
        dot = add(parent, "circle", cx=x, cy=y, r=4, fill="#b1002a", stroke="#ffffff")
        if point.label:
            add(dot, "title").text = xml_text(point.label)
            if len(shown.points) <= _MOST_NAMED:
                text(parent, point.label, x=x + 7, y=y + 4, size=SIZE, **_HALO)


def _fills(shown: Map, *, layer: int) -> Iterator[str]:
    colours = shades(shown.style.ramp, count=len(shown.breaks) - 1) if shown.layers else ()
    for area in shown.areas:
        if not area.values:
            yield _BASE
            continue
        value = area.values[layer]
        if value.shade is not None:
            yield colours[value.shade]
        else:
            yield FEW_FILL if value.shown is Shown.FEW else NONE_FILL


def _said(shown: Map, area: MapArea, *, layer: int) -> str:
    """What stands behind an area: its name, its rate and what that is of."""
    if not area.values:
        return area.name
    one = area.values[layer]
    if one.value is None or one.n is None:
        few = one.shown is Shown.FEW
        return f"{area.name}：{f'{shown.style.fewest}未満' if few else 'データなし'}"
    decimals = max(decimals_of(shown.breaks[1:-1]), 1)
    value = written_number(one.value, decimals=decimals)
    return f"{area.name}：{value} {shown.unit}（n={one.n:,.10g}）"


def _description(shown: Map) -> str:
    """The map in words: how many areas, and where the rate is highest and lowest."""
    parts = [f"{len(shown.areas)}の地域の地図。"]
    for layer, title in enumerate(shown.layers):
        rated = [area for area in shown.areas if area.values[layer].value is not None]
        rated.sort(key=lambda area: area.values[layer].value or 0.0)
        if rated:
            ends = "、".join(_said(shown, area, layer=layer) for area in (rated[-1], rated[0]))
            parts.append(f"{title}　最も高い・最も低い地域は{ends}。")
    if shown.points:
        parts.append(f"点{len(shown.points):,}か所。")
    return "".join((*parts, _outside(shown)))


def _outside(shown: Map) -> str:
    count = shown.points_outside
    return f"地図の外にある点{count:,}か所は描いていません。" if count else ""

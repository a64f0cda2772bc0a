"""Meshes of JIS X 0410 (地域メッシュコード): boundaries that need no file."""

import re
from collections.abc import Iterable

import jismesh.utils
import numpy as np
import shapely

from tomoni.engine.maps._boundaries import Boundaries, areas_of
from tomoni.engine.maps._errors import MapsError

_MESH = re.compile(
    r"[3-6][0-9]{3}(?:[0-7]{2}(?:[0-9]{2}(?:[1-4](?:[1-4][1-4]?)?)?)?)?", flags=re.ASCII
)
"""80 km (4 figures), 10 km (6), 1 km (8), 500 m (9), 250 m (10), 125 m (11)."""
_DIGITS = frozenset({4, 6, 8, 9, 10, 11})


def is_mesh_code(text: str) -> bool:
    """Whether the text is the code of a mesh of JIS X 0410, from 80 km down to 125 m."""
    return bool(_MESH.fullmatch(text)) and len(text) in _DIGITS


def mesh_boundaries(codes: Iterable[str]) -> Boundaries:
    """The meshes of the codes, each once, as areas called by their codes.

    Codes may be of several sizes. Raises `MapsError`: `not-a-mesh`, `no-areas` for no codes.
    """
    known = sorted(set(codes))
    if not known:
        raise MapsError("no-areas")
    if not all(map(is_mesh_code, known)):
        raise MapsError("not-a-mesh")
    numbers = np.array([int(code) for code in known], dtype=np.int64)
    south, west = jismesh.utils.to_meshpoint(numbers, 0, 0)
    north, east = jismesh.utils.to_meshpoint(numbers, 1, 1)
    shapes = shapely.box(west, south, east, north)
    return Boundaries(areas_of(known, names=known, geometries=shapes))

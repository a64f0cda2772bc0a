"""How much a file of boundaries may ask of the machine."""

from tomoni.engine.core import Value
from tomoni.engine.maps._errors import MapsError


class Limits(Value):
    """Bounds on reading boundaries; beyond any of them the file is refused with `too-large`."""

    max_bytes: int = 200_000_000
    """Size of the file as it arrives, in bytes."""
    max_unzipped_bytes: int = 600_000_000
    """Sum of the parts of a zip that are unpacked, declared and real, in bytes."""
    max_text_bytes: int = 120_000_000
    """GeoJSON, TopoJSON and GML, which take many times their size once read, in bytes."""
    max_parts: int = 2_000
    """Files in a zip."""
    max_features: int = 200_000
    """Rows of the file, before areas of one code are joined."""
    max_points: int = 10_000_000
    """Corners of all outlines together."""


class Corners:
    """Corners counted while outlines are put together: files may name one line very often."""

    def __init__(self, limits: Limits) -> None:
        self._limit, self._count = limits.max_points, 0

    def add(self, count: int) -> None:
        """So many more. Raises `MapsError("too-large")` beyond what the limits allow."""
        self._count += count
        if self._count > self._limit:
            raise MapsError("too-large", limit=self._limit)

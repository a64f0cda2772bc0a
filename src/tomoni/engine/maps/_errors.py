"""What can go wrong with boundaries and maps."""

from tomoni.engine.core import TomoniError


class MapsError(TomoniError):
    """Boundaries cannot be read, or a map cannot be drawn."""

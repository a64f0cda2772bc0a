"""Rates on a map.

Comes in: a file of boundaries, and a tidy table of rates by area. Goes out: the areas with their
names, what could not be matched, and the map as SVG with its class breaks. Why: where something
happens is half of what a city has to decide, and a map of counts only shows where people live.
"""

from tomoni.engine.maps._errors import MapsError

__all__ = ["MapsError"]

"""The error of this room."""

from tomoni.engine.core import TomoniError


class EvidenceError(TomoniError):
    """A claim, filter or table that cannot be put together: nothing was compared.

    Parameters name columns and counts, never what stands in a cell.
    """

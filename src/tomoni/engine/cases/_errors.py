"""The room's error."""

from tomoni.engine.core import TomoniError


class CasesError(TomoniError):
    """A case, a bundle or a curriculum that cannot be what it says."""

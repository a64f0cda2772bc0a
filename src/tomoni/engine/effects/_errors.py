"""The room's error."""

from tomoni.engine.core import TomoniError


class EffectsError(TomoniError):
    """An effect that cannot be estimated."""

"""The room's error."""

from tomoni.engine.core import TomoniError


class FlowsError(TomoniError):
    """A flow that cannot be read, drawn or counted."""

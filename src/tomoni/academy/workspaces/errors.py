"""The room's one error."""

from tomoni.engine.core import TomoniError


class WorkspacesError(TomoniError):
    """Something that is kept cannot be read, or may not be taken in: nothing was changed."""

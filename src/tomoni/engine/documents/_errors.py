"""The room's error."""

from tomoni.engine.core import TomoniError


class DocumentsError(TomoniError):
    """A document that cannot be made from what was given."""

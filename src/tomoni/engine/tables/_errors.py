"""The error of this room."""

from tomoni.engine.core import TomoniError


class TablesError(TomoniError):
    """A file that cannot be read, or a recipe or table that does not fit: nothing was made."""

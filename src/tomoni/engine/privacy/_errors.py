"""The room's one error."""

from tomoni.engine.core import TomoniError


class PrivacyError(TomoniError):
    """A table that cannot be examined, changed or published as asked."""

"""The room's error."""

from pydantic import ValidationError

from tomoni.engine.core import TomoniError


class CasesError(TomoniError):
    """A case, a bundle or a curriculum that cannot be what it says."""


def bad_content(error: ValidationError) -> CasesError:
    """`bad-content` with the place and kind of the first mistake, never with what stood there."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return CasesError("bad-content", where=where, why=first["type"])

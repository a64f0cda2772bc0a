"""What one rule of the first review saw."""

from collections.abc import Callable
from typing import NamedTuple

from tomoni.engine.core import Severity, Value, canonical_json, sha256


class Remark(Value):
    """What one rule saw, and where: a code with parameters; the academy words it.

    `error`: the group mends it or says why not; `warning`: worth a look. `field` is empty where the
    remark is about the artifact as a whole, `row` counts from 1. `seen` quotes what stood there and
    is for the group and those who may read its case, never for a log.
    """

    rule: str
    severity: Severity
    artifact: str
    field: str = ""
    row: int | None = None
    column: str = ""
    seen: str = ""
    params: dict[str, str | int] = {}

    @property
    def mark(self) -> str:
        """By which it is known again in a later version: 64 hexadecimal digits.

        A row that only moved keeps it; where nothing was seen (something is missing) its row tells
        it from others.
        """
        row = None if self.seen else self.row
        known = (self.rule, self.artifact, self.field, self.column, row, self.seen)
        return sha256(canonical_json(list(known)))


class Seen(NamedTuple):
    """What a rule found in one text: the words themselves, and which of its reasons holds."""

    text: str
    why: str = ""


TextRule = Callable[[str], Seen | None]
"""A text that is not empty → what is to be said of it."""

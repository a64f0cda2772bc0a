"""How the lines of a text file end."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from tomoni.engine.tables._encoding import Text
from tomoni.engine.tables._errors import TablesError

_ALLOWED = (0x09, 0x0C, 0x1B)
"""Control characters other than line ends that a text may have: tab, form feed, escape."""


@dataclass(frozen=True)
class Ends:
    """How often lines end in each way; breaks inside of quoted cells are no line ends."""

    both: int = 0
    feeds: int = 0
    returns: int = 0

    @property
    def mixed(self) -> bool:
        return (self.both > 0) + (self.feeds > 0) + (self.returns > 0) > 1

    def __add__(self, other: Ends) -> Ends:
        return Ends(self.both + other.both, self.feeds + other.feeds, self.returns + other.returns)

    def plain(self, block: bytes) -> bytes:
        """The block in which every line ends with a line feed, alone or behind a return."""
        if not self.returns and not self.mixed:
            return block
        return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def line_ends(text: Text, *, quoted: bool) -> Ends:
    """The line ends of a text. Raises `TablesError` for bytes that no text has."""
    ends = Ends()
    for piece in text.pieces():
        ends += _ends(piece)
    if quoted and (ends.mixed or ends.returns):
        return _ends(re.sub(rb'"[^"]*"', b"", text.data))
    return ends


def _ends(piece: bytes) -> Ends:
    codes = np.frombuffer(piece, dtype=np.uint8)
    places = np.flatnonzero(codes < 0x20)
    low = codes[places]
    feeds = low == 0x0A
    returns = low == 0x0D
    if not (feeds | returns | np.isin(low, _ALLOWED)).all():
        raise TablesError("not-a-sheet", format="binary")
    both = int((returns[:-1] & feeds[1:] & (np.diff(places) == 1)).sum())
    return Ends(both, int(feeds.sum()) - both, int(returns.sum()) - both)

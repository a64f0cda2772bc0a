"""Japanese text in words, by SudachiPy (Apache-2) with its core dictionary."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sudachipy import Dictionary, Tokenizer


def tokenizer() -> "Tokenizer":
    """Cuts text into its shortest words; for one thread, and made in no time after the first."""
    from sudachipy import SplitMode  # noqa: PLC0415 - only texts need it

    return _dictionary().tokenizer(mode=SplitMode.A)


@cache
def _dictionary() -> "Dictionary":
    """It takes a moment to open."""
    from sudachipy import Dictionary  # noqa: PLC0415

    return Dictionary(dict="core")

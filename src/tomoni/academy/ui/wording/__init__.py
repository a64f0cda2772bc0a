"""Every code of the engine in words, once: what happened and what to do about it.

In come an engine's error, finding or weakness (known by their shape: no engine is imported); out
goes Japanese that a person can act on. Each room has a module with its tables. A code that has no
words is shown as it is, in a general sentence. No sentence of an error holds a cell's value.
"""

from tomoni.academy.ui.wording.sentences import (
    FindingView,
    coded_sentence,
    error_sentence,
    exposure_sentence,
    finding_view,
    weakness_sentence,
)

__all__ = [
    "FindingView",
    "coded_sentence",
    "error_sentence",
    "exposure_sentence",
    "finding_view",
    "weakness_sentence",
]

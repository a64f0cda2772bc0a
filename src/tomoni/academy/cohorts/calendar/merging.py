"""Two people at one form: what only one of them touched stands; where both did, one is asked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """`texts`: the form as it is to stand. `clashes`: what somebody else wrote where I did, too."""

    texts: Mapping[str, str]
    clashes: Mapping[str, str]


def merge(mine: Mapping[str, str], *, base: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """`base`: what stood there when I opened the form; `theirs`: what stands there now.

    A field for which no base was posted was never seen by me.
    """
    texts, clashes = dict(theirs), {}
    for name, text in mine.items():
        now, before = theirs.get(name, ""), base.get(name, "")
        if text in (before, now):
            continue
        texts[name] = text
        if now != before:
            clashes[name] = now
    return Merged(texts, clashes)

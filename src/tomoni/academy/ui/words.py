"""What changed between two texts, word by word (a word: a run of one kind of character)."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(
    r"[一-龥々〆]+|[ぁ-ん]+|[ァ-ヴー]+|[0-9０-９.,]+|[A-Za-zＡ-Ｚａ-ｚ]+|\s|.", re.DOTALL
)
_LONGEST = 4000


@dataclass(frozen=True)
class Piece:
    """A stretch of text: same, removed (only on the left) or added (only on the right)."""

    kind: str
    text: str


def pieces(left: str, right: str) -> list[Piece]:
    """The stretches in reading order. Beyond 4,000 words the texts are shown as changed whole."""
    before, after = _WORD.findall(left), _WORD.findall(right)
    if left == right:
        return [Piece("same", left)]
    if len(before) + len(after) > _LONGEST:
        return [Piece("removed", left), Piece("added", right)]
    found: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, stop, begin, end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[start:stop])))
            continue
        changed = (("removed", before[start:stop]), ("added", after[begin:end]))
        found += [Piece(name, "".join(words)) for name, words in changed if words]
    return found

"""What becomes of a step, drawn on its box: a sign, words, the outline, and only then a colour."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tomoni.engine.flows import _wrapping
from tomoni.engine.flows._comparing import Change
from tomoni.engine.flows._shapes import Box

FONT = 11
_HEIGHT, _SIDE = 17, 5
_ALL = "が変わる"


class _Look(NamedTuple):
    sign: str
    word: str
    colour: str
    dashes: str


_LOOKS = {
    Change.REMOVED: _Look("×", "なくす", "#a8071a", "5 3"),
    Change.ADDED: _Look("＋", "加える", "#00603a", ""),
    Change.MOVED: _Look("⇄", "担当", "#531dab", "9 3"),
    Change.MINUTES: _Look("±", "時間", "#7a4100", ""),
    Change.VISITS: _Look("＃", "回数", "#7a4100", ""),
    Change.RENAMED: _Look("名", "名前", "#414143", ""),
}
Marks = Mapping[str, Sequence[Change]]
NO_MARKS: Marks = MappingProxyType({})


class Badge(NamedTuple):
    """A box with words over the upper edge of a step, and how the step is outlined."""

    box: Box
    text: str
    colour: str
    dashes: str


def badge(step: Box, changes: Sequence[Change]) -> Badge | None:
    """The badge of a step; None where nothing changes."""
    looks = [_LOOKS[change] for change in Change if change in changes]
    if not looks:
        return None
    first = looks[0]
    whole = changes[0] in {Change.REMOVED, Change.ADDED}
    signs = "".join(look.sign for look in looks)
    text = f"{signs} {'・'.join(look.word for look in looks)}{'' if whole else _ALL}"
    width = _wrapping.width(text) * FONT + 2 * _SIDE
    return Badge(
        Box(step.x - _SIDE, step.y - _HEIGHT / 2, width, _HEIGHT), text, first.colour, first.dashes
    )


def legend(marks: Marks) -> str:
    """The signs that occur, with their words."""
    found = {change for changes in marks.values() for change in changes}
    return "　".join(f"{_LOOKS[one].sign} {one.value}" for one in Change if one in found)

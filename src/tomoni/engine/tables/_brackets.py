"""What a table's own titles and notes say that brackets around a number mean."""

import re
from dataclasses import dataclass

_SAID = re.compile(
    r"(?:[（(][\s\u3000]*[）)]|かっこ|カッコ|ｶｯｺ|括弧)\s*(?:内|書き?|付き?|つき|中)?\s*"
    r"(?:の?(?:数字?|数値|値|人数|件数|金額|計数|率))?\s*(?:は、?|[:：=＝…])\s*"
    r"(?P<meaning>[^\s\u3000。（(][^。\n]{0,39})"
)
_BELOW = re.compile(r"マイナス|負の?(?:数|値)|負を|減少|減額|減を|^[、\s]*減$|赤字|損失|△|▲")


@dataclass(frozen=True)
class Meaning:
    """What bracketed numbers are; `below`: whether they are below zero."""

    words: str
    below: bool


def brackets_mean(texts: str) -> Meaning | None:
    """What the texts around a table, one a line, say; None if nothing.

    （　）は前年 and カッコ内は再掲 give the numbers a meaning of their own, （　）は減 a sign.
    """
    match = _SAID.search(texts)
    if match is None:
        return None
    words = match["meaning"].strip()
    return Meaning(words, _BELOW.search(words) is not None)

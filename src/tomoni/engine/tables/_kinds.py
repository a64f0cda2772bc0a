"""What kind of row each row is, as far as its labels say: data, or a sum of other rows."""

import re
from collections.abc import Sequence
from enum import StrEnum

from tomoni.engine.core import DATA_ROW, ROW_KIND

_PLAIN = re.compile(r"[\s\u3000（）()〔〕［］\[\]【】・:：<>＜＞]")
_TOTAL = re.compile(
    r"合計|総計|総数|総合計|総額|計|全国|全国計|全体|全市|全県|県計|都計|府計|道計|市計|(?i:total)"
)
_GRAND = re.compile(r".{1,8}(?:合計|総計|総数)")
_SUBTOTAL = re.compile(r"小計|中計|市部計?|郡部計?|区部計?|市郡計|町村計|町村部")
_HINTED = re.compile(
    r".+(?<![会家統設時推累合余歩])計|.+郡|島しょ|島しょ部|.+支庁|.+地域|.+圏域?|.+地方"
)
_LONGEST = 24
_AGAIN = re.compile(r"再掲")
_PART = re.compile(r"(?:うち|内数|内訳|[（(]うち|[（(]内|〃[（(]?再掲).*")
_CUMULATIVE = re.compile(r"累計|年度累計")
_AVERAGE = re.compile(r"(?:.{0,4})平均")
_RATE = re.compile(
    r"(?:対?前年(?:度|同月)?)?(?:増減率|伸び?率|増減比)|(?:対?前年(?:度|同月)?)比|構成比率?"
)
_COUNTED_AGAIN = ("人口集中地区", "人口集中地区以外", "人口集中地区以外の地区")


class RowKind(StrEnum):
    """Only `data` rows may be added up; every other row repeats them in some way."""

    DATA = DATA_ROW
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    PART = "part"
    """Part of another row: 内訳, うち, 再掲."""
    CUMULATIVE = "cumulative"
    AVERAGE = "average"
    RATE = "rate"


_WORDS = ("合計", "総計", "総数", "小計", "計", "累計")
EXACT = tuple(blank.join(word) for word in _WORDS for blank in ("", " ", "\u3000", "\u3000\u3000"))
"""Labels that say it whatever else the table holds, as they are spread in their cells."""
COLUMN = ROW_KIND
"""The column that says it."""


def plain_label(text: str | None) -> str:
    """A label without blanks and brackets."""
    return _PLAIN.sub("", text or "")


def label_kind(labels: Sequence[str | None], *, nested: bool) -> tuple[RowKind, str]:
    """The kind that the labels of a row prove by themselves, and the label that does.

    The innermost label decides where labels are `nested`; else any of them may.
    """
    shown = [text for text in labels if text][::-1]
    for text in shown[:1] if nested else shown:
        if len(text) > _LONGEST:
            continue
        label = plain_label(text)
        if _AGAIN.search(label) or _PART.fullmatch(text):
            return RowKind.PART, label
        for pattern, kind in _SURE:
            if pattern.fullmatch(label):
                return kind, label
    return RowKind.DATA, ""


def may_be_sum(labels: Sequence[str | None]) -> bool:
    """Whether a label makes it likely that the row is a sum, for arithmetic to prove."""
    return any(_HINTED.fullmatch(plain_label(text)) for text in labels if text)


def may_repeat(labels: Sequence[str | None]) -> bool:
    """Whether a row counts again what other rows count, by another division (人口集中地区)."""
    return any(plain_label(text) in _COUNTED_AGAIN for text in labels)


_SURE = (
    (_TOTAL, RowKind.TOTAL),
    (_SUBTOTAL, RowKind.SUBTOTAL),
    (_CUMULATIVE, RowKind.CUMULATIVE),
    (_GRAND, RowKind.TOTAL),
    (_AVERAGE, RowKind.AVERAGE),
    (_RATE, RowKind.RATE),
)

"""The headings of a step table, as they are written and as other people write them."""

import re
from collections.abc import Mapping

from tomoni.engine.flows._cells import folded

COLUMNS = (
    "番号",
    "誰が",
    "何をする",
    "使うもの",
    "最短（分）",
    "ふつう（分）",
    "最長（分）",
    "件数・頻度",
    "次",
    "待ち",
    "無駄",
    "根拠",
    "誰が言ったか",
    "備考",
)
NUMBER, LANE, NAME, USES, SHORTEST, USUAL, LONGEST = COLUMNS[:7]
OFTEN, NEXT, WAIT, WASTES, GRADE, SAID_BY, NOTE = COLUMNS[7:]
_OTHERS = {
    "no": NUMBER,
    "手順": NUMBER,
    "担当": LANE,
    "担当者": LANE,
    "だれが": LANE,
    "作業": NAME,
    "作業内容": NAME,
    "内容": NAME,
    "なにをする": NAME,
    "使用システム": USES,
    "分": USUAL,
    "1件あたり": USUAL,
    "所要時間": USUAL,
    "普通": USUAL,
    "次の手順": NEXT,
    "件数": OFTEN,
    "頻度": OFTEN,
    "回数": OFTEN,
    "待ち時間": WAIT,
    "ムダ": WASTES,
    "むだ": WASTES,
    "確かさ": GRADE,
    "メモ": NOTE,
}
CONTENT = frozenset(COLUMNS) - {NUMBER}
"""Without any of these a row says nothing."""


def cleaned(row: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row by our own headings, empty where there is none."""
    found = dict.fromkeys(COLUMNS, "")
    for heading, text in row.items():
        name = _KNOWN.get(_loose(heading))
        if name and not found[name]:
            found[name] = text.strip()
    return found


def _loose(heading: str) -> str:
    plain = re.sub(r"[\s()._]", "", folded(heading)).lower()
    return plain.removesuffix("分") or plain


_KNOWN = {_loose(heading): heading for heading in COLUMNS} | {
    _loose(heading): name for heading, name in _OTHERS.items()
}

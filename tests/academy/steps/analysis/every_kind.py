"""A small table for each kind of claim, and the claim about it as it is posted."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WORDS = {
    "base": "0",
    "table": "table_1",
    "coverage": "whole",
    "direction": "higher",
    "reason": "窓口の職員がそう話していた",
    "refuted_if": "差が意味のある差に届かなければ、ちがうと考える",
    "sketch": "1つめのグループの点が右にある",
}
_DISTRICTS = ("北部", "南部", "東部", "西部")


@dataclass(frozen=True)
class Case:
    """A file, what is posted about it, and what the pages then say."""

    file: bytes
    parts: Mapping[str, Any]
    sentence: str
    verdict: str
    margin: str
    """The smallest difference as the result's page shows it."""

    @property
    def posted(self) -> dict[str, Any]:
        return {**_WORDS, **self.parts, "do": "lock"}


def sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def _visit(number: int) -> tuple[object, ...]:
    """Of 200 visits; in 北部 one waits 8 minutes longer, and is late three times as often."""
    north = number % 2 == 0
    wait = 20 + number % 9 + 8 * north
    late = number % 10 < (6 if north else 3)
    kind = "更新" if number % 4 < 2 else "新規"
    day = f"2026-{1 + number % 12:02d}-{1 + number % 27:02d}"
    before = wait + 5 + number % 3
    return number, _DISTRICTS[number % 4], kind, day, wait, before, "はい" if late else "いいえ"


VISITS = sheet(
    ("受付番号", "地区", "手続き", "受付日", "待ち時間（分）", "見直し前の待ち時間（分）", "遅れ"),
    map(_visit, range(200)),
)
_AGES = ("若年", "中年", "高齢")
RATES = sheet(
    ("地区", "年齢", "救急の件数", "人口"),
    (
        (district, age, (30 + 40 * place) * (2 if district == "北部" else 1), 10_000 + 500 * place)
        for district in ("北部", "南部")
        for place, age in enumerate(_AGES)
    ),
)
_MONTHS = [(year, month) for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]
SERIES = sheet(
    ("年月日", "窓口の件数", "人口"),
    (
        (f"{year}-{month:02d}-01", 900 + place % 5 * 3 - (200 if year >= 2024 else 0), 260_000)
        for place, (year, month) in enumerate(_MONTHS)
    ),
)
PANEL = sheet(
    ("窓口", "方式", "年", "待ち時間（分）"),
    (
        (f"窓口{desk}", "予約" if desk < 5 else "なし", year,
         30 + desk + (desk * year) % 3 - (9 if desk < 5 and year >= 2024 else 0))
        for desk in range(10)
        for year in range(2020, 2028)
    ),
)  # fmt: skip
CITIES = sheet(
    ("市", "年", "待ち時間（分）"),
    (
        (city, year, 30 + 2 * place + (year - 2010) * 0.5 + (place * year) % 4
         - (10 if city == "A市" and year >= 2022 else 0))
        for place, city in enumerate(f"{letter}市" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX")
        for year in range(2010, 2028)
    ),
)  # fmt: skip

_LATE = {"column": "遅れ", "categories": ["はい"]}
_NORTH = {"group_column": "地区", "group_a": "北部", "group_b": "南部"}
EVERY: Mapping[str, Case] = {
    "share_against_expected": Case(
        VISITS, {**_LATE, "expected": "20", "expected_reason": "前の年", "smallest": "10"},
        "「遅れ」が「はい」である割合は、見込みの20.0％（前の年）より10.0ポイント以上高い。",
        "支持", "10.0ポイント",
    ),
    "two_proportions": Case(
        VISITS, {**_LATE, **_NORTH, "smallest": "5"},
        "「遅れ」が「はい」である割合は、「地区」が「北部」である場合のほうが「南部」である場合より"
        "5.0ポイント以上高い。",
        "支持", "5.0ポイント",
    ),
    "many_proportions": Case(
        VISITS, {**_LATE, "group_column": "地区", "smallest": "5"},
        "「遅れ」が「はい」である割合は、「地区」によって5.0ポイント以上違う。",
        "支持", "5.0ポイント",
    ),
    "stratified": Case(
        VISITS, {**_LATE, "group_column": "地区", "group_a": "北部", "group_b": "__rest__",
                 "strata_column": "手続き", "smallest": "90"},
        "同じ「手続き」どうしで比べても、「遅れ」が「はい」である割合は、「地区」が「北部」である"
        "場合のほうが「地区」が「北部」でない場合より90.0ポイント以上高い。",
        "反証", "90.0ポイント",
    ),
    "two_means": Case(
        VISITS, {"column": "待ち時間（分）", **_NORTH, "smallest": "3"},
        "「待ち時間（分）」の平均は、「地区」が「北部」である場合のほうが「南部」である場合より"
        "3分以上大きい。",
        "支持", "3分",
    ),
    "many_means": Case(
        VISITS, {"column": "待ち時間（分）", "group_column": "地区", "smallest": "3"},
        "「待ち時間（分）」の平均は、「地区」によって3分以上違う。",
        "支持", "3分",
    ),
    "paired": Case(
        VISITS, {"column": "待ち時間（分）", "other_column": "見直し前の待ち時間（分）",
                 "smallest": "4.5", "direction": "lower"},
        "「待ち時間（分）」は、同じものの「見直し前の待ち時間（分）」より平均で4.5分以上小さい。",
        "判断できない", "4.5分",
    ),
    "rates": Case(
        RATES, {"column": "救急の件数", "population_column": "人口", **_NORTH, "smallest": "20",
                "strata_column": "年齢"},
        "「人口」あたりの「救急の件数」は（「年齢」の構成をそろえて）、「地区」が「北部」である"
        "場合のほうが「南部」である場合より20.0％以上高い。",
        "支持", "20.0％",
    ),
    "relation": Case(
        VISITS, {"column": "見直し前の待ち時間（分）", "other_column": "待ち時間（分）",
                 "smallest": "0.5"},
        "「待ち時間（分）」が大きいほど「見直し前の待ち時間（分）」が大きい（順位の相関が0.5以上）。",
        "支持", "0.5",
    ),
    "interrupted": Case(
        SERIES, {"column": "窓口の件数", "time_column": "年月日", "changed_at": "2024-01-01",
                 "change": "level", "season": "yes", "direction": "lower", "smallest": "100",
                 "unit": "件"},
        "「窓口の件数」は、それまでの傾きから見て、2024年1月1日から100件以上減った。",
        "判断できない", "100件",
    ),
    "differences": Case(
        PANEL, {"column": "待ち時間（分）", "time_column": "年", "changed_at": "2024",
                "unit_column": "窓口", "group_column": "方式", "group_a": "予約",
                "group_b": "なし", "direction": "lower", "smallest": "5"},
        "「待ち時間（分）」の2024の前から後への変化は、「方式」が「予約」である場合のほうが「なし」である"
        "場合より5分以上小さい。",
        "判断できない", "5分",
    ),
    "synthetic": Case(
        CITIES, {"column": "待ち時間（分）", "time_column": "年", "changed_at": "2022",
                 "unit_column": "市", "group_a": "A市", "direction": "lower", "smallest": "4"},
        "", "判断できない", "4分",
    ),
}  # fmt: skip

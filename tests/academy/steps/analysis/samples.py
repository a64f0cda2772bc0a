"""A register of permits, and claims about it as they are posted."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tomoni.academy.workspaces import models

MONTHS = ("2", "5", "8", "11")


def _row(number: int) -> str:
    month = MONTHS[number % 4] if number % 10 < 7 else ("1", "3", "6", "9")[number % 4]
    kind = "飲食店営業" if number % 2 else "菓子製造業"
    return f"{number:04d},{kind},2027-{month.zfill(2)}-{1 + number % 27:02d},{number}"


PERMITS = "\r\n".join(["許可番号,業種,許可終了日,面積", *(_row(n) for n in range(200))]).encode()

SHARE: Mapping[str, Any] = {
    "base": "0",
    "title": "更新の月への集中",
    "kind": "share_against_expected",
    "table": "table_1",
    "column": "許可終了日",
    "part": "month",
    "categories": list(MONTHS),
    "subject": "食品営業許可",
    "coverage": "whole",
    "direction": "higher",
    "expected": "",
    "smallest": "10",
    "reason": "窓口が夏に混みあう",
    "refuted_if": "差が10ポイントに届かなければ、集中していないと考える",
    "sketch": "4つの月の棒だけが高い",
    "chart": "bar",
}
GROUPS: Mapping[str, Any] = {
    "kind": "two_proportions",
    "title": "業種によるちがい",
    "direction": "differs",
    "group_column": "業種",
    "group_a": "飲食店営業",
    "group_b": "__rest__",
    "chart": "dot",
}
SENTENCE = (
    "食品営業許可のうち、「許可終了日」の月が2月・5月・8月・11月である割合は、"
    "均等な場合の33.3％（12か月のうち4か月）より10.0ポイント以上高い。"
)

TOWNS = (
    "町,世帯,前年,今年\n"
    "加古川,400,40,60\n神野町,300,30,20\n野ロ町,200,10,90\n平岡,5,1,2\n市外,90,3,3\n"
).encode()
"""Of four towns, one of them misspelt, and of people from elsewhere."""


def page_of(case: models.Case) -> str:
    return reverse("analysis:step", args=(case.pk, "analysis"))


def address(case: models.Case, name: str, *more: str) -> str:
    return reverse(f"analysis:{name}", args=(case.pk, "analysis", *more))


def locking(**changed: Any) -> dict[str, Any]:
    """The claim about months with other parts, and the button that locks it."""
    return {**SHARE, **changed, "do": "lock"}

"""A case that grows under the eyes of the first review."""

from typing import Any

from engine.cases.samples import write
from tomoni.engine import cases

POLICY = cases.shipped_curriculum("policy")


class Work:
    """A case that grows, with the curriculum it is reviewed by."""

    def __init__(self) -> None:
        self.store = cases.MemoryStore()
        self.case = cases.Case(id="work", title="仕事", curriculum=POLICY.name)

    def put(self, key: str, kind: str, content: Any, *, title: str = "") -> None:
        artifact = cases.Artifact(id=key, kind=kind, title=title)
        self.case = write(self.case, artifact, content, store=self.store)

    def sheet(self, key: str, **values: Any) -> None:
        self.put(key, "worksheet", {"worksheet": key, "values": values})

    def review(self, *, curriculum: cases.Curriculum = POLICY) -> tuple[cases.Remark, ...]:
        return cases.first_review(self.case, store=self.store, curriculum=curriculum)

    def places(self, rule: str) -> list[tuple[str, int | None, str]]:
        found = (remark for remark in self.review() if remark.rule == rule)
        return [(remark.field, remark.row, remark.column) for remark in found]


def result(verdict: str, *, blocks: bool = False) -> dict[str, Any]:
    """What came of a claim; only its verdict and its weakness matter here."""
    claim = {"kind": "two_means", "column": "分", "smallest_difference": 3, "sketch": "棒が高い"}
    effect = {"value": 1, "unit": "分", "grade": "計算"}
    return {
        "claim": claim, "verdict": verdict, "fact": "分がちがう", "effect": effect,
        "quantities": {}, "n": 9, "period": "", "source": "", "next_look": "",
        "warnings": [{"code": "few", "blocks": blocks}], "table": {"columns": [], "rows": []},
        "chart": {}, "details": {},
    }  # fmt: skip

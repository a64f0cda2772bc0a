"""Two small flows, as they are posted by the page."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tomoni.academy.workspaces import models

NAMES = (
    "number", "lane", "name", "uses", "low", "likely", "high", "next", "grade", "said_by", "note",
)  # fmt: skip
AS_IS = (
    ("1", "市民", "申請書を書く", "紙", "10", "15", "30", "", "推定", "係長", ""),
    ("2", "窓口", "受け付ける", "窓口", "5", "8", "12", "3 不備がある 20%／4 そろっている 80%",
     "聞き取り", "係長", ""),
    ("3", "市民", "直して出し直す", "", "5", "10", "20", "2", "推定", "係長", ""),
    ("4", "窓口", "許可証を渡す", "", "2", "3", "5", "終わり", "実測", "", ""),
)  # fmt: skip
TO_BE = (
    ("1", "市民", "電子申請をする", "スマートフォン", "5", "8", "15", "", "推定", "係長", ""),
    ("2", "窓口", "許可証を渡す", "", "2", "3", "5", "終わり", "実測", "", ""),
)
CASES_A_YEAR = "1,000"
STAFF_HOURS = "217時間"
"""1,000 cases × (8 × 1.25 + 3) minutes."""


def posted(
    rows: tuple[tuple[str, ...], ...] = AS_IS, *, base: int = 0, **more: str
) -> dict[str, str]:
    """The form as a browser sends it."""
    cells = {
        f"steps-{place}-{name}": text
        for place, row in enumerate(rows)
        for name, text in zip(NAMES, row, strict=True)
    }
    fields = {
        "title": "営業許可の更新", "volume_quote": "", "volume_value": CASES_A_YEAR,
        "volume_low": "", "volume_high": "", "volume_grade": "推定", "volume_said_by": "台帳",
    }  # fmt: skip
    return {"base": str(base)} | fields | cells | more


def with_cell(row: int, name: str, text: str) -> tuple[tuple[str, ...], ...]:
    """The flow as it is with one cell changed; rows from 1."""
    rows = [list(each) for each in AS_IS]
    rows[row - 1][NAMES.index(name)] = text
    return tuple(tuple(each) for each in rows)


def address(row: models.Case, name: str = "step", *, key: str = "as_is", **more: Any) -> str:
    """The address of one of the pages of the flow."""
    if name == "step":
        return reverse("flow:step", args=(row.pk, "flow")) + f"?flow={key}"
    return reverse(f"flow:{name}", args=(row.pk, "flow", key, *more.values()))


def row_of(values: Mapping[str, Any], number: str) -> dict[str, Any]:
    """The row with that number."""
    found: dict[str, Any] = next(row for row in values["steps"] if row["number"] == number)
    return found

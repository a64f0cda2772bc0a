"""Every comparison of a case is counted, also those that were thrown over."""

from typing import Any

import pytest
from django.test import Client

from academy.conftest import City
from academy.steps.analysis.every_kind import VISITS, sheet
from academy.steps.analysis.samples import address, page_of
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import evidence

LATE = {
    "kind": "two_proportions", "table": "table_1", "column": "遅れ", "categories": ["はい"],
    "group_column": "地区", "group_a": "北部", "group_b": "__rest__", "coverage": "whole",
    "direction": "higher", "smallest": "5", "reason": "a", "refuted_if": "b", "sketch": "c",
    "do": "lock",
}  # fmt: skip


@pytest.fixture
def visits(city: City, case: models.Case) -> models.Case:
    about = {"purpose": "確かめるため"}
    taking.take_in(case, actor=city.akari, data=VISITS, file_name="窓口.csv", about=about)
    return case


def lock(akari: Client, case: models.Case, key: str = "", **parts: Any) -> str:
    """Locks a new claim, or the next version of one; its key."""
    base = len(open_case(case).case.versions[key]) if key else 0
    if not key:
        where = akari.post(address(case, "new")).headers["Location"]
        key = where.rstrip("/").split("/")[-1]
    answer = akari.post(address(case, "claim", key), {**LATE, "base": str(base), **parts})
    assert answer.status_code == 302
    return key


def looks(case: models.Case, key: str) -> list[str]:
    plan = open_case(case).case.artifacts[f"evidence_{key.split('_')[-1]}"].plan
    assert plan is not None
    return [each["claim"] for each in plan.parameters.get("ledger", [])]


def result(case: models.Case, key: str) -> evidence.Verdict:
    content = open_case(case).content(f"evidence_{key.split('_')[-1]}")
    return evidence.Verdict.model_validate(content)


def codes(case: models.Case, key: str) -> set[str]:
    return {each.code for each in result(case, key).warnings}


def verdict(case: models.Case, key: str) -> str:
    return result(case, key).verdict.value


def test_the_first_comparison_stands_alone(akari: Client, visits: models.Case) -> None:
    first = lock(akari, visits)
    assert looks(visits, first) == []
    assert not codes(visits, first) & {"many-looks", "looks-could-change"}


def test_the_second_is_told_of_the_first(akari: Client, visits: models.Case) -> None:
    lock(akari, visits, title="北部の遅れ")
    second = lock(akari, visits, group_a="東部", direction="differs")
    assert looks(visits, second) == ["北部の遅れ（第1版）"]
    assert codes(visits, second) & {"many-looks", "looks-could-change"}
    page = akari.get(address(visits, "result", second)).text
    assert "この課題で、これが2回目の比べ方です。" in page


def test_a_claim_that_was_thrown_over_still_counts(akari: Client, visits: models.Case) -> None:
    first = lock(akari, visits, title="遅れ")
    lock(akari, visits, first, group_a="南部", title="遅れ")
    assert looks(visits, first) == ["遅れ（第1版）"]


def test_other_words_or_another_margin_make_no_other_comparison(
    akari: Client, visits: models.Case
) -> None:
    first = lock(akari, visits)
    lock(akari, visits, first, reason="よく考えると", smallest="8", direction="differs")
    assert looks(visits, first) == []


def test_an_answer_counts_only_what_came_before_the_lock(
    akari: Client, visits: models.Case
) -> None:
    lock(akari, visits, title="一つめ")
    second = lock(akari, visits, column="手続き", categories=["更新"])
    lock(akari, visits, group_a="西部")
    akari.post(address(visits, "answer", second), {"looks-could-change": "先に決めていた"})
    assert looks(visits, second) == ["一つめ（第1版）"]


def test_a_find_that_may_be_chance_waits_for_a_word(
    akari: Client, city: City, case: models.Case
) -> None:
    """30 of 50 against 20 of 50: p is 0.0455, and twice that beside one other look."""
    yes = [n % 50 < (30 if n < 50 else 20) for n in range(100)]
    rows = [("甲乙"[n >= 50], "はい" if each else "いいえ", "赤青"[n % 2])
            for n, each in enumerate(yes)]  # fmt: skip
    data = sheet(("組", "答え", "色"), rows)
    taking.take_in(case, actor=city.akari, data=data, file_name="組.csv", about={"purpose": "p"})
    other: dict[str, Any] = {
        "column": "色",
        "categories": ["赤"],
        "group_column": "組",
        "group_a": "甲",
    }
    find = {**other, "column": "答え", "categories": ["はい"], "smallest": "0.1"}
    lock(akari, case, **other)
    second = lock(akari, case, **find)
    assert "looks-could-change" in codes(case, second)
    assert verdict(case, second) == "判断できない"
    said = {"looks-could-change": "色は関係がないと先に決めていた"}
    akari.post(address(case, "answer", second), said)
    assert verdict(case, second) == "支持"


def test_the_page_lists_all_of_them_with_time_and_verdict(
    akari: Client, visits: models.Case
) -> None:
    assert "この課題で行った比べ方" not in akari.get(page_of(visits)).text
    first = lock(akari, visits, title="遅れ")
    lock(akari, visits, first, group_a="南部", title="遅れ")
    page = akari.get(page_of(visits)).text
    listed = page[page.find("この課題で行った比べ方") :]
    assert listed.count("遅れ（第") == 2
    assert listed.count("その後、書き直しました") == 1
    assert "「地区」が「北部」である場合" in listed
    assert "「地区」が「南部」である場合" in listed
    assert "支持</span>" in listed
    assert "反証</span>" in listed

import pytest

from engine.evidence import samples
from tomoni.engine import evidence
from tomoni.engine.core import Column, ColumnType, Table

# what stands in the data, codes expected (blocking ones first)
TABLES = [
    (samples.answers(90, 10), ["whole-register"]),
    (samples.answers(91, 9), ["small-cell", "disclosure", "whole-register"]),
    (samples.answers(9, 0), ["small-group", "disclosure", "all-or-none", "whole-register"]),
    (samples.answers(10, 0), ["all-or-none", "whole-register"]),
    (samples.answers(90, 20, missing=1), ["missing-values", "whole-register"]),
    (samples.answers(80, 20, missing=22), ["missing-could-change", "whole-register"]),
    (samples.answers(800, 20, missing=205), ["many-missing", "missing-values", "whole-register"]),
]


def codes(verdict: evidence.Verdict) -> list[str]:
    return [one.code for one in verdict.warnings]


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_weaknesses_are_found_by_themselves(table: Table, expected: list[str]) -> None:
    assert codes(evidence.run(samples.answer_claim(), table=table)) == expected


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_a_blocking_weakness_holds_support_back_until_it_is_answered(
    table: Table, expected: list[str]
) -> None:
    verdict = evidence.run(samples.answer_claim(), table=table)
    blocking = [one.code for one in verdict.warnings if one.blocks]
    answered = evidence.run(
        samples.answer_claim(),
        table=table,
        answers=dict.fromkeys(blocking, "担当課に確かめた。原因は様式の変更。"),
    )
    assert verdict.details["judged"] == "支持"
    assert verdict.verdict == ("判断できない" if blocking else "支持")
    assert (answered.verdict, codes(answered)) == ("支持", expected)
    assert all(one.answer for one in answered.warnings if one.blocks)


def test_blanks_are_no_answer() -> None:
    table = samples.answers(9, 0)
    verdict = evidence.run(samples.answer_claim(), table=table, answers={"small-group": "  "})
    assert verdict.verdict == "判断できない"


def test_missing_values_come_with_the_worst_that_they_could_do() -> None:
    verdict = evidence.run(samples.answer_claim(), table=samples.answers(60, 20, missing=20))
    weakness = next(one for one in verdict.warnings if one.code == "missing-could-change")
    # 60 or 80 of 100, less the 50 % expected.
    assert weakness.params | {"low": 10.0, "high": 30.0} == weakness.params
    assert (weakness.params["missing"], weakness.params["rows"]) == (20, 100)
    assert "空らんの20件を除く" in verdict.fact


def test_missing_values_of_two_groups_are_set_against_each_other() -> None:
    table = samples.groups((60, 80), (20, 80), empty=(20, 20))
    verdict = evidence.run(samples.group_claim(), table=table)
    # 60/100 - 40/100 at worst, 80/100 - 20/100 at best.
    assert verdict.details["worst_low"] == pytest.approx(0.2)
    assert verdict.details["worst_high"] == pytest.approx(0.6)


def test_a_sample_is_told_from_a_whole_register() -> None:
    table = samples.answers(90, 10)
    verdict = evidence.run(samples.answer_claim(coverage="sample"), table=table)
    assert codes(verdict) == ["sample"]


def test_cells_that_could_not_be_read_are_a_weakness() -> None:
    plain = samples.by_month({2: 40, 3: 10})
    column = Column(name="終了日", type=ColumnType.DATE, reasons={"invalid": 3})
    table = Table(name="表", columns=(column,), frame=plain.frame)
    assert "unreadable-values" in codes(evidence.run(samples.month_claim(), table=table))


def test_what_is_so_without_exception_points_to_a_rule() -> None:
    verdict = evidence.run(samples.month_claim(), table=samples.by_month({2: 50, 8: 50}))
    assert verdict.verdict == "支持"
    assert "規則" in verdict.next_look

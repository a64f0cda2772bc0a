"""The first review of worksheets: of rows that belong together, and the example as a whole."""

from collections.abc import Mapping

import pytest

from engine.cases.reviewing import POLICY, Work, result
from engine.cases.samples import write
from engine.cases.test_example_food_permits import built as built
from tomoni.engine import cases
from tomoni.engine.core import Severity


@pytest.fixture
def work() -> Work:
    return Work()


def test_the_example_comes_out_without_a_remark(built: cases.Bundle) -> None:
    found = cases.first_review(built.case, store=built.store, curriculum=built.curriculum)
    assert found == ()


def test_the_example_is_reviewed_wholly(built: cases.Bundle) -> None:
    """What was right above is wrong as soon as a number is typed in and a verdict left out."""
    store = built.store
    case = built.case
    for key, name, value in (
        ("proposal_text", "effect", "1年に500時間減る。"),
        ("evaluation", "verdicts", []),
        ("problem", "goal", "電子申請を導入する。"),
    ):
        head = case.head(key)
        assert head is not None
        content = cases.content_of(head, store=store)
        content["values"][name] = value
        case = write(case, case.artifacts[key], content, store=store)
    found = cases.first_review(case, store=store, curriculum=built.curriculum)
    assert [(each.rule, each.field) for each in found] == [
        ("no-tool", "goal"),
        ("every-result", "verdicts"),
        ("every-result", "verdicts"),
        ("required-empty", "verdicts"),
        ("orphan-number", "effect"),
    ]
    assert {each.severity for each in found} == {Severity.ERROR}


def test_a_remark_says_where_it_stands_and_what_was_seen(work: Work) -> None:
    rows = [{"hypothesis": "月曜が多い", "data": "受付簿"}, {"hypothesis": "昼が多い", "data": ""}]
    work.sheet("hypotheses", issue="列が止まる", tree=rows)
    (missing,) = (each for each in work.review() if each.rule == "data-named")
    assert missing.artifact == "hypotheses"
    assert (missing.field, missing.row, missing.column) == ("tree", 2, "data")
    assert (missing.seen, missing.params) == ("", {"why": "missing"})


def test_data_that_says_nothing_is_no_data(work: Work) -> None:
    work.sheet("hypotheses", issue="-", tree=[{"hypothesis": "仮説", "data": "いろいろなデータ。"}])
    (vague,) = (each for each in work.review() if each.rule == "data-named")
    assert (vague.seen, vague.params) == ("いろいろなデータ。", {"why": "vague"})


@pytest.mark.parametrize(
    ("data", "alone"),
    [
        (["受付簿"], True),
        (["受付簿", "受付簿"], True),
        (["受付簿（来た時刻、帰った時刻）"], False),
        (["受付簿", "窓口の職員への聞き取り"], False),
    ],
)
def test_one_number_alone_proves_nothing(work: Work, data: list[str], alone: bool) -> None:
    rows = [{"hypothesis": "仮説", "data": each} for each in data]
    work.sheet("hypotheses", issue="-", tree=rows)
    assert work.places("several-data") == ([("tree", None, "data")] if alone else [])


@pytest.mark.parametrize(
    ("issue", "repeats"),
    [
        ("窓口で待つ人と残業が、年に数週間だけ一度に増える。", True),
        ("待つ人と残業が増える。", True),
        ("同じ時期に一斉にお知らせを送るので、申請が同じ週に重なる。", False),
    ],
)
def test_an_issue_says_more_than_the_problem(work: Work, issue: str, repeats: bool) -> None:
    problem = "年に数週間だけ、窓口で待つ人と残業が一度に増える。"
    work.sheet("problem", problem=problem, issue=issue)
    assert work.places("not-repeated") == ([("issue", None, "")] if repeats else [])


def data_row(**cells: str) -> dict[str, str]:
    usual = {"name": "受付簿", "owner": "市民課", "purpose": "待つ時間を短くするため、時刻を見る"}
    return {**usual, **cells}


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({}, None),
        ({"owner": ""}, "owned"),
        ({"owner": "市"}, "owned"),
        ({"purpose": ""}, "lawful"),
        ({"purpose": "分析のため。"}, "lawful"),
        ({"items": "全部"}, "only-needed"),
        ({"personal": "含む", "handling": "そのまま"}, "as-it-is"),
        ({"personal": "含む", "handling": "地域ごとに集計"}, None),
        ({"personal": "含む", "handling": "そのまま", "purpose": "公開している名簿"}, None),
    ],
)
def test_data_have_an_owner_and_a_lawful_purpose(
    work: Work, cells: Mapping[str, str], rule: str | None
) -> None:
    work.sheet("data_list", data=[data_row(**cells)])
    found = {each.rule for each in work.review()} - {"dated"}
    assert found == ({rule} if rule else set())


def test_each_result_is_judged_and_as_it_came_out(work: Work) -> None:
    work.put("few", "evidence", result("反証"), title="月曜の割合")
    work.put("many", "evidence", result("支持"), title="昼の割合")
    verdicts = [{"evidence": "few", "fact": "月曜は5人に1人", "verdict": "支持"}]
    work.sheet("evaluation", verdicts=verdicts, learned="月曜は多くない。")
    missing, wrong = (each for each in work.review() if each.rule != "weakness-open")
    assert (missing.rule, missing.seen) == ("every-result", "昼の割合")
    assert (wrong.rule, wrong.row, wrong.params) == (
        "verdict-agrees",
        1,
        {"result": "反証", "why": "differs"},
    )
    work.sheet(
        "evaluation",
        verdicts=[{"evidence": "few", "verdict": "反証"}, {"evidence": "many", "verdict": ""}],
    )
    (open_verdict,) = (each for each in work.review() if each.rule == "verdict-agrees")
    assert (open_verdict.row, open_verdict.params["why"]) == (2, "missing")


def test_a_weakness_that_blocks_waits_for_an_answer(work: Work) -> None:
    work.put("few", "evidence", result("判断できない", blocks=True))
    (found,) = (each for each in work.review() if each.rule == "weakness-open")
    assert (found.artifact, found.severity) == ("few", Severity.WARNING)


def test_an_indicator_needs_its_values_its_day_and_its_source(work: Work) -> None:
    row = {"indicator": "待つ時間", "current": "24分", "target": "", "when": "", "how": "測る"}
    work.sheet("indicators", indicators=[row])
    found = {each.rule for each in work.review() if each.field == "indicators"}
    assert found == {"filled", "value-sourced"}
    assert work.places("filled") == [("indicators", 1, "target"), ("indicators", 1, "when")]
    quoted = {**row, "current": "{{ few.share }}", "target": "半分", "when": "2028年3月"}
    work.sheet("indicators", indicators=[quoted])
    assert {each.field for each in work.review() if each.rule != "unknown-quote"} <= {
        field.name for field in POLICY.worksheet("indicators").fields if field.required
    } - {"indicators"}


def test_costs_without_a_range_are_seen_only_when_none_has_one(work: Work) -> None:
    sure = {"name": "通信", "when": "運用", "likely": 100, "low": 100, "said_by": "情報政策課"}
    work.sheet("assumptions", costs=[sure])
    assert work.places("ranged") == [("costs", None, "likely")]
    work.sheet("assumptions", costs=[sure, {**sure, "low": 80}])
    assert work.places("ranged") == []


def test_a_remark_is_known_again_when_its_row_moved_and_not_when_its_words_changed(
    work: Work,
) -> None:
    def marks(*purposes: str) -> list[str]:
        work.sheet("data_list", data=[data_row(purpose=each) for each in purposes])
        return [each.mark for each in work.review() if each.rule == "lawful"]

    (first,) = marks("分析のため")
    assert marks("待つ人を減らすために時刻を見る", "分析のため") == [first]
    assert marks("参考のため") != [first]
    one, other = marks("", "")
    assert one != other


def test_a_worksheet_nobody_has_written_and_odd_values_give_no_remark(work: Work) -> None:
    assert work.review() == ()
    work.sheet("hypotheses", issue=3, tree="?")
    assert {each.rule for each in work.review()} <= {"required-empty"}


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ("{rule: measurable, field: nowhere}", "check-without-field"),
        ("{rule: measurable, field: rows.nowhere}", "check-without-field"),
        ("{rule: not-repeated, field: text}", "check-without-other"),
        ("{rule: not-repeated, field: text, other: nowhere}", "check-without-other"),
        ("{rule: measurable, field: text, other: rows}", "check-without-other"),
        ("{rule: as-it-is, field: rows.cell, other: text}", "check-without-other"),
        ("{rule: guessed, field: text}", "enum"),
    ],
)
def test_a_check_that_names_what_is_not_there_is_refused(check: str, why: str) -> None:
    text = f"""
id: one
version: 1
title: ひとつ
sessions: []
steps: []
worksheets:
  - id: sheet
    title: シート
    checks: [{check}]
    fields:
      - {{name: text, label: 欄, type: long_text}}
      - {{name: rows, label: 表, type: rows,
         columns: [{{name: cell, label: ます, type: short_text}}]}}
"""
    with pytest.raises(cases.CasesError, match="bad-curriculum") as caught:
        cases.read_curriculum(text.encode())
    assert caught.value.params["why"] == why

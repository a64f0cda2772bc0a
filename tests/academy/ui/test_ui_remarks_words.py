"""Every rule of the first review has words, and says no parameter that it is not given."""

import ast
import re
from pathlib import Path

import pytest
from scripts import first_review

import tomoni
from tomoni.academy.ui.wording.remarks import MADE, REMARKS, remark_words
from tomoni.engine import cases

SOURCE = Path(tomoni.__file__).parent / "engine" / "cases" / "_made_checks.py"
OF_FINDINGS = {
    "goal-names-tool", "output-as-outcome", "outcome-unmeasured", "indicator-unsourced",
    "indicator-open", "stage-missing", "unknown-quote", "exploring-number",
}  # fmt: skip
"""Codes that come from what other rooms found."""
GIVEN = {"why": "?", "result": "支持", "count": 2, "stage": "インパクト"}


def made_codes() -> set[str]:
    """The codes that stand in the sources of the rules on what is there."""
    calls = [each for each in ast.walk(ast.parse(SOURCE.read_text())) if isinstance(each, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in {"_severe", "_mild"}
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def plain(codes: object) -> set[str]:
    return {str(code).partition("/")[0] for code in codes}  # type: ignore[attr-defined]


def test_every_rule_is_worded_and_nothing_else() -> None:
    assert plain(MADE) == made_codes() | OF_FINDINGS
    assert plain(REMARKS) == {rule.value for rule in cases.CheckRule} | plain(MADE)


@pytest.mark.parametrize("code", sorted(REMARKS))
def test_the_words_say_what_was_seen_and_why_it_matters(code: str) -> None:
    rule, _, why = code.partition("/")
    what, reason = remark_words(rule, {**GIVEN, "why": why or "?"})
    for text in (what, reason):
        assert text.endswith(("。", "）。"))
        assert not re.search(r"%\(", text)


def test_a_rule_that_nobody_has_worded_is_not_hidden() -> None:
    with pytest.raises(KeyError):
        remark_words("guessed", {})


def test_the_reference_page_names_every_rule_and_where_it_looks() -> None:
    page = first_review.page()
    assert plain(REMARKS) == set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))
    (line,) = [line for line in page.splitlines() if line.startswith("| `measurable`")]
    assert "`policy.problem.goal`" in line
    assert "`mini.trouble.goal`" in line
    assert "service.problem.goal" not in page

"""The reference page of findings: every code that people may see, with an example really found."""

import re

from scripts import findings

from tomoni.academy.ui.wording import cells, refusals, rules, tables


def test_every_code_is_on_the_page_with_an_example() -> None:
    page = findings.page()
    examples = findings.first_of_each()
    for entries in (tables.FINDINGS, cells.FINDINGS, rules.FINDINGS):
        for code in entries:
            plain = code.partition("/")[0]
            assert f"| `{plain}`" in page
            assert plain in examples, f"{plain} has no example: scripts/finding_examples.py"
    assert all(f"| `{code}` |" in page for code in refusals.ERRORS)


def test_a_page_says_what_was_seen_where() -> None:
    page = findings.page()
    (line,) = [line for line in page.splitlines() if line.startswith("| `number-as-text`")]
    assert "(1-3) | error |" in line
    assert "に直してください" in line
    assert re.search(r"\| [A-Z]+[0-9]+ `[^`]+` \|$", line)

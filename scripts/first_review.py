"""The reference page of the first review: every rule with where it looks and an example."""

import re
from collections.abc import Iterator

from django.conf import settings

from tomoni.academy.ui.wording.remarks import MADE, REMARKS
from tomoni.engine import cases

CURRICULA = ("policy", "service", "mini")
HEAD = """\
# The rules of the first review

Before a lecturer reads homework, rules look at it (最初の確認). `error`: the group mends what is
said or writes why not, before it hands in. `warning`: worth a look. Which rule looks at which field
stands in the curriculum, under `checks` of a worksheet:

```yaml
worksheets:
  - id: problem
    title: 目標・問題・課題
    checks:
      - {rule: measurable, field: goal}
      - {rule: not-repeated, field: issue, other: problem}
```

A column of a list of rows is written `field: tree.data`. Rules on sentences look for words and
their forms and keep silent where in doubt: what somebody else said (「…」) is never looked at.
"""


def page() -> str:
    """The page in Markdown."""
    if not settings.configured:  # the sentences are the sources: nothing is translated
        settings.configure(USE_I18N=False)
    lines = [HEAD, "## Rules that a curriculum puts to its fields\n"]
    lines += ["| rule | | what it says | where it looks |", "|---|---|---|---|"]
    lines += [
        f"| `{rule.value}` | {rule.severity.value} | {_words(rule.value)} | {_places(rule)} |"
        for rule in cases.CheckRule
    ]
    lines += ["", "## Rules that look at whatever is there\n"]
    lines += ["| rule | what it says |", "|---|---|"]
    codes = dict.fromkeys(code.partition("/")[0] for code in MADE)
    lines += [f"| `{code}` | {_words(code)} |" for code in codes]
    return "\n".join([*lines, ""])


def _words(code: str) -> str:
    """All that the rule can say."""
    said = [what for key, (what, _why) in REMARKS.items() if key.partition("/")[0] == code]
    return " ".join(re.sub(r"%\(\w+\)s", "…", str(each)) for each in said)


def _places(rule: cases.CheckRule) -> str:
    return "<br>".join(dict.fromkeys(f"`{place}`" for place in places(rule)))


def places(rule: cases.CheckRule) -> Iterator[str]:
    """The fields of the shipped curricula that the rule looks at, as `curriculum.worksheet.field`.

    A worksheet that one curriculum uses of another is named once.
    """
    seen: set[cases.Worksheet] = set()
    for name in CURRICULA:
        for sheet in cases.shipped_curriculum(name).worksheets:
            if sheet in seen:
                continue
            seen.add(sheet)
            for check in sheet.checks:
                if check.rule is rule:
                    yield f"{name}.{sheet.id}.{check.field}"

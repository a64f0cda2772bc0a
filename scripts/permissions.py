"""The page of permissions: every address × every role, from the table that the tests go by."""

import importlib
import os
import sys
from collections.abc import Iterator
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

from scripts.steps import ROOT

PEOPLE = {
    "akari": "受講者",
    "manager": "所属長",
    "guide": "班の講師",
    "recorder": "グラフィックレコーダー",
    "daichi": "ほかの班の受講者",
    "lecturer": "期の講師",
    "secretariat": "事務局",
    "reviewer": "審査員",
    "auditor": "監査",
    "chihiro": "ほかの職員",
}
"""Who of the tests' city stands for which role."""


def page() -> str:
    """The page, without its head."""
    table, open_to_all = _table()
    addresses = dict(_addresses(get_resolver()))
    parts = [
        "# Who may open which page\n",
        "Every address of the academy, and for each role whether it leads anywhere. The table is "
        "made from the rows in `tests/academy/access/`, by which every address is asked for "
        "in every role: where there is no mark, the answer is 404, as for a page that does not "
        "exist. A mark means that the page answers; what its reader may change there is said on "
        "the page, and refused with the reason (403) to others. Pages of a group are those of "
        "one's own group, of the groups one has a part in, or of all groups of one's cohort.\n",
        f"| address | {' | '.join(PEOPLE.values())} | not signed in |",
        f"|---|{':-:|' * (len(PEOPLE) + 1)}",
    ]
    for name in sorted(table, key=lambda each: addresses[each]):
        people, method = table[name].people, table[name].method
        is_open = people == open_to_all
        marks = ["○" if is_open or person in people.split() else "" for person in PEOPLE]
        sent = " (POST)" if method == "post" else ""
        cells = [f"`/{addresses[name]}`{sent}", *marks, "○" if is_open else ""]
        parts.append(f"| {' | '.join(cells)} |")
    return "\n".join(parts) + "\n"


def _table() -> tuple[dict[str, Any], str]:
    """The tests' table, and the word in it for pages that are open to all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tomoni.config.settings")
    django.setup()
    tests = str(ROOT / "tests")
    if tests not in sys.path:
        sys.path.insert(0, tests)
    module = importlib.import_module("academy.test_access")
    return module.TABLE, module.OPEN


def _addresses(
    resolver: URLResolver, *, space: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    """Every named address with its pattern."""
    for each in resolver.url_patterns:
        path = f"{before}{each.pattern}"
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", path
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _addresses(each, space=inner, before=path)

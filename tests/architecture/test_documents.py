"""The documents point at what is there, in each of the four kinds."""

from pathlib import Path

import pytest

from architecture import rules, tree

PAGES = list(tree.files(".md"))


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    dead = [
        target for target in rules.links(page.read_text()) if not (page.parent / target).exists()
    ]
    assert dead == []


@pytest.mark.parametrize("kind", ["tutorials", "how-to", "reference", "explanation", "adr"])
def test_there_is_a_page_of_every_kind(kind: str) -> None:
    assert list((tree.ROOT / "docs" / kind).glob("*.md"))


def test_both_readmes_open_with_the_two_commands() -> None:
    for name in ("README.md", "README.ja.md"):
        opening = (tree.ROOT / name).read_text().split("##")[0]
        assert "\nmake run " in opening
        assert "\nmake test " in opening

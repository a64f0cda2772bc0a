"""Templates hold no script and no style, and lie where their app says."""

from pathlib import Path

import pytest

from architecture import rules, tree

TEMPLATES = list(tree.files(".html", under=tree.ACADEMY))


@pytest.mark.parametrize("path", TEMPLATES, ids=tree.name)
def test_a_template_keeps_to_the_content_security_policy(path: Path) -> None:
    assert list(rules.inline(path.read_text())) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=tree.name)
def test_it_lies_in_the_folder_of_its_app(path: Path) -> None:
    parts = path.relative_to(tree.ACADEMY).parts
    at = parts.index("templates")
    app, folder = parts[at - 1], parts[at + 1]
    # Django and the parts we stand on look for these names at the top.
    standing = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
    assert folder == app or folder in standing, f"{tree.name(path)} is not under templates/{app}/"

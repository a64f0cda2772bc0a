"""An engine room has one front door; behind it the modules are private."""

from pathlib import Path

import pytest

from architecture import rules, tree

ROOMS = tree.rooms()


@pytest.mark.parametrize("room", ROOMS, ids=tree.name)
def test_a_room_says_what_comes_in_and_what_goes_out(room: Path) -> None:
    assert list(rules.front_door((room / "__init__.py").read_text())) == []


@pytest.mark.parametrize("room", ROOMS, ids=tree.name)
def test_its_modules_are_private(room: Path) -> None:
    open_modules = [
        tree.name(path) for path in tree.files(".py", under=room) if not path.name.startswith("_")
    ]
    assert open_modules == []


@pytest.mark.parametrize("room", ROOMS, ids=tree.name)
def test_what_it_offers_is_explained(room: Path) -> None:
    offered = rules.imported((room / "__init__.py").read_text())
    silent = [
        f"{module}.{name}"
        for module in sorted(set(offered.values()))
        for name in rules.undocumented(
            (tree.ROOT / "src" / Path(*module.split("."))).with_suffix(".py").read_text(),
            names=[name for name, home in offered.items() if home == module],
        )
    ]
    assert silent == []

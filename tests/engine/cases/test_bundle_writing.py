"""Writing a bundle: all of it or nothing."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cases.parcels import GOOD, refusal
from engine.cases.samples import bundle, empty
from tomoni.engine import cases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases.write_bundle(cases.read_bundle(GOOD), tmp_path / "case")
    return tmp_path / "case"


def all_below(folder: Path) -> dict[str, bytes | None]:
    return {
        place.relative_to(folder).as_posix(): place.read_bytes() if place.is_file() else None
        for place in folder.rglob("*")
    }


@pytest.fixture
def full_disk() -> Iterator[None]:
    """The file system refuses every file over 700 bytes, as a full one does in the middle."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (700, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class TestWriting:
    @pytest.mark.usefixtures("full_disk")
    @pytest.mark.parametrize("name", ["deep/new/case", "deep/new/case.zip"])
    def test_a_failing_one_leaves_nothing(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(cases.CasesError) as caught:
            cases.write_bundle(cases.read_bundle(GOOD), tmp_path / name)
        assert caught.value.code == "cannot-write"
        assert all_below(tmp_path) == {}

    @pytest.mark.parametrize("name", ["case", "case.zip"])
    def test_a_failing_one_leaves_the_older_bundle(
        self, name: str, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        cases.write_bundle(bundle(empty(), store=cases.MemoryStore()), tmp_path / name)
        before = all_below(tmp_path)
        request.getfixturevalue("full_disk")
        with pytest.raises(cases.CasesError, match="cannot-write"):
            cases.write_bundle(cases.read_bundle(GOOD), tmp_path / name)
        assert all_below(tmp_path) == before

    def test_a_folder_with_other_things_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine")
        with pytest.raises(cases.CasesError, match="target-exists"):
            cases.write_bundle(cases.read_bundle(GOOD), tmp_path)
        assert all_below(tmp_path) == {"notes.txt": b"mine"}

    def test_an_older_bundle_with_something_beside_it_is_left_alone(self, folder: Path) -> None:
        (folder / "files" / "notes.txt").write_text("mine")
        before = all_below(folder)
        with pytest.raises(cases.CasesError, match="target-exists"):
            cases.write_bundle(cases.read_bundle(GOOD), folder)
        assert all_below(folder) == before

    @pytest.mark.parametrize(("name", "is_folder"), [("case", False), ("case.zip", True)])
    def test_another_kind_of_thing_of_that_name_is_left_alone(
        self, name: str, is_folder: bool, tmp_path: Path
    ) -> None:
        if is_folder:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_text("mine")
        with pytest.raises(cases.CasesError, match="target-exists"):
            cases.write_bundle(cases.read_bundle(GOOD), tmp_path / name)
        assert list(all_below(tmp_path)) == [name]

    def test_a_refused_bundle_leaves_nothing(self, folder: Path) -> None:
        (folder / "curriculum.yaml").write_bytes(b"id: small")
        before = all_below(folder.parent)
        refusal(folder)
        assert all_below(folder.parent) == before

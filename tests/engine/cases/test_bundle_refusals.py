"""A bundle that is not what it says: one clear error, and nothing is unpacked."""

import io
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.parcels import CASE, GOOD, SMALL, Files, refusal, sealed, unzipped, zipped
from tomoni.engine import cases


def read(data: bytes) -> cases.Case | None:
    """The case, or None when it was refused."""
    try:
        return cases.read_bundle(data).case
    except cases.CasesError:
        return None


class TestZips:
    @pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
    def test_a_truncated_one(self, share: float) -> None:
        assert refusal(GOOD[: int(len(GOOD) * share)]).code == "not-a-bundle"

    @pytest.mark.parametrize("data", [b"", b"<html></html>", b"PK\x03\x04", b"PK\x05\x06"])
    def test_what_is_no_zip(self, data: bytes) -> None:
        assert refusal(data).code == "not-a-bundle"

    @given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
    def test_one_altered_byte_is_refused_or_changes_nothing(self, place: int, by: int) -> None:
        data = bytearray(GOOD)
        data[place] ^= by
        assert read(bytes(data)) in (CASE, None)

    @pytest.mark.parametrize(
        "name", ["../evil", "a/../../evil", "/etc/evil", "a\\..\\evil", "C:evil", "a//b", "./a"]
    )
    def test_a_path_that_leads_out(self, name: str) -> None:
        files = zipped(unzipped() | {name: b"x"})
        assert refusal(files).code == "unsafe-path"

    def test_a_link(self) -> None:
        buffer = io.BytesIO(GOOD)
        link = zipfile.ZipInfo("files/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr(link, "/etc/passwd")
        assert refusal(buffer.getvalue()).code == "unsafe-path"

    def test_a_name_that_stands_twice(self) -> None:
        buffer = io.BytesIO(GOOD)
        with (
            pytest.warns(UserWarning, match="Duplicate name"),
            zipfile.ZipFile(buffer, "a") as archive,
        ):
            archive.writestr("case.yaml", b"format: tomoni-case/1")
        assert refusal(buffer.getvalue()).code == "unsafe-path"

    def test_a_bomb_is_not_unpacked(self) -> None:
        bomb = zipped(unzipped() | {"files/bomb": bytes(80_000_000)})
        assert len(bomb) < 200_000
        limits = cases.Limits(max_file_bytes=1_000_000)
        tracemalloc.start()
        try:
            assert refusal(bomb, limits=limits).code == "too-large"
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 5_000_000

    @pytest.mark.parametrize(
        "more",
        [
            {f"files/{number}": b"" for number in range(40)},
            {"files/large": b"x" * 20_001},
            {f"files/{number}": b"x" * 19_000 for number in range(4)},
        ],
        ids=["files", "file", "total"],
    )
    def test_more_than_the_limits_allow(self, more: Files) -> None:
        cases.read_bundle(GOOD, limits=SMALL)
        assert refusal(sealed(unzipped() | more), limits=SMALL).code == "too-large"

    def test_a_size_that_is_a_lie(self) -> None:
        data = zipped({"case.yaml": b"x" * 50_000})
        true_size, lie = (50_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
        assert data.count(true_size) == 2
        assert refusal(data.replace(true_size, lie), limits=SMALL).code == "not-a-bundle"


class TestSeals:
    def test_an_altered_file(self) -> None:
        files = unzipped()
        name = "contents/permits_file/v1.yaml"
        error = refusal(zipped(files | {name: files[name] + b" "}))
        assert (error.code, error.params) == ("altered", {"path": name})

    def test_a_missing_file(self) -> None:
        files = unzipped()
        del files["files/permits/v1/table.parquet"]
        error = refusal(zipped(files))
        assert error.code == "missing-file"

    def test_a_file_that_the_seal_does_not_name(self) -> None:
        error = refusal(zipped(unzipped() | {"extra.txt": b"x"}))
        assert (error.code, error.params) == ("unlisted-file", {"path": "extra.txt"})

    def test_no_seal(self) -> None:
        files = unzipped()
        del files["manifest.sha256"]
        assert refusal(zipped(files)).code == "unsealed"

    @pytest.mark.parametrize("seal", [b"", b"\xff\xfe", b"no digest here\n"])
    def test_a_seal_that_says_nothing(self, seal: bytes) -> None:
        code = refusal(zipped(unzipped() | {"manifest.sha256": seal})).code
        assert code in {"unlisted-file", "missing-file"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases.write_bundle(cases.read_bundle(GOOD), tmp_path / "case")
    return tmp_path / "case"


class TestFolders:
    def test_one_that_is_not_there(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "gone").code == "not-a-bundle"

    def test_a_link_in_it(self, folder: Path) -> None:
        (folder / "files" / "link").symlink_to("/etc/hostname")
        assert refusal(folder).code == "unsafe-path"

    def test_an_altered_file(self, folder: Path) -> None:
        (folder / "curriculum.yaml").write_bytes(b"id: small")
        assert refusal(folder).code == "altered"

    def test_more_than_the_limits_allow(self, folder: Path) -> None:
        (folder / "large").write_bytes(bytes(20_001))
        assert refusal(folder, limits=SMALL).code == "too-large"

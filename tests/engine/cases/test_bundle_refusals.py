"""A bundle that is not what it says: one clear error, nothing written, nothing left behind."""

import io
import resource
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.samples import bundle, cook, counted, empty
from tomoni.engine import cases
from tomoni.engine.core import sha256

Files = dict[str, bytes]
SMALL = cases.Limits(max_files=30, max_file_bytes=20_000, max_total_bytes=60_000)


def sealed_zip() -> bytes:
    store = cases.MemoryStore()
    return cases.bundle_zip(bundle(cook(counted(store=store), store=store).case, store=store))


GOOD = sealed_zip()
CASE = cases.read_bundle(GOOD).case


def unzipped(data: bytes = GOOD) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sealed(files: Files) -> bytes:
    rest = {name: data for name, data in files.items() if name != "manifest.sha256"}
    lines = "".join(f"{sha256(data)}  {name}\n" for name, data in rest.items())
    return zipped(rest | {"manifest.sha256": lines.encode()})


def outlined(change: Callable[[dict[str, Any]], None]) -> bytes:
    """The good bundle with another outline, sealed anew: the seal alone cannot tell."""
    files = unzipped()
    outline = yaml.safe_load(files["case.yaml"])
    change(outline)
    return sealed(files | {"case.yaml": yaml.safe_dump(outline).encode()})


def refusal(source: Path | bytes, **options: Any) -> cases.CasesError:
    with pytest.raises(cases.CasesError) as caught:
        cases.read_bundle(source, **options)
    assert str(caught.value).count("\n") == 0
    return caught.value


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


def entry(outline: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in outline["artifacts"] if each["id"] == key)
    return found


def change(key: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda outline: entry(outline, key).update(values)


def change_version(key: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda outline: entry(outline, key)["versions"][0].update(values)


REFERS = {"artifact": "central", "version": 1}


class TestOutlines:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda outline: outline.pop("format"), "not-a-case"),
            (lambda outline: outline.update(format="tomoni-case/99"), "not-a-case"),
            (lambda outline: outline.pop("title"), "not-a-case"),
            (lambda outline: outline.update(title=["a"]), "bad-content"),
            (lambda outline: outline.update(artifacts="none"), "not-a-case"),
            (lambda outline: outline.update(artifacts=None), "not-a-case"),
            (lambda outline: outline.update(curriculum="dream@1"), "unknown-curriculum"),
            (lambda outline: outline["artifacts"].append({"id": "a"}), "bad-content"),
            (
                lambda outline: outline["artifacts"].append(deepcopy(outline["artifacts"][0])),
                "twin-artifacts",
            ),
            (change("permits", kind="poem"), "unknown-kind"),
            (change("permits", id="../permits"), "bad-content"),
            (change("permits", colour="red"), "bad-content"),
            (change("permits_file", kind="flow"), "bad-content"),
            (change("permits", versions=None), "not-a-case"),
            (
                change("permits", plan={"function": "f", "inputs": {"a": "gone"}}),
                "unknown-artifact",
            ),
            (change("permits", plan={"function": "f", "inputs": {"a": "central"}}), "cycle"),
            (change_version("permits", references={"a": REFERS}), "cycle"),
            (
                change_version("permits", references={"a": {**REFERS, "version": 2}}),
                "unknown-version",
            ),
            (
                change_version("permits", references={"a": {**REFERS, "artifact": "gone"}}),
                "unknown-version",
            ),
            (change_version("permits", number=2), "wrong-number"),
            (change_version("permits", made_at="soon"), "bad-content"),
            (change_version("permits", content="contents/gone.json"), "missing-file"),
            (change_version("permits", content="../../etc/passwd"), "missing-file"),
            (change_version("permits", content=7), "not-a-case"),
            (change_version("permits", files={"a": "files/gone"}), "missing-file"),
            (change_version("permits", files={"../a": "case.yaml"}), "bad-content"),
            (change_version("permits", quantities={"rows": {"value": "many"}}), "bad-content"),
            (
                change_version("permits", quantities={"rows": {"value": float("nan")}}),
                "bad-content",
            ),
        ],
    )
    def test_one_that_cannot_be(self, change: Callable[[dict[str, Any]], None], code: str) -> None:
        assert refusal(outlined(change)).code == code

    @pytest.mark.parametrize(
        ("name", "data", "code"),
        [
            ("case.yaml", b"- a list", "not-a-case"),
            ("case.yaml", b"", "not-a-case"),
            ("case.yaml", b"format: [", "bad-yaml"),
            ("case.yaml", b"a: &a [1]\nb: [*a, *a]", "bad-yaml"),
            ("curriculum.yaml", b"id: small", "bad-curriculum"),
            ("contents/permits/v1.json", b"{", "not-a-case"),
            ("contents/permits/v1.json", b'{"a": NaN}', "not-a-case"),
            ("contents/permits/v1.json", b"[" * 100_000, "not-a-case"),
            ("contents/permits_file/v1.yaml", b"file_name: a", "bad-content"),
            ("contents/permits_file/v1.yaml", b"a: !!binary QQ==", "bad-content"),
        ],
    )
    def test_a_file_in_it_that_cannot_be(self, name: str, data: bytes, code: str) -> None:
        assert refusal(sealed(unzipped() | {name: data})).code == code

    def test_no_outline(self) -> None:
        assert refusal(sealed({"readme.txt": b"x"})).code == "not-a-case"


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

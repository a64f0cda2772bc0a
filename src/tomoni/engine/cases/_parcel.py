"""A folder or a .zip as plain paths and bytes, opened without trusting it."""

import io
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from tomoni.engine.cases._errors import CasesError
from tomoni.engine.core import Value, sha256

MANIFEST = "manifest.sha256"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Limits(Value):
    """How much a bundle may hold. Sizes in bytes, unzipped."""

    max_files: int = 20_000
    max_file_bytes: int = 200_000_000
    max_total_bytes: int = 1_000_000_000


def open_parcel(source: Path | bytes, *, limits: Limits) -> dict[str, bytes]:
    """Every file by its path inside the folder or .zip.

    Raises `CasesError`: `not-a-bundle`, `unsafe-path`, `too-large`, `altered` (a file differs from
    the manifest), `missing-file` (the manifest names what is not there), `unlisted-file`.
    """
    if isinstance(source, Path) and source.is_dir():
        files = _files_of_folder(source, limits=limits)
    else:
        files = _files_of_zip(source, limits=limits)
    if MANIFEST in files:
        _verify(files)
    return files


def is_sealed(files: Mapping[str, bytes]) -> bool:
    """Whether a manifest vouches for every file."""
    return MANIFEST in files


def seal(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and a manifest of their SHA-256, in the format of `sha256sum`."""
    lines = [f"{sha256(data)}  {path}\n" for path, data in sorted(files.items())]
    return {**files, MANIFEST: "".join(lines).encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a .zip; equal files give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write_parcel(files: Mapping[str, bytes], target: Path) -> None:
    """Write a .zip (by the name's ending) or a folder, all or nothing.

    Raises `CasesError("target-exists")` where a folder with other things stands already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tomoni-") as name:
        draft = Path(name) / "draft"
        if target.suffix == ".zip":
            draft.write_bytes(zipped(files))
        else:
            _refuse_foreign(target)
            for path, data in files.items():
                place = draft / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            if target.exists():
                target.rename(Path(name) / "before")
        os.replace(draft, target)


def _refuse_foreign(target: Path) -> None:
    if target.exists() and not (target / MANIFEST).is_file() and any(target.iterdir()):
        raise CasesError("target-exists", path=str(target))


def _files_of_folder(folder: Path, *, limits: Limits) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for place in sorted(folder.rglob("*")):
        if place.is_symlink():
            raise CasesError("unsafe-path", path=place.name)
        if place.is_file():
            total += place.stat().st_size
            _refuse_too_large(len(files) + 1, place.stat().st_size, total, limits=limits)
            files[place.relative_to(folder).as_posix()] = place.read_bytes()
    return files


def _files_of_zip(source: Path | bytes, *, limits: Limits) -> dict[str, bytes]:
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unzip(archive, limits=limits)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise CasesError("not-a-bundle") from error


def _unzip(archive: zipfile.ZipFile, *, limits: Limits) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for entry in archive.infolist():
        _refuse_unsafe(entry, known=files)
        if entry.is_dir():
            continue
        _refuse_too_large(len(files) + 1, entry.file_size, total + entry.file_size, limits=limits)
        with archive.open(entry) as stream:
            content = stream.read(limits.max_file_bytes + 1)
        total += len(content)
        _refuse_too_large(len(files) + 1, len(content), total, limits=limits)
        files[entry.filename] = content
    return files


def _refuse_unsafe(entry: zipfile.ZipInfo, *, known: Mapping[str, bytes]) -> None:
    path = PurePosixPath(entry.filename)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if (
        path.is_absolute()
        or ".." in path.parts
        or is_link
        or entry.filename in known
        or any(mark in entry.orig_filename for mark in ("\\", ":", "\x00"))
    ):
        raise CasesError("unsafe-path", path=entry.filename[:80])


def _refuse_too_large(count: int, size: int, total: int, *, limits: Limits) -> None:
    if count > limits.max_files or size > limits.max_file_bytes or total > limits.max_total_bytes:
        raise CasesError("too-large", limit=limits.max_total_bytes // 1_000_000)


def _verify(files: Mapping[str, bytes]) -> None:
    listed = dict(_manifest_lines(files[MANIFEST]))
    for path, digest in listed.items():
        if path not in files:
            raise CasesError("missing-file", path=path[:80])
        if sha256(files[path]) != digest:
            raise CasesError("altered", path=path[:80])
    unlisted = set(files) - set(listed) - {MANIFEST}
    if unlisted:
        raise CasesError("unlisted-file", path=min(unlisted)[:80])


def _manifest_lines(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data.decode("utf-8", errors="replace").splitlines():
        digest, _, path = line.partition("  ")
        yield path, digest

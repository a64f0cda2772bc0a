"""A folder or a .zip as plain paths and bytes, opened without trusting it."""

import io
import lzma
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from tomoni.engine.cases._errors import CasesError
from tomoni.engine.core import Value, sha256

MANIFEST = "manifest.sha256"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


class Limits(Value):
    """How much a bundle may hold. Sizes in bytes, unzipped."""

    max_files: int = 20_000
    max_file_bytes: int = 200_000_000
    max_total_bytes: int = 1_000_000_000


LIMITS = Limits()


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

    An older bundle there is replaced. Raises `CasesError`: `target-exists` where other things
    stand, `cannot-write` when the file system refuses; everything is then as it was.
    """
    _refuse_foreign(target)
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tomoni-") as name:
            draft = Path(name) / "draft"
            _write_draft(files, draft, as_zip=_is_zip(target))
            _put(draft, target, aside=Path(name) / "before")
    except OSError as error:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise CasesError("cannot-write", path=target.name, why=error.strerror) from error


def _is_zip(target: Path) -> bool:
    return target.suffix.lower() == ".zip"


def _write_draft(files: Mapping[str, bytes], draft: Path, *, as_zip: bool) -> None:
    if as_zip:
        draft.write_bytes(zipped(files))
        return
    for path, data in files.items():
        place = draft / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _put(draft: Path, target: Path, *, aside: Path) -> None:
    """Put the draft in the target's place; a folder that stood there comes back on failure."""
    stood = target.is_dir()
    if stood:
        target.rename(aside)
    try:
        draft.replace(target)
    except OSError:
        if stood:
            aside.rename(target)
        raise


def _refuse_foreign(target: Path) -> None:
    """Refuse to replace what is not an older bundle, or has other things beside it."""
    if not target.exists():
        return
    if not target.is_dir():
        foreign = not (_is_zip(target) and target.is_file())
    elif _is_zip(target):
        foreign = True
    else:
        manifest = target / MANIFEST
        known = _listed(manifest.read_bytes()) if manifest.is_file() else {}
        foreign = any(
            place.relative_to(target).as_posix() not in {*known, MANIFEST}
            for place in target.rglob("*")
            if not place.is_dir() or place.is_symlink()
        )
    if foreign:
        raise CasesError("target-exists", path=target.name)


def _files_of_folder(folder: Path, *, limits: Limits) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    try:
        for place in sorted(folder.rglob("*")):
            if place.is_symlink():
                raise CasesError("unsafe-path", path=place.name[:80])
            if place.is_file():
                size = place.stat().st_size
                total += size
                _refuse_too_large(len(files) + 1, size, total, limits=limits)
                files[place.relative_to(folder).as_posix()] = place.read_bytes()
    except OSError as error:
        raise CasesError("not-a-bundle") from error
    return files


def _files_of_zip(source: Path | bytes, *, limits: Limits) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            return _unzip(archive, limits=limits)
    except _UNREADABLE as error:
        raise CasesError("not-a-bundle") from error


def _unzip(archive: zipfile.ZipFile, *, limits: Limits) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    _refuse_too_large(len(archive.infolist()), 0, 0, limits=limits)
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
        or path.as_posix() != entry.filename.removesuffix("/")
        or is_link
        or entry.filename in known
        or any(mark in entry.orig_filename for mark in ("\\", ":", "\x00"))
    ):
        raise CasesError("unsafe-path", path=entry.filename[:80])


def _refuse_too_large(count: int, size: int, total: int, *, limits: Limits) -> None:
    if count > limits.max_files or size > limits.max_file_bytes or total > limits.max_total_bytes:
        raise CasesError("too-large", limit=limits.max_total_bytes // 1_000_000)


def _verify(files: Mapping[str, bytes]) -> None:
    listed = _listed(files[MANIFEST])
    for path, digest in listed.items():
        if path not in files:
            raise CasesError("missing-file", path=path[:80])
        if sha256(files[path]) != digest:
            raise CasesError("altered", path=path[:80])
    unlisted = set(files) - set(listed) - {MANIFEST}
    if unlisted:
        raise CasesError("unlisted-file", path=min(unlisted)[:80])


def _listed(manifest: bytes) -> dict[str, str]:
    """Digest by path, from the lines of `sha256sum`."""
    lines = manifest.decode("utf-8", errors="replace").split("\n")
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines) if path}

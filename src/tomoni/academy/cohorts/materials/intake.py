"""A file that came in: looked at by its content, kept only when it is what its name says."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from PIL import Image, ImageOps, UnidentifiedImageError

from tomoni.academy.cohorts.errors import CohortsError

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS = {
    "pptx": ("ppt/presentation.xml", f"{_OFFICE}presentationml.presentation"),
    "docx": ("word/document.xml", f"{_OFFICE}wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
}
PICTURES = ("png", "jpg", "jpeg")
FILES = ("pptx", "pdf", "docx", "xlsx", *PICTURES)
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3_000
"""Of a picture as it is kept, in dots: enough for A3 on paper."""
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file begins that Office has locked with a password (or saved in its old way)."""
_MOST_OF_A_PART = 2_000_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f/\\]")


@dataclass(frozen=True)
class Received:
    """A file that may be kept."""

    name: str
    media_type: str
    data: bytes


def receive(data: bytes, *, name: str, kinds: tuple[str, ...] = FILES) -> Received:
    """The file, its picture without what a camera adds.

    Raises `CohortsError`: `empty-file`, `unknown-file`, `broken-file`, `locked-file`,
    `active-file`, `huge-picture`.
    """
    name = _CONTROL.sub("_", PurePosixPath(name.replace("\\", "/")).name)
    kind = PurePosixPath(name).suffix.lower().removeprefix(".")
    if not data:
        raise CohortsError("empty-file", name=name)
    if kind not in kinds:
        raise CohortsError("unknown-file", name=name, kinds="、".join(kinds))
    return _READERS[kind](data, name[-200:])


def _office(kind: str) -> Callable[[bytes, str], Received]:
    main, media_type = _OFFICE_PARTS[kind]

    def read(data: bytes, name: str) -> Received:
        if data.startswith(_OLD_OFFICE):
            raise CohortsError("locked-file", name=name)
        try:
            with ZipFile(BytesIO(data)) as package:
                _check_package(package, main=main, name=name)
        except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise CohortsError("broken-file", name=name, kind=kind) from error
        return Received(name, media_type, data)

    return read


def _check_package(package: ZipFile, *, main: str, name: str) -> None:
    parts = {each.filename.lower(): each for each in package.infolist()}
    types = parts.get("[content_types].xml")
    if main not in parts or types is None:
        raise BadZipFile
    if any("vbaproject" in part or "activex" in part for part in parts):
        raise CohortsError("active-file", name=name)
    if b"macroenabled" in _beginning(package, types.filename).lower():
        raise CohortsError("active-file", name=name)
    for part, each in parts.items():
        if part.endswith(".rels") and _reaches_out(_beginning(package, each.filename)):
            raise CohortsError("active-file", name=name)


def _beginning(package: ZipFile, part: str) -> bytes:
    with package.open(part) as stream:
        return stream.read(_MOST_OF_A_PART)


def _reaches_out(relations: bytes) -> bool:
    """Whether a template or an object would be fetched from elsewhere when the file is opened."""
    links = re.findall(rb"<Relationship\b[^>]*>", relations)
    return any(
        b"External" in link and (b"/attachedTemplate" in link or b"/oleObject" in link)
        for link in links
    )


def _pdf(data: bytes, name: str) -> Received:
    if b"%PDF-" not in data[:1024] or b"%%EOF" not in data[-2048:]:
        raise CohortsError("broken-file", name=name, kind="pdf")
    if b"/Encrypt" in data:
        raise CohortsError("locked-file", name=name)
    if b"/JavaScript" in data or b"/Launch" in data:
        raise CohortsError("active-file", name=name)
    return Received(name, "application/pdf", data)


def _picture(data: bytes, name: str) -> Received:
    """The picture upright, drawn anew: place, time and camera stay behind."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise CohortsError("huge-picture", name=name)
            kind = str(picture.format)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            clean = _clean(picture, kind=kind)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError,
            ValueError) as error:  # fmt: skip
        raise CohortsError("broken-file", name=name, kind="png / jpg") from error
    suffix = ".png" if kind == "PNG" else ".jpg"
    return Received(PurePosixPath(name).stem + suffix, f"image/{kind.lower()}", clean)


def _clean(picture: Image.Image, *, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    seen = upright.convert("RGB" if kind == "JPEG" or not upright.has_transparency_data else "RGBA")
    seen.info = {}
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = BytesIO()
    if kind == "JPEG":
        seen.save(kept, "JPEG", quality=88, optimize=True)
    else:
        seen.save(kept, "PNG")
    return kept.getvalue()


_READERS: dict[str, Callable[[bytes, str], Received]] = {
    **{kind: _office(kind) for kind in _OFFICE_PARTS},
    **dict.fromkeys(PICTURES, _picture),
    "pdf": _pdf,
}

"""Bytes to text, by evidence and strictly: a character is never guessed or dropped.

The ladder: byte order mark; ISO-2022-JP by its escapes; UTF-16 by the place of its zero bytes;
UTF-8, which other encodings pass by accident only when short; then CP932 or EUC-JP, whichever of
those that decode at all reads as Japanese rather than as half-width kana (JIS X 0201).
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tomoni.engine.tables._errors import TablesError

_Found = TypeVar("_Found")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_BLOCK = 8_000_000
_PIECE = 250_000
"""So much is decoded at once: a text that stays near the processor."""
_SAMPLE = 400_000


@dataclass(frozen=True)
class Text:
    """A file's text, not yet decoded.

    `codec` is one in which the bytes of delimiters, quotes and line ends (below 0x40) are never
    part of another character (UTF-8, CP932, EUC-JP): structure may be looked for in the bytes.
    """

    data: bytes
    codec: str
    encoding: str
    """As Python names that of the file; `utf-8-sig` is UTF-8 with a byte order mark."""

    def pieces(self, size: int = _PIECE) -> Iterator[bytes]:
        """The bytes in pieces that end with a line where there is one."""
        start, data = 0, self.data
        while start < len(data):
            end = start + size
            end = len(data) if end >= len(data) else data.rfind(b"\n", start, end) + 1 or len(data)
            yield data[start:end]
            start = end

    def blocks(self) -> Iterator[bytes]:
        """The text as UTF-8, so that a large file is never held twice.

        Raises `UnicodeDecodeError` at a byte that the encoding does not have.
        """
        block: list[bytes] = []
        for piece in self.pieces():
            block.append(_utf8(piece, codec=self.codec))
            if sum(map(len, block)) >= _BLOCK:
                yield b"".join(block)
                block = []
        if block:
            yield b"".join(block)

    def sample(self) -> str:
        """How the text begins."""
        return self.data[:_SAMPLE].decode(self.codec, errors="ignore")


def decoded(data: bytes, *, using: Callable[[Text], _Found]) -> _Found:
    """What `using` makes of the bytes as the text that they are.

    It is called for each encoding that may be theirs until it meets no byte that is foreign to
    one. Raises `TablesError`: `undecodable-bytes`, `not-a-sheet`.
    """
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, codec=codec, start=len(mark), using=using)
    if b"\x1b" in data and b"\x1b$" in data and b"\x1b(" in data:
        return _strict(data, "iso2022_jp", codec="iso2022_jp_ext", start=0, using=using)
    if b"\x00" in data:
        name = _utf16(data)
        return _strict(data, name, codec=name, start=0, using=using)
    for name in _likeliest(data):
        try:
            return using(Text(data, name, name))
        except UnicodeDecodeError:
            continue
    raise TablesError("undecodable-bytes", offset=_first_bad(data))


def _strict(
    data: bytes, name: str, *, codec: str, start: int, using: Callable[[Text], _Found]
) -> _Found:
    """As `decoded`, for bytes that say what they are and begin at byte `start` of the file."""
    try:
        return using(Text(_utf8(data, codec=codec), "utf-8", name))
    except UnicodeDecodeError:
        offset = start + _first_bad(data, codec=codec)
        raise TablesError("undecodable-bytes", encoding=codec, offset=offset) from None


def _utf8(data: bytes, *, codec: str) -> bytes:
    text = data.decode(codec)
    return data if codec == "utf-8" else text.encode()


def _likeliest(data: bytes) -> Iterator[str]:
    """The encodings that the beginning has: UTF-8, then the one that reads like Japanese."""
    cut = data.rfind(b"\n", 0, _SAMPLE) + 1 if len(data) > _SAMPLE else 0
    sample = data[: cut or len(data)]
    if _reads(sample, codec="utf-8"):
        yield "utf-8"
    found = [name for name in ("cp932", "euc_jp") if _reads(sample, codec=name)]
    if len(found) > 1:
        found.sort(key=lambda name: _strangeness(sample.decode(name)))
    yield from found


def _reads(sample: bytes, *, codec: str) -> bool:
    try:
        sample.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _strangeness(text: str) -> float:
    """Share of half-width kana among what is not ASCII; EUC-JP read as CP932 is full of them."""
    foreign = [letter for letter in text if letter > "\x7f"]
    return sum("｡" <= letter <= "ﾟ" for letter in foreign) / max(len(foreign), 1)


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of digits and commas all stand on one side."""
    head = data[:100_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 == 0 and min(even, odd) == 0 and max(even, odd) * 10 >= len(head) // 2:
        return "utf-16-be" if even else "utf-16-le"
    raise TablesError("not-a-sheet", format="binary")


def _first_bad(data: bytes, *, codec: str = "cp932") -> int:
    """Where reading stops; as CP932, the likeliest of Japanese office files, if nothing fits."""
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return 0

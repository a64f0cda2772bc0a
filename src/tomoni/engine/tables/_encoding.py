"""Bytes to text, by evidence and strictly: a character is never guessed or dropped.

The ladder: byte order mark; ISO-2022-JP by its escapes; UTF-16 by the place of its zero bytes;
UTF-8, which other encodings pass by accident only when short; then CP932 or EUC-JP, whichever of
those that decode at all reads as Japanese rather than as half-width kana (JIS X 0201).
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from tomoni.engine.tables._errors import TablesError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_BY_LINES = ("utf-8", "utf-8-sig", "cp932", "euc_jp")
"""Encodings in which the byte of a line feed is never part of another character."""
_BLOCK = 8_000_000
_SAMPLE = 400_000


@dataclass(frozen=True)
class Text:
    """A decoded file: its text as UTF-8 in blocks that end with a line, and its encoding."""

    blocks: tuple[bytes, ...]
    encoding: str
    """As Python names it; `utf-8-sig` is UTF-8 with a byte order mark."""


def decode(data: bytes) -> Text:
    """The text of the bytes. Raises `TablesError`: `undecodable-bytes`, `not-a-sheet`."""
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec=codec, name=name, start=len(mark))
    if b"\x1b" in data and b"\x1b$" in data and b"\x1b(" in data:
        return _strict(data, codec="iso2022_jp_ext", name="iso2022_jp")
    if b"\x00" in data:
        name = _utf16(data)
        return _strict(data, codec=name, name=name)
    for name in ("utf-8", *_likeliest(data)):
        try:
            return Text(tuple(_blocks(data, codec=name)), name)
        except UnicodeDecodeError:
            continue
    raise TablesError("undecodable-bytes", offset=_first_bad(data))


def _strict(data: bytes, *, codec: str, name: str, start: int = 0) -> Text:
    try:
        return Text(tuple(_blocks(data, codec=codec)), name)
    except UnicodeDecodeError:
        offset = start + _first_bad(data, codec=codec)
        raise TablesError("undecodable-bytes", encoding=codec, offset=offset) from None


def _blocks(data: bytes, *, codec: str) -> Iterator[bytes]:
    """The data as UTF-8, block by block, so that a large file is never held twice as text."""
    start = 0
    while start < len(data):
        end = len(data)
        if codec in _BY_LINES and start + _BLOCK < end:
            end = data.rfind(b"\n", start, start + _BLOCK) + 1 or end
        block = data[start:end]
        text = block.decode(codec)
        yield block if codec == "utf-8" else text.encode()
        start = end


def _likeliest(data: bytes) -> list[str]:
    """CP932 and EUC-JP, the one that reads more like Japanese first."""
    cut = data.rfind(b"\n", 0, _SAMPLE) + 1 if len(data) > _SAMPLE else 0
    sample = data[: cut or len(data)]
    return sorted(("cp932", "euc_jp"), key=lambda name: _strangeness(sample, codec=name))


def _strangeness(sample: bytes, *, codec: str) -> float:
    """Share of half-width kana among what is not ASCII; EUC-JP read as CP932 is full of them."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return 2
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

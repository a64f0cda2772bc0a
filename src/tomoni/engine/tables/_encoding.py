"""Bytes to text, by evidence and strictly: a character is never guessed or dropped.

The ladder: byte order mark; ISO-2022-JP by its escapes; UTF-16 by the place of its zero bytes;
UTF-8, which other encodings pass by accident only when short; then CP932 or EUC-JP, whichever of
those that decode at all reads as Japanese rather than as half-width kana (JIS X 0201).
"""

import codecs

from tomoni.engine.tables._errors import TablesError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding as Python knows it."""
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec=codec), name
    if b"\x1b$" in data and b"\x1b(" in data:
        return _strict(data, codec="iso2022_jp_ext"), "iso2022_jp"
    if b"\x00" in data:
        name = _utf16(data)
        return _strict(data, codec=name), name
    readings = {name: text for name in ("utf-8", "cp932", "euc_jp") if (text := _try(data, name))}
    if "utf-8" in readings:
        return readings["utf-8"], "utf-8"
    if not readings:
        raise TablesError("undecodable-bytes", offset=_first_bad(data))
    name = min(readings, key=lambda name: _strangeness(readings[name]))
    return readings[name], name


def _try(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return ""


def _strict(data: bytes, *, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise TablesError("undecodable-bytes", encoding=codec, offset=error.start) from error


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of digits and commas all stand on one side."""
    head = data[:100_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 == 0 and min(even, odd) == 0 and max(even, odd) * 10 >= len(head) // 2:
        return "utf-16-be" if even else "utf-16-le"
    raise TablesError("not-a-sheet", format="binary")


def _strangeness(text: str) -> float:
    """Share of half-width kana among what is not ASCII; EUC-JP read as CP932 is full of them."""
    sample = text[:200_000]
    foreign = [letter for letter in sample if letter > "\x7f"]
    return sum("｡" <= letter <= "ﾟ" for letter in foreign) / max(len(foreign), 1)


def _first_bad(data: bytes) -> int:
    """Where reading as CP932, the likeliest of Japanese office files, stops."""
    try:
        data.decode("cp932")
    except UnicodeDecodeError as error:
        return error.start
    return 0

"""The texts that the cells of a workbook share."""

import html
import re

import polars as pl
from lxml import etree

TEXTS = "xl/sharedStrings.xml"
"""The part that holds them."""
_READING = r"(?s)<rPh[\s>].*?</rPh>"
_TAG = r"<[^<>]*>"
_ODD = r"<!|<si[\s/]|>\s+<(?:[^/]|/[^t])"
"""Comments, and blanks between tags that are no text."""
_ESCAPED = r"&|\r|_x[0-9A-Fa-f]{4}_"
_CODED = re.compile(r"_x([0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})_")
"""How a spreadsheet writes what XML cannot hold; halves of surrogate pairs stay as they are."""


def shared_texts(xml: bytes) -> pl.Series:
    """The texts in their order; readings (phonetic runs) are left out.

    Raises `etree.XMLSyntaxError` for what is no XML.
    """
    texts = _plain(xml)
    return _parsed(xml) if texts is None else texts


def unescaped(texts: pl.Series) -> pl.Series:
    """The texts of XML as they are meant: `&amp;`, `_x000D_` and line ends resolved."""
    at = texts.str.contains(_ESCAPED).fill_null(value=False).arg_true()
    return texts.scatter(at, [_meant(text) for text in texts.gather(at)]) if len(at) else texts


def rich_text(item: etree._Element) -> str:
    """The text of an item's runs."""
    text = "".join(
        piece.text or ""
        for piece in item.iter("{*}t")
        if (above := piece.getparent()) is None or etree.QName(above).localname != "rPh"
    )
    return _decoded(text)


def parser() -> etree.XMLParser:
    """A parser that opens nothing, expands nothing and takes large parts."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _plain(xml: bytes) -> pl.Series | None:
    """The texts of a part that is written without needless blanks, as nearly all are."""
    start, end = xml.find(b"<si>"), xml.rfind(b"</si>")
    if start < 0 or end < 0:
        return None
    whole = pl.Series([xml[start:end]], dtype=pl.Binary).cast(pl.String, strict=False)
    if whole.null_count() or whole.str.contains(_ODD)[0]:
        return None
    items = whole.str.strip_prefix("<si>").str.split("</si><si>").explode()
    return unescaped(items.str.replace_all(_READING, "").str.replace_all(_TAG, ""))


def _parsed(xml: bytes) -> pl.Series:
    root = etree.fromstring(xml, parser())
    return pl.Series([rich_text(item) for item in root.iterfind("{*}si")], dtype=pl.String)


def _meant(text: str) -> str:
    return _decoded(html.unescape(text.replace("\r\n", "\n").replace("\r", "\n")))


def _decoded(text: str) -> str:
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text)

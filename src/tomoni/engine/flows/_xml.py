"""Text that an XML document can hold, and attributes of it."""

import re

from lxml import etree

_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without control characters, which XML 1.0 cannot hold (section 2.2)."""
    return _NOT_IN_XML.sub("", text)


def say(element: etree._Element, **attributes: str | None) -> None:
    """Sets attributes; those that say nothing are taken away."""
    for name, text in attributes.items():
        if text:
            element.set(name, clean(text))
        elif name in element.attrib:
            del element.attrib[name]

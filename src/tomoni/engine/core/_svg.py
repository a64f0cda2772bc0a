"""What the rooms that draw share: SVG elements with attributes given by name."""

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without control characters, which XML 1.0 cannot hold (section 2.2)."""
    return _NOT_IN_XML.sub("", text)


def svg_add(parent: etree._Element, tag: str, **attributes: str | float) -> etree._Element:
    """A child element of an SVG picture."""
    element = etree.SubElement(parent, f"{{{_SVG}}}{tag}")
    svg_set(element, **attributes)
    return element


def svg_set(element: etree._Element, **attributes: str | float) -> None:
    """Sets attributes; `_` in a name stands for `-`, numbers keep six figures."""
    for name, value in attributes.items():
        text = value if isinstance(value, str) else f"{value:g}"
        element.set(name.replace("_", "-"), text)

"""Attributes of an XML element."""

from lxml import etree

from tomoni.engine.core import xml_text


def say(element: etree._Element, **attributes: str | None) -> None:
    """Sets attributes; those that say nothing are taken away."""
    for name, text in attributes.items():
        if text:
            element.set(name, xml_text(text))
        elif name in element.attrib:
            del element.attrib[name]

"""SVG elements: attributes given by name, numbers no longer than they need to be."""

from typing import Any

from lxml import etree

from tomoni.engine.core import FONT_FAMILY, xml_text

INK, QUIET, RULE = "#1a1a1c", "#5a5a5c", "#767676"
_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES: Any = {None: _SVG}


def picture(*, width: float, height: float, title: str, description: str) -> Any:
    """An empty picture on white with title, description and role."""
    root = etree.Element(f"{{{_SVG}}}svg", nsmap=_NAMESPACES)
    put(root, version="1.1", width=width, height=height, viewBox=f"0 0 {width:g} {height:g}")
    put(root, role="img", aria_label=xml_text(title), font_family=f"{FONT_FAMILY}, sans-serif")
    add(root, "title").text = xml_text(title)
    add(root, "desc").text = xml_text(description)
    add(root, "rect", width=width, height=height, fill="#ffffff")
    return root


def add(parent: Any, tag: str, **attributes: str | float) -> Any:
    """A child element."""
    element = etree.SubElement(parent, f"{{{_SVG}}}{tag}")
    put(element, **attributes)
    return element


def put(element: Any, **attributes: str | float) -> None:
    """Sets attributes; `_` in a name stands for `-`."""
    for name, value in attributes.items():
        text = value if isinstance(value, str) else f"{round(value, 2):.10g}"
        element.set(name.replace("_", "-"), text)


def text(
    parent: Any, words: str, *, x: float, y: float, size: float = 12, **attributes: str | float
) -> Any:
    """One line of text; `y` is its baseline."""
    element = add(parent, "text", x=x, y=y, font_size=size, **{"fill": INK, **attributes})
    element.text = xml_text(words)
    return element


def width_of(words: str, *, size: float) -> float:
    """About how wide a line is, in pixels: letters of Japanese are square, others half of that."""
    return size * sum(0.56 if character < "\u0100" else 1.0 for character in words)

"""The layout as one web page that needs nothing but itself."""

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from tomoni.engine.core import FONT_FAMILY
from tomoni.engine.documents._layout import Layout


def write(layout: Layout) -> bytes:
    """UTF-8 HTML with its style sheet and its figures inside; prints on A4."""
    return _template().render(layout=layout, font=FONT_FAMILY).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("tomoni.engine.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data_uri"] = _data_uri
    return environment.get_template("document.html.jinja")


def _data_uri(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"

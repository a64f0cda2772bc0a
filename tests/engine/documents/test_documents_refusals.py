"""What is refused, and what is made to fit."""

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tomoni.engine.core import FONT_FAMILY
from tomoni.engine.documents import (
    ColumnHead,
    DataTable,
    Document,
    DocumentsError,
    Format,
    Text,
    render,
)

Make = Callable[..., Document]
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def _figure(**fields: object) -> dict[str, object]:
    return {"type": "figure", "file": "a.svg", "alt": "絵", "caption": "絵", **fields}


def _refusal(document: Document, *, svg: bytes = b"") -> tuple[str, dict[str, Any]]:
    with pytest.raises(DocumentsError) as refused:
        render(document, format="html", files={"a.svg": svg})
    return refused.value.code, refused.value.params


def test_an_unknown_format_is_refused(simple: Make) -> None:
    unknown: Any = "odt"
    with pytest.raises(DocumentsError, match="unknown-format"):
        render(simple(), format=unknown, files={})


def test_a_figure_that_is_not_given_is_refused(simple: Make, kind: Format) -> None:
    with pytest.raises(DocumentsError, match=r"missing-file \(file=b\.svg\)"):
        render(simple(blocks=[_figure(file="b.svg")]), format=kind, files={})


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        ("", "not-svg"),
        ("PNG", "not-svg"),
        ("<svg>", "not-svg"),
        ("<html/>", "not-svg"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{_SVG} width="9" height="9">&a;</svg>', "not-svg"),
        (f"{_SVG}/>", "no-size"),
        (f'{_SVG} width="100%" height="100%"/>', "no-size"),
        (f'{_SVG} viewBox="0 0 0 9"/>', "no-size"),
        (f'{_SVG} width="9" height="9"><script/></svg>', "active"),
        (f'{_SVG} width="9" height="9" onload="x()"/>', "active"),
        (f'{_SVG} width="9" height="9"><image xlink:href="/etc/hosts"/></svg>', "outside"),
        (f'{_SVG} width="9" height="9"><use href="http://a.example/b"/></svg>', "outside"),
    ],
)
def test_a_bad_figure_is_refused(simple: Make, svg: str, reason: str) -> None:
    code, params = _refusal(simple(blocks=[_figure()]), svg=svg.encode())
    assert (code, params) == ("bad-figure", {"file": "a.svg", "reason": reason})


@pytest.mark.parametrize(
    ("size", "wide", "width"),
    [
        ('width="378" height="189"', False, 100.01),
        ('width="100mm" height="50mm"', False, 100),
        ('width="4000" height="100"', False, 130),
        ('width="4000" height="100"', True, 170),
        ('width="40" height="20"', True, 170),
        ('viewBox="0 0 300 3000"', True, 18),
        ('width="100%" viewBox="0,0,96,48"', False, 25.4),
    ],
)
def test_figures_fit_the_page(simple: Make, size: str, wide: bool, width: float) -> None:
    document = simple(blocks=[_figure(wide=wide)])
    page = render(document, format="html", files={"a.svg": f"{_SVG}{size}/>".encode()}).decode()
    (found,) = re.findall(r'style="width: ([0-9.]+)mm"', page)
    assert float(found) == pytest.approx(width, abs=0.011)


@pytest.mark.parametrize(
    "inner",
    [
        "<text>字</text>",
        '<text font-family="serif">字</text>',
        '<text style="fill:red;font-family : serif">字</text>',
        "<style>text{font-family:serif}</style><text>字</text>",
    ],
)
def test_figures_are_set_in_the_built_in_font(simple: Make, inner: str) -> None:
    svg = f'{_SVG} width="90" height="30">{inner}</svg>'.encode()
    page = render(simple(blocks=[_figure()]), format="html", files={"a.svg": svg}).decode()
    (data,) = re.findall(r"base64,([^\"]+)", page)
    text = b64decode(data).decode()
    assert "font-family" in text
    families = re.findall(r"font-family(?:=\"|:)([^,]+)", text)
    assert set(families) == {f"'{FONT_FAMILY}'"}


def test_a_ragged_table_is_refused(simple: Make) -> None:
    table = {"type": "table", "caption": "表", "columns": [{"text": "列"}], "rows": [[[], []]]}
    assert _refusal(simple(blocks=[table])) == ("ragged-table", {"table": 1})


def test_a_document_that_never_ends_is_refused(simple: Make) -> None:
    code, params = _refusal(simple(blocks=[{"type": "paragraph", "spans": []}] * 2001))
    assert (code, params) == ("too-large", {"what": "blocks", "count": 2001, "most": 2000})
    code, params = _refusal(simple("あ" * 1_000_001))
    assert (code, params["what"]) == ("too-large", "characters")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=12))
def test_columns_fill_the_table_and_none_vanishes(texts: Sequence[str]) -> None:
    table = DataTable(
        caption="表",
        columns=tuple(ColumnHead(text="列") for _ in texts),
        rows=(tuple((Text(text=text),) for text in texts),),
    )
    page = render(Document(title="題名", blocks=(table,)), format="html", files={}).decode()
    shares = [float(found) for found in re.findall(r'style="width: ([0-9.]+)%"', page)]
    assert sum(shares) == pytest.approx(100, abs=0.1)
    assert min(shares) > 25 / len(texts)

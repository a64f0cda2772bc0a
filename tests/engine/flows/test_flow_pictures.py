import io
import re
import unicodedata
from itertools import pairwise

import pypdf
import pytest
import vl_convert
from hypothesis import given, settings
from lxml import etree

from engine.flows import flowing
from tomoni.engine import documents, flows
from tomoni.engine.core import FONT_FAMILY

SVG = "{http://www.w3.org/2000/svg}"
PERMIT = flowing.flow_of(flowing.PERMIT)


def drawn(flow: flows.Flow) -> etree._Element:
    return etree.fromstring(flows.draw_svg(flow).encode())


def number(element: etree._Element, name: str) -> float:
    return float(element.get(name, "0"))


def texts(root: etree._Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def em(text: str) -> float:
    """The width of a text whose Latin letters are narrow, in em."""
    return sum(
        1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55
        for letter in text
        if not unicodedata.combining(letter)
    )


def test_a_picture_says_what_it_shows_and_how_large_it_is() -> None:
    root = drawn(PERMIT)
    assert (root.get("role"), root.get("aria-label")) == ("img", "更新")
    assert root.findtext(f"{SVG}title") == "更新"
    assert "受付簿に書き写す（窓口）" in (root.findtext(f"{SVG}desc") or "")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert FONT_FAMILY in (root.get("font-family") or "")


def test_a_picture_names_lanes_steps_minutes_and_branches() -> None:
    whole = "".join(texts(drawn(PERMIT)))
    for words in ("営業者", "市民の時間", "職員の時間", "許可証を受け取る", "3分（2～4）", "80％"):
        assert words in whole


def test_lanes_differ_in_form_not_only_in_colour() -> None:
    rows = flowing.table("市民|書く||1||\n窓口|見る||1||\n業者|運ぶ||1||")
    flow, _ = flows.from_rows(rows, title="", lane_kinds={"業者": flows.LaneKind.OTHER})
    corners = {rect.get("rx") for rect in drawn(flow).iter(f"{SVG}rect") if rect.get("rx")}
    assert len(corners) == 3


def test_a_picture_can_stand_in_a_document_and_be_printed() -> None:
    svg = flows.draw_svg(PERMIT)
    figure = documents.Figure(file="flow.svg", alt="更新", caption="更新", wide=True)
    document = documents.Document(title="提案", blocks=(figure,))
    printed = documents.render(document, format="pdf", files={"flow.svg": svg.encode()})
    pages = pypdf.PdfReader(io.BytesIO(printed)).pages
    read = "".join("".join(page.extract_text() for page in pages).split())
    assert "許可証を受け取る" in read
    png = vl_convert.svg_to_png(svg, scale=0.5, ppi=72)
    assert png.startswith(b"\x89PNG")


@settings(deadline=None, max_examples=60)
@given(flowing.any_flows())
def test_any_flow_is_drawn_and_its_words_stay_in_the_picture(flow: flows.Flow) -> None:
    root = drawn(flow)
    assert not re.search(r"script|foreignObject|href|style=", flows.draw_svg(PERMIT))
    width, height = number(root, "width"), number(root, "height")
    for text in root.iter(f"{SVG}text"):
        inside = text.getparent()
        assert inside is not None
        assert 0 <= number(text, "y") <= height
        assert -104 <= number(text, "x") <= width


LONG = [
    "食品営業許可の更新に係る申請書類一式の内容を確認して補正を求める",
    "Microsoft Excelの台帳（営業許可）へ転記する",
    "あ" * 60,
    "a" * 80,
    "「」" * 20,
    "。" * 30,
]


@pytest.mark.parametrize("name", LONG)
def test_long_names_stay_in_their_boxes(name: str) -> None:
    step = flows.Step(
        id="a",
        name=name,
        lane="窓口",
        minutes=flows.Minutes(low=1, likely=1000, high=99_999),
    )
    root = drawn(flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=(step,)))
    (group,) = [each for each in root.iter(f"{SVG}g") if each.find(f"{SVG}title") is not None]
    box = group.find(f"{SVG}rect")
    assert box is not None
    top, bottom = number(box, "y"), number(box, "y") + number(box, "height")
    baselines = [number(text, "y") for text in group.iter(f"{SVG}text")]
    assert baselines == sorted(baselines)
    for text in group.iter(f"{SVG}text"):
        font = number(text, "font-size")
        assert em(text.text or "") * font <= number(box, "width")
        assert top <= number(text, "y") - 0.8 * font
        assert number(text, "y") + 0.1 * font <= bottom
    for above, below in pairwise(baselines):
        assert below - above >= 12

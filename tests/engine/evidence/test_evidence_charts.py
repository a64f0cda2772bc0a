import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from lxml import etree

from engine.evidence import samples
from tomoni.engine import evidence

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = samples.by_month({2: 148, 5: 212, 8: 188, 11: 187, 1: 15})
CHARTS = {
    "histogram": evidence.run(samples.month_claim(), table=MONTHS),
    "pie": evidence.run(samples.month_claim(chart="pie"), table=MONTHS),
    "expected": evidence.run(samples.answer_claim(), table=samples.answers(90, 10)),
    "dots": evidence.run(samples.group_claim(), table=samples.groups((56, 70), (48, 80))),
    "bars": evidence.run(
        samples.group_claim(chart="bar"), table=samples.groups((56, 70), (48, 80))
    ),
}
EVERY = pytest.mark.parametrize("chart", [one.chart for one in CHARTS.values()], ids=list(CHARTS))


def texts(svg: str) -> str:
    return " ".join(
        "".join(map(str, one.itertext()))
        for one in etree.fromstring(svg.encode()).iter(f"{SVG}text")
    )


@EVERY
def test_a_picture_has_role_title_and_description(chart: dict[str, Any]) -> None:
    root = etree.fromstring(evidence.chart_svg(chart).encode())
    assert root.get("role") == "img"
    assert [one.tag for one in list(root)[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == root.get("aria-label") == chart["title"]["text"]
    assert root[1].text == chart["description"]
    assert "グラフ。" in (root[1].text or "")


@EVERY
def test_a_picture_asks_for_nothing_from_outside(chart: dict[str, Any]) -> None:
    svg = re.sub(
        r"<style>(@font-face{[^{}]*url\(data:font/ttf;[^{}]*})+</style>",
        "",
        evidence.chart_svg(chart),
    )
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)
    assert not re.search(r"<(script|style|image|use|foreignObject)\b|\sstyle=|url\((?!#)", svg)
    assert 'font-family="Noto Sans JP' in svg


@EVERY
def test_a_picture_is_the_same_however_often_it_is_drawn(chart: dict[str, Any]) -> None:
    first = evidence.chart_svg(chart)
    with ThreadPoolExecutor(max_workers=4) as pool:
        again = list(pool.map(evidence.chart_svg, [one.chart for one in CHARTS.values()] * 2))
    assert first in again[:5]
    assert again[:5] == again[5:]
    assert evidence.chart_png(chart, scale=1) == evidence.chart_png(chart, scale=1)


@EVERY
def test_a_specification_is_plain_and_of_version_6(chart: dict[str, Any]) -> None:
    assert re.search(r"/vega-lite/v6\.", chart["$schema"])
    assert "params" not in str(chart)


@EVERY
def test_a_pointer_reads_the_value_off(chart: dict[str, Any]) -> None:
    hints = [
        layer["encoding"]["tooltip"]
        for layer in chart["layer"]
        if "tooltip" in layer.get("encoding", {})
    ]
    assert hints
    assert all(hint["title"] for one in hints for hint in one)
    rows = [row for one in chart["datasets"].values() for row in one] if "datasets" in chart else []
    named = {hint["field"] for one in hints for hint in one}
    assert not rows or any(named <= set(row) for row in rows)


def test_the_months_of_the_claim_are_marked_and_the_even_line_is_named() -> None:
    drawn = texts(evidence.chart_svg(CHARTS["histogram"].chart))
    assert "▼ 212件" in drawn
    assert "▼ 15件" not in drawn
    assert "均等なら62.5件" in drawn
    assert "n＝750件" in drawn


def test_shares_stand_in_the_picture_with_their_counts() -> None:
    assert "80.0％（56件）" in texts(evidence.chart_svg(CHARTS["dots"].chart))
    assert "乙（n＝80件）" in texts(evidence.chart_svg(CHARTS["bars"].chart))
    assert "90.0％（90件）" in texts(evidence.chart_svg(CHARTS["expected"].chart))
    assert "28.3％（212件）" in texts(evidence.chart_svg(CHARTS["pie"].chart))


def test_a_name_with_marks_of_markup_is_drawn_as_it_stands() -> None:
    table = samples.groups((5, 20), (5, 20))
    frame = table.frame.with_columns(区=table.frame["区"].replace("甲", "<b>&甲"))
    changed = type(table)(name="表", columns=table.columns, frame=frame)
    verdict = evidence.run(samples.group_claim(group_a="<b>&甲"), table=changed)
    assert "<b>&甲（n＝20件）" in texts(evidence.chart_svg(verdict.chart))


def test_a_larger_scale_gives_more_pixels() -> None:
    def width(png: bytes) -> int:
        return int.from_bytes(png[16:20], "big")

    chart = CHARTS["dots"].chart
    small, large = (evidence.chart_png(chart, scale=scale) for scale in (1, 2))
    assert small.startswith(b"\x89PNG")
    assert width(large) == 2 * width(small)


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"data": {"url": "file:///etc/hostname"}, "mark": "point"}, "chart-from-outside"),
        ({"layer": [{"data": {"url": "https://example.org/a.csv"}}]}, "chart-from-outside"),
        ({"mark": 3}, "chart-not-drawn"),
    ],
)
def test_a_specification_that_is_foreign_or_broken_is_refused(
    spec: dict[str, Any], code: str
) -> None:
    for draw in (evidence.chart_svg, evidence.chart_png):
        with pytest.raises(evidence.EvidenceError) as refused:
            draw(spec)
        assert refused.value.code == code

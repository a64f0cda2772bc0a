"""What people write in Markdown becomes HTML that a page may show, whatever they write."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from tomoni.academy.ui.markdown import to_html

KNOWN = {"href", "rel", "src", "alt", "start", "class", "scope"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**太字** ~~消す~~ `x`", "<p><strong>太字</strong> <s>消す</s> <code>x</code></p>"),
        ("一行\n二行", "<p>一行<br>\n二行</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](mailto:a@b.example)", '<p><a rel="noopener noreferrer">a</a></p>'),
        ("[a](/b/)", '<p><a href="/b/" rel="noopener noreferrer">a</a></p>'),
        (
            "[a](http://b.example)",
            '<p><a href="http://b.example" rel="noopener noreferrer">a</a></p>',
        ),
        ("![絵](/materials/1/)", '<p><img src="/materials/1/" alt="絵"></p>'),
        ("![絵](//b.example/x.png)", '<p><img alt="絵"></p>'),
        ("![絵](https://b.example/x.png)", '<p><img alt="絵"></p>'),
    ],
)
def test_marks_become_html_and_html_stays_words(text: str, shown: str) -> None:
    assert to_html(text).strip() == shown


@pytest.mark.parametrize(
    ("text", "below", "levels"),
    [
        ("# a\n## b", 1, "h2 h3"),
        ("### a\n## b\n#### c", 2, "h4 h3 h5"),
        ("# a\n###### b", 3, "h4 h6"),
    ],
)
def test_headings_stand_under_the_one_of_the_page(text: str, below: int, levels: str) -> None:
    found = html.fragment_fromstring(to_html(text, below=below), create_parent=True)
    assert " ".join(str(each.tag) for each in found) == levels


def test_numbers_of_a_table_stand_to_the_right_without_a_style() -> None:
    shown = to_html("| 月 | 件数 |\n|---|--:|\n| 2月 | 1,892 |")
    assert '<th class="number" scope="col">件数</th>' in shown
    assert '<td class="number">1,892</td>' in shown
    assert "style" not in shown


@given(st.text(alphabet="<>/=\"'()[]!&;:#`*|-\\ \n\tabceijlnoprstvxj1", max_size=80))
@example("<img src=x onerror=alert(1)>")
@example("[x](data:text/html;base64,aa) <javascript:alert(1)> [y](vbscript:x)")
@example("![a](/\\evil.jp) [b]( javascript:alert(1))")
@example("<svg/onload=alert(1)>\n\n<style>a{}</style>")
def test_nothing_that_is_written_can_act(text: str) -> None:
    found = html.fragment_fromstring(to_html(text), create_parent=True)
    for each in found.iter():
        assert each.tag not in {"script", "style", "svg", "iframe", "object", "form"}
        assert set(each.attrib) <= KNOWN
        target = each.get("href", "")
        assert ":" not in target or target.lower().startswith(("http:", "https:", "/", "#"))

"""The components that are not fields."""

import pytest
from django.template import Context, Template

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView, Column, StepView, TableView


def render(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_a_button_passes_attributes_on() -> None:
    html = render(
        '{% button "送る" kind="primary" hx_post=url disabled=closed name="go" value="" %}',
        closed=True,
        url="/x?a=1&b=2",
    )
    assert 'hx-post="/x?a=1&amp;b=2"' in html
    assert " disabled" in html
    assert 'type="submit"' in html
    assert "value=" not in html


def test_a_button_with_an_address_is_a_link() -> None:
    assert render('{% button "見る" href="/a/" %}').startswith('<a class="button')


def test_an_unknown_icon_is_found_at_once() -> None:
    with pytest.raises(KeyError):
        render('{% icon "unicorn" %}')


@pytest.mark.parametrize(
    ("state", "text"),
    [("todo", "未着手"), ("doing", "途中"), ("review", "見直し中"), ("done", "できた")],
)
def test_a_state_is_told_in_words(state: str, text: str) -> None:
    assert text in render("{% status state %}", state=state)


def test_the_steps_say_where_the_person_is() -> None:
    steps = (StepView("仮説", url="/2/", state="done"), StepView("評価", current=True))
    html = render('{% step_navigation steps title="手順" %}', steps=steps)
    assert html.count('aria-current="step"') == 1
    assert '<a class="step-link" href="/2/">' in html


def test_a_summary_links_to_each_error_and_is_silent_without_any() -> None:
    field = FieldView(name="goal", label="目標", errors=("書いてください",))
    html = render("{% error_summary fields %}", fields=[field])
    assert '<a href="#field-goal">書いてください</a>' in html
    assert "1つあります" in html
    assert render("{% error_summary fields %}", fields=[]).strip() == ""


def test_block_components_keep_markup_and_escape_values() -> None:
    html = render(
        "{% card title=title %}<p>{{ text }}</p>{% endcard %}"
        '{% notice "warning" title=title %}<p>{{ text }}</p>{% endnotice %}'
        "{% disclosure title %}<p>{{ text }}</p>{% enddisclosure %}"
        "{% table_frame label=title %}<p>{{ text }}</p>{% endtable_frame %}",
        title="<i>",
        text="<b>",
    )
    assert html.count("<p>&lt;b&gt;</p>") == 4
    assert "<i>" not in html


def test_a_notice_without_a_text_has_no_empty_box() -> None:
    assert "notice-body" not in render(
        '{% notice "success" title="保存しました" %} {% endnotice %}'
    )


def test_a_table_has_a_caption_row_headings_and_numbers_to_the_right() -> None:
    table = TableView(
        caption="月", columns=(Column("月"), Column("件数", number=True)), rows=[["2月", "9"]]
    )
    html = render("{% data_table table %}", table=table)
    assert "<caption>月</caption>" in html
    assert '<th scope="row">2月</th><td class="number">9</td>' in html
    assert 'tabindex="0"' in html


def test_a_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="zip"):
        render("{% data_table table %}", table=TableView("月", (Column("月"),), [["2月", "9"]]))


def test_a_change_is_marked_on_the_side_it_belongs_to() -> None:
    change = ChangeView("目標", left="10分で終わる", right="5分で終わる", name="goal")
    html = render('{% comparison changes left="前" right="後" %}', changes=[change])
    assert "<del>10</del>" in html
    assert "<ins>5</ins>" in html
    assert "radio" not in html
    chosen = render('{% comparison changes left="前" right="後" choose=True %}', changes=[change])
    assert 'name="goal" value="left" checked' in chosen


def test_an_empty_screen_teaches_and_has_one_button() -> None:
    html = render('{% empty_state "まだありません" "ここに出ます" action="始める" url="/new/" %}')
    assert html.count("button-primary") == 1
    assert 'href="/new/"' in html


def test_progress_is_told_in_words_too() -> None:
    html = render('{% progress "必須の欄" value=5 most=8 %}')
    assert "5 / 8" in html
    assert 'value="5"' in html

"""Fields as they stand on the page."""

import re

import pytest
from django.template import Context, Template

from tomoni.academy.ui.fields import FieldView


def shown(field: FieldView) -> str:
    html = Template("{% load ui %}{% field field %}").render(Context({"field": field}))
    return re.sub(r"\s+", " ", html)


def test_a_type_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        FieldView(name="x", label="x", type="colour")


def test_a_field_is_tied_to_its_label_help_and_errors() -> None:
    html = shown(
        FieldView(
            name="goal", label="目標", help="一文で", errors=("書いてください",), required=True
        )
    )
    assert '<label class="field-head" for="field-goal">' in html
    assert 'aria-describedby="field-goal-help field-goal-errors"' in html
    assert 'id="field-goal-errors"' in html
    assert 'aria-invalid="true"' in html
    assert "※必須" in html


def test_what_was_typed_cannot_become_markup() -> None:
    html = shown(FieldView(name="goal", label="目標", type="long_text", value="</textarea><b>"))
    assert "&lt;/textarea&gt;&lt;b&gt;" in html


def test_a_good_and_a_bad_example_stand_side_by_side() -> None:
    html = shown(FieldView(name="goal", label="目標", good="5分で終わる", bad="効率化する"))
    assert "例とよくない例を見る" in html
    assert html.index("5分で終わる") < html.index("よくない例</p>") < html.index("効率化する")


def test_few_choices_are_radios_and_can_be_left_open() -> None:
    html = shown(FieldView(name="kind", label="種別", type="choice", choices=("紙", "電子")))
    assert html.count('type="radio"') == 3
    assert "まだ決めない" in html
    assert "<legend" in html


def test_many_choices_are_a_list() -> None:
    choices = tuple(str(number) for number in range(7))
    html = shown(FieldView(name="kind", label="種別", type="choice", choices=choices, value="3"))
    assert '<option value="3" selected>' in html


def test_a_chosen_answer_that_is_no_longer_offered_stays() -> None:
    field = FieldView(name="source", label="表", type="reference", choices=("a",), value="gone")
    assert [(option.value, option.chosen) for option in field.options] == [
        ("a", False),
        ("gone", True),
    ]


def test_a_reference_without_anything_to_choose_says_so() -> None:
    html = shown(FieldView(name="source", label="表", type="reference"))
    assert "選べるものがまだありません" in html


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0, "0"), (4.0, "4"), (12.5, "12.5"), ("十", "十")]
)
def test_a_number_is_shown_as_a_person_writes_it(value: object, text: str) -> None:
    assert FieldView(name="n", label="n", type="number", value=value).text == text


def test_rows_are_named_by_place_and_column_and_there_is_a_row_to_copy() -> None:
    columns = (FieldView(name="task", label="作業"), FieldView(name="lane", label="担当"))
    html = shown(
        FieldView(
            name="steps", label="流れ", type="rows", columns=columns, value=[{"task": "受け付ける"}]
        )
    )
    assert 'id="field-steps-0-task" name="steps-0-task"' in html
    assert 'aria-label="1行目 作業"' in html
    assert 'name="steps-__index__-lane"' in html


def test_a_field_that_is_closed_offers_nothing_to_change() -> None:
    columns = (FieldView(name="task", label="作業"),)
    field = FieldView(
        name="steps",
        label="流れ",
        type="rows",
        columns=columns,
        value=[{"task": "出す"}],
        disabled=True,
    )
    html = shown(field)
    assert "data-row-action" not in html
    assert " disabled" in html


def test_a_file_field_tells_what_is_there_and_how_large_it_may_be() -> None:
    html = shown(
        FieldView(name="file", label="表", type="file", value="許可.xlsx", max_bytes=104_857_600)
    )
    assert "許可.xlsx" in html
    assert 'data-max-bytes="104857600"' in html

"""What people type, and what is read from it."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import filled, read_field, read_fields, require

MINUTES = FieldView(name="minutes", label="時間", type="number", unit="分")
DAY = FieldView(name="day", label="期限", type="date")
STEPS = FieldView(
    name="steps",
    label="作業",
    type="rows",
    columns=(FieldView(name="task", label="作業"), MINUTES),
)


def posted(**values: str) -> QueryDict:
    post = QueryDict(mutable=True)
    post.update(values)
    return post


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("7350", 7350),
        ("７，３５０", 7350),
        ("1,200.5", 1200.5),
        ("8分", 8),
        ("△3", -3),
        ("−3.25", -3.25),
        (" 12 ", 12),
    ],
)
def test_a_number_is_read_as_clerks_write_it(typed: str, number: float | None) -> None:
    reading = read_field(posted(minutes=typed), field=MINUTES)
    assert reading.ok
    assert reading.value == number


@pytest.mark.parametrize("typed", ["十分", "約10", "1万", "1e5", "nan", "--3"])
def test_what_is_no_number_stays_as_typed_and_is_explained(typed: str) -> None:
    reading = read_field(posted(minutes=typed), field=MINUTES)
    assert reading.value == typed
    assert reading.errors == ("「時間」は数字で書いてください（例：1,200）",)


def test_a_number_that_no_machine_holds_is_refused() -> None:
    reading = read_field(posted(minutes="9" * 400), field=MINUTES)
    assert reading.errors == ("「時間」の数が大きすぎます",)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", ""),
        ("2027-04-01", "2027-04-01"),
        ("2027/4/1", "2027-04-01"),
        ("２０２７年４月１日", "2027-04-01"),
        ("令和9年4月1日", "2027-04-01"),
        ("R08.08.31", "2026-08-31"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
    ],
)
def test_a_date_is_read_in_every_usual_form(typed: str, day: str) -> None:
    reading = read_field(posted(day=typed), field=DAY)
    assert reading.ok
    assert reading.value == day


@pytest.mark.parametrize("typed", ["2027-02-30", "4月1日", "らいしゅう", "元年1月1日"])
def test_what_is_no_date_stays_as_typed_and_is_explained(typed: str) -> None:
    reading = read_field(posted(day=typed), field=DAY)
    assert reading.value == typed
    assert not reading.ok


def test_rows_keep_their_order_and_leave_out_empty_ones() -> None:
    post = posted(**{
        "steps-10-task": "出す", "steps-10-minutes": "",
        "steps-2-task": "受け付ける", "steps-2-minutes": "１２．５",
        "steps-3-task": "", "steps-3-minutes": " ",
    })  # fmt: skip
    assert read_field(post, field=STEPS).value == [
        {"task": "受け付ける", "minutes": 12.5},
        {"task": "出す", "minutes": None},
    ]


def test_an_error_in_a_row_is_placed_after_the_empty_rows_are_gone() -> None:
    post = posted(**{
        "steps-0-task": "", "steps-0-minutes": "",
        "steps-1-task": "出す", "steps-1-minutes": "多い",
    })  # fmt: skip
    reading = read_field(post, field=STEPS)
    assert set(reading.cell_errors) == {(0, "minutes")}
    shown = filled(STEPS, reading=reading)
    assert shown.problems == (
        ("field-steps-0-minutes", "「時間」は数字で書いてください（例：1,200）"),
    )
    assert shown.rows[0].cells[1].invalid


def test_a_list_is_read_up_to_the_most_rows() -> None:
    post = posted(**{f"steps-{place}-task": str(place) for place in range(700)})
    assert len(read_field(post, field=STEPS).value) == 500


def test_several_references_are_read_as_a_list() -> None:
    field = FieldView(name="sources", label="資料", type="reference", many=True)
    post = QueryDict("sources=permits&sources=&sources=visits")
    assert read_field(post, field=field).value == ["permits", "visits"]


def test_text_keeps_its_lines_and_has_a_longest_length() -> None:
    field = FieldView(name="goal", label="目標", type="long_text")
    assert read_field(posted(goal=" 一行目\r\n二行目 "), field=field).value == "一行目\n二行目"
    assert not read_field(posted(goal="あ" * 20_001), field=field).ok


def test_an_empty_field_is_wrong_only_where_it_is_required() -> None:
    goal = FieldView(name="goal", label="目標", required=True)
    (read,) = read_fields(posted(goal=" "), fields=(goal,))
    assert read.errors == ()
    assert require(read).errors == ("「目標」を書いてください",)
    assert require(FieldView(name="risk", label="リスク")).errors == ()
    zero = FieldView(name="cases", label="件数", type="number", required=True, value=0)
    assert require(zero).errors == ()


@given(st.integers(-(10**14), 10**14) | st.floats(-1e6, 1e6).map(lambda number: round(number, 4)))
def test_a_number_shown_and_read_back_is_the_same(number: float) -> None:
    shown = FieldView(name="minutes", label="時間", type="number", value=number)
    if "e" not in shown.text:
        assert read_field(posted(minutes=shown.text), field=shown).value == number


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    for kind in ("number", "date", "long_text", "choice"):
        read_field(posted(it=text), field=FieldView(name="it", label="欄", type=kind, unit="分"))

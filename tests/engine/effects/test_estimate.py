import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.effects.counting import Minutes, counted, ends
from tomoni.engine import effects
from tomoni.engine.core import Grade

YEN = effects.Assumptions(yen_per_hour=3_000)


AS_IS = counted(
    ("市民", "窓口へ行く", (30, 60, 90)),
    ("窓口", "受け付ける", (5, 10, 20)),
    ("窓口", "入力する", (2, 3, 5)),
)
TO_BE = counted(("市民", "申請を送る", (5, 10, 20)), ("窓口", "受け付ける", (2, 4, 6)))


def test_the_effect_is_what_one_flow_takes_less_than_the_other() -> None:
    """600 cases a year are 10 hours for each minute of a case."""
    saved = effects.estimate(YEN, as_is=AS_IS, to_be=TO_BE).quantities
    # 受け付ける 6 less, 入力する 3 less; 窓口へ行く 60 less, 申請を送る 10 more.
    values = {name: saved[name].value for name in ("staff_hours", "yen", "citizen_hours")}
    assert values == pytest.approx({"staff_hours": 90, "yen": 270_000, "citizen_hours": 500})
    # No draw leaves the ends: 受け付ける 3, 6, 14 less; 入力する 2, 3, 5 less.
    low, _, high = ends(saved["staff_hours"])
    assert low is not None
    assert high is not None
    assert 50 < low < 90 < high < 190
    assert ends(saved["yen"]) == pytest.approx((low * 3_000, 270_000, high * 3_000))


def test_the_three_effects_are_never_added_up() -> None:
    saved = effects.estimate(YEN, as_is=AS_IS, to_be=TO_BE).quantities
    for quantity in saved.values():
        summed = {"self.staff_hours", "self.citizen_hours"} <= set(quantity.made_from)
        assert not summed
    assert {quantity.unit for name, quantity in saved.items() if "hours" in name} == {"時間"}


def test_a_step_in_both_flows_is_equally_fast_in_both() -> None:
    same = counted(("窓口", "受け付ける", (5, 10, 20)), ("窓口", "入力する", (2, 3, 5)))
    only = counted(("窓口", "受け付ける", (5, 10, 20)))
    saved = effects.estimate(YEN, as_is=same, to_be=only).quantities["staff_hours"]
    low, value, high = ends(saved)
    assert value == pytest.approx(30)
    assert low is not None
    assert high is not None
    assert 20 < low < high < 50


def test_where_nothing_changes_nothing_is_saved_in_any_draw() -> None:
    found = effects.estimate(YEN, as_is=AS_IS, to_be=AS_IS)
    names = ("staff_hours", "yen", "citizen_hours", "five_year_balance_yen")
    assert [ends(found.quantities[name]) for name in names] == [(None, 0, None)] * 4
    for year in found.years:
        assert {ends(quantity) for quantity in year.quantities.values()} == {(None, 0, None)}
    for influence in found.influences:
        assert {swing.width for swing in influence.results.values()} == {0}


def test_a_step_of_the_same_name_in_another_lane_is_another_step() -> None:
    before = counted(("窓口", "書く", (5, 10, 20)))
    after = counted(("市民", "書く", (5, 10, 20)))
    saved = effects.estimate(YEN, as_is=before, to_be=after).quantities
    assert saved["staff_hours"].value == pytest.approx(100)
    assert saved["citizen_hours"].value == pytest.approx(-100)
    assert saved["staff_hours"].low != pytest.approx(-(saved["citizen_hours"].high or 0), rel=1e-6)


def test_the_range_holds_the_usual_even_where_that_saves_most() -> None:
    before = counted(("窓口", "見る", (1, 10, 11)))
    after = counted(("窓口", "見る", (0, 0, 10)))
    low, value, high = ends(
        effects.estimate(YEN, as_is=before, to_be=after).quantities["staff_hours"]
    )
    assert value == pytest.approx(100)
    assert low is not None
    assert high is not None
    assert low < value <= high


def test_an_effect_is_no_better_known_than_what_it_was_made_from() -> None:
    quantities = effects.estimate(YEN, as_is=AS_IS, to_be=TO_BE).quantities
    assert quantities["staff_hours"].grade is Grade.REGISTER
    assert quantities["yen"].grade is Grade.ESTIMATE
    guessed = counted(("窓口", "見る", (1, 1, 1)), grade=Grade.INTERVIEW)
    saved = effects.estimate(YEN, as_is=AS_IS, to_be=guessed).quantities["staff_hours"]
    assert saved.grade is Grade.INTERVIEW
    assert saved.made_from == ("as_is.staff_hours", "to_be.staff_hours")


def test_costs_and_payback_stand_beside_the_effect() -> None:
    assumed = effects.Assumptions(yen_per_hour=3_000, initial_yen=420_000, yearly_yen=60_000)
    found = effects.estimate(assumed, as_is=AS_IS, to_be=TO_BE).quantities
    assert (found["initial_yen"].value, found["yearly_yen"].value) == (420_000, 60_000)
    assert found["payback_years"].value == pytest.approx(420_000 / (270_000 - 60_000))
    assert set(found["payback_years"].made_from) == {
        "self.yen",
        "self.initial_yen",
        "self.yearly_yen",
    }


@pytest.mark.parametrize("yearly", [270_000, 300_000])
def test_what_never_pays_has_no_payback(yearly: float) -> None:
    assumed = effects.Assumptions(yen_per_hour=3_000, initial_yen=100, yearly_yen=yearly)
    found = effects.estimate(assumed, as_is=AS_IS, to_be=TO_BE).quantities
    assert "payback_years" not in found


def test_flows_without_any_minutes_have_no_effect() -> None:
    unknown = counted(("窓口", "見る", None))
    with pytest.raises(effects.EffectsError, match="no-minutes"):
        effects.estimate(YEN, as_is=unknown, to_be=unknown)
    known = effects.estimate(YEN, as_is=AS_IS, to_be=unknown)
    assert known.quantities["staff_hours"].value == pytest.approx(130)


def test_a_worksheet_may_hold_more_than_the_estimate_needs() -> None:
    values = {"yen_per_hour": 3_000, "unit_cost_source": "人事課", "initial_yen": None}
    assert effects.read_assumptions(values) == YEN


spans = st.lists(st.floats(0, 500), min_size=3, max_size=3).map(sorted).map(tuple)
outlines = st.lists(
    st.tuples(
        st.sampled_from(("窓口", "市民")),
        st.sampled_from("甲乙丙丁"),
        spans,
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None)
@given(outlines, outlines)
def test_going_back_costs_what_going_forward_saves(
    before: list[tuple[str, str, Minutes]], after: list[tuple[str, str, Minutes]]
) -> None:
    one, other = counted(*before), counted(*after)
    there = effects.estimate(YEN, as_is=one, to_be=other).quantities
    back = effects.estimate(YEN, as_is=other, to_be=one).quantities
    for name in ("staff_hours", "yen", "citizen_hours"):
        low, value, high = ends(there[name])
        assert back[name].value == pytest.approx(-value, abs=1e-6)
        if low is not None and high is not None:
            assert low - 1e-6 <= value <= high + 1e-6
            assert (back[name].low, back[name].high) == pytest.approx((-high, -low), abs=1e-6)

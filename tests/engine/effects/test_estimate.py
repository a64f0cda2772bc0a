import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.engine import effects, flows
from tomoni.engine.core import Grade, Quantity

Minutes = tuple[float, float, float]
YEN = effects.Assumptions(yen_per_hour=3_000)


def counted(
    *steps: tuple[str, str, Minutes | None],
    cases: float = 600,
    low: float | None = None,
    high: float | None = None,
    grade: Grade = Grade.MEASURED,
) -> flows.Cost:
    """The cost of steps one after the other, each with lane, name and minutes."""
    made = tuple(
        flows.Step(
            id=f"s{place}",
            name=name,
            lane=lane,
            minutes=span and flows.Minutes(low=span[0], likely=span[1], high=span[2]),
            next=(flows.Next(to=f"s{place + 1}"),) if place + 1 < len(steps) else (),
            grade=grade,
        )
        for place, (lane, name, span) in enumerate(steps)
    )
    lanes = (flows.Lane(name="窓口"), flows.Lane(name="市民", kind=flows.LaneKind.CITIZEN))
    flow = flows.Flow(title=f"{len(steps)}の作業", lanes=lanes, steps=made)
    quantity = Quantity(value=cases, low=low, high=high, unit="件", grade=Grade.REGISTER)
    return flows.cost(flow, cases=quantity)


def ends(quantity: Quantity) -> tuple[float | None, float, float | None]:
    return quantity.low, quantity.value, quantity.high


AS_IS = counted(
    ("市民", "窓口へ行く", (30, 60, 90)),
    ("窓口", "受け付ける", (5, 10, 20)),
    ("窓口", "入力する", (2, 3, 5)),
)
TO_BE = counted(("市民", "申請を送る", (5, 10, 20)), ("窓口", "受け付ける", (2, 4, 6)))


def test_the_effect_is_what_one_flow_takes_less_than_the_other() -> None:
    """600 cases a year are 10 hours for each minute of a case."""
    saved = effects.estimate(YEN, as_is=AS_IS, to_be=TO_BE).quantities
    # 受け付ける 3, 6, 14 less; 入力する 2, 3, 5 less.
    assert ends(saved["staff_hours"]) == pytest.approx((50, 90, 190))
    # The two are different steps: 30 - 20, 60 - 10, 90 - 5.
    assert ends(saved["citizen_hours"]) == pytest.approx((100, 500, 850))
    assert ends(saved["yen"]) == pytest.approx((150_000, 270_000, 570_000))
    assert set(saved) == {"staff_hours", "yen", "citizen_hours"}


def test_a_step_in_both_flows_is_equally_fast_in_both() -> None:
    same = counted(("窓口", "受け付ける", (5, 10, 20)), ("窓口", "入力する", (2, 3, 5)))
    only = counted(("窓口", "受け付ける", (5, 10, 20)))
    saved = effects.estimate(YEN, as_is=same, to_be=only).quantities["staff_hours"]
    assert ends(saved) == pytest.approx((20, 30, 50))
    nothing = effects.estimate(YEN, as_is=same, to_be=same).quantities["staff_hours"]
    assert ends(nothing) == (None, 0, None)


def test_a_step_of_the_same_name_in_another_lane_is_another_step() -> None:
    before = counted(("窓口", "書く", (5, 10, 20)))
    after = counted(("市民", "書く", (5, 10, 20)))
    saved = effects.estimate(YEN, as_is=before, to_be=after).quantities
    assert ends(saved["staff_hours"]) == pytest.approx((50, 100, 200))
    assert ends(saved["citizen_hours"]) == pytest.approx((-200, -100, -50))


def test_the_range_holds_the_usual_even_where_that_saves_most() -> None:
    before, after = (
        counted(("窓口", "見る", (1, 10, 11))),
        counted(("窓口", "見る", (0, 0, 10))),
    )
    saved = effects.estimate(YEN, as_is=before, to_be=after).quantities["staff_hours"]
    assert ends(saved) == pytest.approx((10, 100, 100))


def test_the_year_has_equally_many_cases_in_both_flows() -> None:
    before = counted(("窓口", "見る", (10, 10, 10)), low=300, high=1_200)
    after = counted(("窓口", "見る", (4, 4, 4)), low=300, high=1_200)
    saved = effects.estimate(YEN, as_is=before, to_be=after).quantities["staff_hours"]
    assert ends(saved) == pytest.approx((30, 60, 120))


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
    assert effects.Assumptions.model_validate(values) == YEN


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

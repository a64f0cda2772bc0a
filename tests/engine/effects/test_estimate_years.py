"""Five years: what sets in when, what it costs, when it has paid for itself."""

from typing import Any

import pytest

from engine.effects.counting import counted
from tomoni.engine import effects
from tomoni.engine.effects import CostLine, Ends, UnitCost, When

AS_IS = counted(("窓口", "見る", (10, 10, 10)), ("市民", "待つ", (30, 30, 30)))
TO_BE = counted(("窓口", "見る", (4, 4, 4)), ("市民", "待つ", (10, 10, 10)))
"""600 cases a year: 60 hours of staff and 200 of citizens."""


def estimated(**known: Any) -> effects.Estimate:
    assumed = effects.Assumptions(**{"yen_per_hour": 3_000} | known)
    return effects.estimate(assumed, as_is=AS_IS, to_be=TO_BE)


def by_year(found: effects.Estimate, name: str) -> list[float]:
    return [year.quantities[name].value for year in found.years]


def test_five_like_years_are_five_times_one() -> None:
    found = estimated(initial_yen=400_000, yearly_yen=80_000)
    assert by_year(found, "staff_hours") == pytest.approx([60] * 5)
    assert by_year(found, "citizen_hours") == pytest.approx([200] * 5)
    assert by_year(found, "yen") == pytest.approx([180_000] * 5)
    assert by_year(found, "cost_yen") == [480_000, *[80_000] * 4]
    assert by_year(found, "balance_yen") == pytest.approx(
        [-300_000, -200_000, -100_000, 0, 100_000]
    )
    totals = {name: each.value for name, each in found.quantities.items() if "five" in name}
    assert totals == pytest.approx(
        {
            "five_year_staff_hours": 300,
            "five_year_yen": 900_000,
            "five_year_citizen_hours": 1_000,
            "five_year_cost_yen": 800_000,
            "five_year_balance_yen": 100_000,
        }
    )
    assert found.quantities["payback_years"].value == pytest.approx(4)
    assert found.quantities["paid_back_share"].value == 1


def test_an_effect_that_sets_in_slowly_pays_back_later() -> None:
    """Left over: 10,000, 90,000, then 100,000 a year; 400,000 are made good after 5 years."""
    found = estimated(
        initial_yen=400_000,
        yearly_yen=80_000,
        reach={1: Ends.fixed(0.5), 2: Ends(low=0.9, likely=17 / 18, high=1)},
    )
    assert by_year(found, "staff_hours") == pytest.approx([30, 60 * 17 / 18, 60, 60, 60])
    assert found.quantities["staff_hours"].value == pytest.approx(60)
    assert found.quantities["payback_years"].value == pytest.approx(5)
    assert 0 < found.quantities["paid_back_share"].value < 1
    assert found.never_paid_back == 0


def test_what_may_never_pay_back_says_so_and_has_no_upper_end() -> None:
    line = CostLine(name="通信", when=When.YEARLY, yen=Ends(low=0, likely=120_000, high=300_000))
    found = estimated(initial_yen=60_000, costs=(line,))
    payback = found.quantities["payback_years"]
    assert payback.value == pytest.approx(1)
    assert (payback.low, payback.high) == (None, None)
    assert 0 < found.never_paid_back < 1 - found.quantities["paid_back_share"].value + 1e-9


def test_lines_of_cost_take_the_place_of_the_sum() -> None:
    lines = (
        CostLine(name="様式", when=When.ONCE, yen=Ends(low=1, likely=10, high=20)),
        CostLine(name="練習", when=When.ONCE, yen=Ends.fixed(5)),
    )
    found = estimated(initial_yen=999, yearly_yen=7, costs=lines).quantities
    assert (found["initial_yen"].value, found["yearly_yen"].value) == (15, 7)
    assert found["initial_yen"].made_from == ("assumptions",)
    assert found["yearly_yen"].made_from == ("assumptions.yearly_yen",)


def test_an_hour_costs_what_the_lanes_position_costs_that_year() -> None:
    """30 and 60 hours: the clerk 3,000, from 2028 3,300; the manager 5,000 in every year."""
    as_is = counted(("窓口", "見る", (3, 3, 3)), ("課長", "決める", (6, 6, 6)))
    to_be = counted(("市民", "読む", (1, 1, 1)))
    assumed = effects.Assumptions(
        yen_per_hour=1,
        first_year=2027,
        positions={"窓口": "係員", "課長": "課長級"},
        unit_costs=(
            UnitCost(position="係員", year=2027, yen_per_hour=Ends.fixed(3_000)),
            UnitCost(position="係員", year=2028, yen_per_hour=Ends.fixed(3_300)),
            UnitCost(position="課長級", yen_per_hour=Ends.fixed(5_000)),
        ),
    )
    found = effects.estimate(assumed, as_is=as_is, to_be=to_be)
    assert by_year(found, "yen") == pytest.approx([390_000, *[399_000] * 4])
    assert [year.fiscal_year for year in found.years] == [2027, 2028, 2029, 2030, 2031]
    assert found.quantities["yen"].value == pytest.approx(390_000)


@pytest.mark.parametrize(
    ("positions", "code"),
    [({"窓口": "部長級"}, "unknown-position"), ({"倉庫": "係員"}, "lane-not-in-flows")],
)
def test_a_position_without_cost_and_a_lane_nobody_works_in_are_refused(
    positions: dict[str, str], code: str
) -> None:
    cost = UnitCost(position="係員", yen_per_hour=Ends.fixed(1))
    with pytest.raises(effects.EffectsError) as refused:
        estimated(positions=positions, unit_costs=(cost,))
    assert (refused.value.code, refused.value.params) == (code, {"row": 1})


ROWS = {
    "yen_per_hour": 3_000,
    "initial_yen": None,
    "first_year": "令和9年度",
    "freed_time_use": " 見回りに出る。 ",
    "unit_costs": [
        {"position": "係員", "year": "", "low": None, "likely": 3_000, "high": 4_000},
        {"position": "", "year": "", "low": None, "likely": None, "high": None},
        {"position": "係長", "year": "2028年度", "likely": 4_000},
    ],
    "positions": [{"lane": "窓口", "position": "係員"}],
    "costs": [{"name": "様式", "when": "導入", "low": 1, "likely": 2, "high": 3, "said_by": "課"}],
    "reach": [{"year": "1年目", "low": 30, "likely": 50, "high": 80}],
}


def test_a_worksheet_says_it_in_rows() -> None:
    read = effects.read_assumptions(ROWS)
    assert read.first_year == 2027
    assert read.freed_time_use == "見回りに出る。"
    assert [(each.position, each.year) for each in read.unit_costs] == [
        ("係員", None),
        ("係長", 2028),
    ]
    assert read.unit_costs[0].yen_per_hour == Ends(low=3_000, likely=3_000, high=4_000)
    assert read.positions == {"窓口": "係員"}
    assert read.costs == (CostLine(name="様式", when=When.ONCE, yen=Ends(low=1, likely=2, high=3)),)
    assert read.reach == {1: Ends(low=0.3, likely=0.5, high=0.8)}


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("costs", {"name": "様式", "when": "導入", "low": 1}, "likely-missing"),
        ("costs", {"name": "様式", "when": "導入", "likely": 1, "low": 2}, "ends-not-in-order"),
        ("costs", {"when": "導入", "likely": 1}, "name-missing"),
        ("costs", {"name": "様式", "likely": 1}, "name-missing"),
        ("reach", {"year": "1年目", "likely": 101}, "ends-not-in-order"),
        ("reach", {"year": "いつか", "likely": 10}, "year-unreadable"),
        ("reach", {"year": "2027年度", "likely": 10}, "year-unreadable"),
        ("reach", {"year": "12年目", "likely": 10}, "year-unreadable"),
        ("unit_costs", {"position": "係員", "year": "いつか", "likely": 1}, "year-unreadable"),
        ("unit_costs", {"position": "係員", "likely": 5, "high": "高い"}, "ends-not-in-order"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(
    table: str, row: dict[str, Any], code: str
) -> None:
    with pytest.raises(effects.EffectsError) as refused:
        effects.read_assumptions({"yen_per_hour": 1, table: [{"position": ""}, row]})
    assert refused.value.code == code
    assert refused.value.params["row"] == 2


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("positions", {"lane": "窓口", "position": "係員"}),
        ("unit_costs", {"position": "係員", "year": "2027年度", "likely": 1}),
        ("reach", {"year": "1年目", "likely": 10}),
    ],
)
def test_two_rows_about_the_same_are_refused(table: str, row: dict[str, Any]) -> None:
    once = {"yen_per_hour": 1, table: [row]}
    effects.read_assumptions(once)
    with pytest.raises(effects.EffectsError) as refused:
        effects.read_assumptions(once | {table: [row, row]})
    assert (refused.value.code, refused.value.params["row"]) == ("row-twice", 2)


def test_without_initial_cost_there_is_nothing_to_make_good() -> None:
    found = estimated(yearly_yen=999_999)
    assert found.quantities["five_year_balance_yen"].value < 0
    assert found.never_paid_back == 0

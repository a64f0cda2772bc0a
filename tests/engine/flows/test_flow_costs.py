import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.flows import flowing
from tomoni.engine import flows
from tomoni.engine.core import Grade, Quantity

THOUSAND = Quantity(value=1_000, unit="件", grade=Grade.REGISTER)


def ratios(flow: flows.Flow) -> list[float]:
    return [step.visit_ratio for step in flows.cost(flow, cases=THOUSAND).steps]


# Worked by hand: v = e + Q^T v (Kemeny and Snell, Finite Markov Chains, 1960, chapter 3).
# Rework with probability p: a geometric number of visits with mean 1 / (1 - p).
VISITS = [
    (("", ""), [1, 1]),
    (("1 もう一度 20%／2 よい 80%", ""), [1.25, 1]),
    (("1 もう一度 90%／2 よい 10%", ""), [10, 1]),
    (("", "1 やり直し 25%／3 よい 75%", ""), [4 / 3, 4 / 3, 1]),
    (("2 甲 30%／3 乙 70%", "4", "4", ""), [1, 0.3, 0.7, 1]),
    (("2 甲 30%／終わり 70%", ""), [1, 0.3]),
    (("2 甲 20%／3 乙 30%／終わり 50%", "", "1 戻る 50%／終わり 50%"), [4 / 3, 4 / 15, 2 / 3]),
    (("", "1 不備 20%／3 よい 80%", "2 誤り 10%／4 よい 90%", ""), [23 / 18, 25 / 18, 10 / 9, 1]),
    (("3", "4", "", ""), [1, 0, 1, 1]),
    (("", "1 不備 50%／2 待つ 25%／終わり 25%"), [3, 4]),
]


@pytest.mark.parametrize(("ways", "visits"), VISITS)
def test_visits_agree_with_those_worked_by_hand(ways: tuple[str, ...], visits: list[float]) -> None:
    assert ratios(flowing.chain(*ways)) == pytest.approx(visits, abs=1e-9)


def test_the_gambler_of_the_textbook_visits_each_stand_as_often_as_published() -> None:
    """Grinstead and Snell, Introduction to Probability, example 11.13 (Drunkard's Walk).

    From corner 2 of 4 the walker is 1, 2, 1 times on corners 1, 2, 3.
    """
    half = "半々 50%"
    walk = flowing.chain(
        f"2 {half}／3 {half}", f"終わり {half}／1 {half}", f"1 {half}／終わり {half}"
    )
    assert ratios(walk) == pytest.approx([2, 1, 1])


def test_hours_are_cases_times_visits_times_minutes() -> None:
    flow = flowing.flow_of(
        "市民|書く|10|20|40|\n窓口|見る|3|6|12|1 不備 20%／3 よい 80%\n窓口|渡す||1||"
    )
    cases = Quantity(value=1_200, unit="件", low=1_000, high=1_500, grade=Grade.REGISTER)
    cost = flows.cost(flow, cases=cases, cases_name="renewals.count")
    citizen, staff = cost.quantities["citizen_hours"], cost.quantities["staff_hours"]
    assert (citizen.low, citizen.value, citizen.high) == pytest.approx(
        (1.25 * 10 * 1_000 / 60, 1.25 * 20 * 1_200 / 60, 1.25 * 40 * 1_500 / 60)
    )
    assert (staff.low, staff.value, staff.high) == pytest.approx(
        ((3.75 + 1) * 1_000 / 60, (7.5 + 1) * 1_200 / 60, (15 + 1) * 1_500 / 60)
    )
    assert cost.quantities["staff_minutes_per_case"].value == pytest.approx(8.5)
    assert cost.lanes["窓口"].value == pytest.approx(staff.value)
    assert staff.grade is Grade.ESTIMATE
    assert cost.quantities["cases"].made_from == ("renewals.count",)
    assert staff.made_from == ("self.cases", "self.staff_minutes_per_case")


def test_without_ranges_there_is_no_range() -> None:
    cost = flows.cost(flowing.chain("", ""), cases=THOUSAND)
    assert cost.quantities["staff_hours"].low is None
    assert cost.quantities["cases"].made_from == ("flow",)


def test_a_cost_is_as_well_known_as_its_weakest_part() -> None:
    flow, _ = flows.from_rows(
        [
            {"誰が": "窓口", "何をする": "見る", "ふつう（分）": "5", "根拠": "実測"},
            {"誰が": "窓口", "何をする": "渡す", "ふつう（分）": "5", "根拠": "聞き取り"},
            {"誰が": "市民", "何をする": "待つ", "ふつう（分）": "5", "根拠": "実測"},
        ],
        title="",
    )
    quantities = flows.cost(flow, cases=THOUSAND).quantities
    assert quantities["staff_hours"].grade is Grade.INTERVIEW
    assert quantities["citizen_hours"].grade is Grade.REGISTER
    assert quantities["citizen_minutes_per_case"].grade is Grade.MEASURED


def test_other_lanes_count_as_neither_staff_nor_citizens() -> None:
    rows = flowing.table("業者|運ぶ||60||\n窓口|渡す||30||")
    flow, _ = flows.from_rows(rows, title="", lane_kinds={"業者": flows.LaneKind.OTHER})
    cost = flows.cost(flow, cases=THOUSAND)
    assert cost.quantities["staff_hours"].value == pytest.approx(500)
    assert cost.quantities["citizen_hours"].value == 0
    assert cost.lanes["業者"].value == pytest.approx(1_000)


@pytest.mark.parametrize(
    ("ways", "code", "row"),
    [
        (("", "1"), "endless", 1),
        (("1",), "endless", 1),
        (("2 甲 50%／3 乙 50%", "2", ""), "endless", 2),
        (("2 甲 0%／1 乙 100%", ""), "endless", 1),
        (("2 甲 0.0000000000000001%／1 乙 100%", ""), "endless", 1),
        (("9", ""), "unknown-next", 1),
        (("2 甲 50%／3 乙 40%", "", ""), "shares-not-one", 1),
        (("", "1 甲／3 乙", ""), "shares-missing", 2),
    ],
)
def test_what_cannot_be_counted_is_refused(ways: tuple[str, ...], code: str, row: int) -> None:
    with pytest.raises(flows.FlowsError) as caught:
        flows.cost(flowing.chain(*ways), cases=THOUSAND)
    assert (caught.value.code, caught.value.params["row"]) == (code, row)


def test_an_empty_flow_and_a_step_without_a_lane_are_refused() -> None:
    lost = flows.Flow(steps=(flows.Step(id="a", name="見る", lane="窓口"),))
    for flow, code in ((flows.Flow(), "flow-empty"), (lost, "lane-missing")):
        with pytest.raises(flows.FlowsError, match=code):
            flows.cost(flow, cases=THOUSAND)


@settings(deadline=None)
@given(st.floats(0, 0.999), st.integers(1, 8))
def test_rework_multiplies_the_whole_stretch_by_the_geometric_mean(
    share: float, length: int
) -> None:
    steps = [
        flows.Step(id=f"s{place}", name="", lane="窓口", next=(flows.Next(to=f"s{place + 1}"),))
        for place in range(length)
    ]
    last = flows.Step(
        id=f"s{length}",
        name="",
        lane="窓口",
        next=(flows.Next(to="s0", share=share), flows.Next(to=flows.END)),
    )
    flow = flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=(*steps, last))
    assert ratios(flow) == pytest.approx([1 / (1 - share)] * (length + 1), rel=1e-6)


@settings(deadline=None)
@given(flowing.counted_flows())
def test_every_case_that_comes_in_leaves(flow: flows.Flow) -> None:
    visits = dict(zip((step.id for step in flow.steps), ratios(flow), strict=True))
    for step in flow.steps:
        arriving = sum(
            visits[other.id] * (way.share or 0)
            for other in flow.steps
            for way in other.next
            if way.to == step.id
        )
        first = 1 if step is flow.steps[0] else 0
        assert visits[step.id] == pytest.approx(first + arriving, rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(flowing.counted_flows(), st.floats(1, 1e5), st.floats(0, 3))
def test_ranges_hold_the_value_and_hours_grow_with_the_cases(
    flow: flows.Flow, cases: float, factor: float
) -> None:
    once = flows.cost(flow, cases=Quantity(value=cases)).quantities
    more = flows.cost(flow, cases=Quantity(value=cases * factor)).quantities
    for name in ("staff_hours", "citizen_hours"):
        quantity = once[name]
        if quantity.low is not None and quantity.high is not None:
            slack = 1e-9 * max(1.0, quantity.high)
            assert quantity.low - slack <= quantity.value <= quantity.high + slack
        assert more[name].value == pytest.approx(quantity.value * factor)


@settings(deadline=None)
@given(flowing.counted_flows())
def test_steps_and_lanes_add_up_to_the_whole(flow: flows.Flow) -> None:
    cost = flows.cost(flow, cases=THOUSAND)
    whole = cost.quantities["staff_hours"].value + cost.quantities["citizen_hours"].value
    assert sum(step.hours.value for step in cost.steps) == pytest.approx(whole)
    assert sum(hours.value for hours in cost.lanes.values()) == pytest.approx(whole)


@settings(deadline=None)
@given(flowing.any_flows())
def test_any_flow_is_counted_or_refused_as_its_check_says(flow: flows.Flow) -> None:
    blocking = [found.code for found in flows.check(flow) if found.severity.value == "error"]
    if blocking:
        with pytest.raises(flows.FlowsError) as caught:
            flows.cost(flow, cases=THOUSAND)
        assert caught.value.code in blocking
    elif flow.steps:
        assert all(0 <= visits < float("inf") for visits in possible_ratios(flow))


def possible_ratios(flow: flows.Flow) -> list[float]:
    """The ratios; none where a loop is left so seldom that it is refused as endless."""
    try:
        return ratios(flow)
    except flows.FlowsError as error:
        return [] if error.code == "endless" else [-1]

"""Which inputs decide the hours."""

import pytest
from hypothesis import given, settings

from engine.flows import flowing
from tomoni.engine import flows
from tomoni.engine.core import Grade, Quantity
from tomoni.engine.flows import Gate, Input

CASES = Quantity(value=600, unit="件", low=540, high=720, grade=Grade.REGISTER)
FLOW = flowing.flow_of("""
市民|書く||30||
窓口|受ける|5|10|20|1 不備がある 20%／3 そろっている 80%
窓口|渡す||4||
""")


def test_the_most_decisive_input_comes_first() -> None:
    """16.5 minutes of staff for a case: 12.5 (10 × 1.25) and 4; a minute is 10 hours a year."""
    found = flows.sensitivity(FLOW, cases=CASES)
    assert [(one.input, one.step, one.assumed) for one in found] == [
        (Input.MINUTES, "s2", False),
        (Input.CASES, "", False),
        (Input.MINUTES, "s3", True),
        (Input.SHARE, "s2", True),
    ]
    assert all(one.hours.value == pytest.approx(165) for one in found)
    minutes, cases, assumed, share = found
    assert (minutes.hours.low, minutes.hours.high) == pytest.approx((102.5, 290))
    assert (cases.hours.low, cases.hours.high) == pytest.approx((148.5, 198))
    assert cases.grade is Grade.REGISTER
    assert assumed.swing == pytest.approx(8)
    # 10 minutes × 1/(1-0.18) and 1/(1-0.22), 4 minutes either way.
    assert (share.low, share.high) == pytest.approx((0.18, 0.22))
    assert (share.hours.low, share.hours.high) == pytest.approx((40 + 100 / 0.82, 40 + 100 / 0.78))
    assert share.to == "s1"


def test_hours_of_citizens_are_asked_for_apart() -> None:
    found = flows.sensitivity(FLOW, cases=CASES, kind=flows.LaneKind.CITIZEN)
    assert {(one.input, one.step) for one in found} == {
        (Input.CASES, ""),
        (Input.MINUTES, "s1"),
        (Input.SHARE, "s2"),
    }


def test_ways_that_all_are_taken_have_no_share_and_several_keep_one_at_least() -> None:
    flow = flowing.flow_of("""
窓口|受ける||1||［いくつか］2 甲 50%／3 乙 50%／4 丙 20%
窓口|調べる||10||4
窓口|尋ねる||20||4
窓口|渡す||1||［来る分を待って］［同時に］5／6
窓口|記録する||1||終わり
窓口|送る||1||終わり
""")
    shares = [one for one in flows.sensitivity(flow, cases=CASES) if one.input is Input.SHARE]
    assert {(one.step, one.to) for one in shares} == {("s1", "s2"), ("s1", "s3"), ("s1", "s4")}
    by_way = {one.to: one for one in shares}
    assert by_way["s2"].swing == pytest.approx(10)
    assert by_way["s3"].swing == pytest.approx(20)
    assert flow.steps[3].split is Gate.ALL


@settings(deadline=None, max_examples=50)
@given(flowing.counted_flows())
def test_each_influence_holds_the_hours_of_the_cost(flow: flows.Flow) -> None:
    hours = flows.cost(flow, cases=CASES).quantities["staff_hours"].value
    found = flows.sensitivity(flow, cases=CASES)
    assert [one.swing for one in found] == sorted((one.swing for one in found), reverse=True)
    for one in found:
        assert one.hours.value == pytest.approx(hours)
        assert one.hours.low is not None
        assert one.hours.low <= hours * (1 + 1e-9) + 1e-9


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(flows.FlowsError, match="flow-empty"):
        flows.sensitivity(flows.Flow(), cases=CASES)

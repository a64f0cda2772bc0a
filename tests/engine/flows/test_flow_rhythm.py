"""How often, how long it waits, what is wasted: cells, hours, and what decides them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.flows import flowing
from tomoni.engine import flows
from tomoni.engine.core import Quantity
from tomoni.engine.flows import Minutes, Often, Period, Waste

DAY = 1_440
CASES = Quantity(value=1_200, low=1_000, high=1_500, unit="件")


def step(cells: dict[str, str]) -> tuple[flows.Step, list[str]]:
    row = {"誰が": "窓口", "何をする": "見る", "ふつう（分）": "30", **cells}
    flow, found = flows.from_rows([row], title="")
    return flow.steps[0], [one.code for one in found]


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("", None),
        ("月1回", Often(times=1, per=Period.MONTH)),
        ("毎日", Often(times=1, per=Period.DAY)),
        ("１日２回", Often(times=2, per=Period.DAY)),
        ("週に3回", Often(times=3, per=Period.WEEK)),
        ("年1,200件", Often(times=1_200)),
        ("300", Often(times=300)),
        ("約300件", Often(times=300)),
    ],
)
def test_how_often_is_read_as_clerks_write_it(text: str, often: Often | None) -> None:
    found, codes = step({"件数・頻度": text})
    assert (found.often, codes) == (often, [])


def test_a_year_has_so_many_periods() -> None:
    assert [Often(times=2, per=period).a_year for period in Period] == [2, 24, 104, 486]


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("", None),
        ("30分", (30, 30, 30)),
        ("2時間", (120, 120, 120)),
        ("3日", (3 * DAY, 3 * DAY, 3 * DAY)),
        ("1日～5日", (DAY, 3 * DAY, 5 * DAY)),
        ("1～5日（ふつう2日）", (DAY, 2 * DAY, 5 * DAY)),
        ("1時間～2日（ふつう1日）", (60, DAY, 2 * DAY)),
        ("2週間", (14 * DAY, 14 * DAY, 14 * DAY)),
        ("1か月", (30 * DAY, 30 * DAY, 30 * DAY)),
        ("なし", None),
    ],
)
def test_waits_are_read_in_minutes_hours_and_days(
    text: str, wait: tuple[float, float, float] | None
) -> None:
    found, codes = step({"待ち": text})
    expected = wait and Minutes(low=wait[0], likely=wait[1], high=wait[2])
    assert (found.wait, codes) == (expected, [])


def test_waste_is_read_in_other_words_and_other_words_go_to_the_note() -> None:
    found, codes = step({"無駄": "書き写し、ハンコ・探す／会議", "備考": "月末に多い"})
    assert found.wastes == (Waste.COPYING, Waste.SEAL, Waste.SEARCH)
    assert (found.note, codes) == ("無駄：会議。月末に多い", ["waste-moved"])


@pytest.mark.parametrize(
    ("heading", "text", "code"),
    [
        ("件数・頻度", "ときどき", "often-unreadable"),
        ("待ち", "しばらく", "wait-unreadable"),
        ("待ち", "5日～1日", "wait-unreadable"),
        ("待ち", "1日～2日～3日", "wait-unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_guessed(heading: str, text: str, code: str) -> None:
    found, codes = step({heading: text})
    assert (found.often, found.wait, codes) == (None, None, [code])


@settings(max_examples=200)
@given(flowing.minutes, flowing.often, st.lists(st.sampled_from(Waste), unique=True))
def test_cells_come_back_as_they_were(wait: Minutes, often: Often, wastes: list[Waste]) -> None:
    one = flows.Step(
        id="s1", name="見る", lane="窓口", wait=wait, often=often, wastes=tuple(wastes)
    )
    flow = flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=(one,))
    assert flows.from_rows(flows.to_rows(flow), title="")[0] == flow


def counted() -> flows.Flow:
    """30 minutes for each case with a seal, 60 minutes once a month that nothing leads to."""
    rows = [
        {"誰が": "窓口", "何をする": "見る", "ふつう（分）": "30", "次": "終わり", "無駄": "押印"},
        {
            "誰が": "窓口",
            "何をする": "まとめる",
            "最短（分）": "40",
            "ふつう（分）": "60",
            "最長（分）": "90",
            "件数・頻度": "月1回",
            "無駄": "転記、押印",
        },
    ]
    return flows.from_rows(rows, title="")[0]


def test_what_is_done_so_many_times_a_year_does_not_follow_the_cases() -> None:
    cost = flows.cost(counted(), cases=CASES)
    hours = cost.quantities["staff_hours"]
    assert (hours.value, hours.low, hours.high) == (612, 508, 768)
    assert cost.quantities["staff_minutes_per_case"].value == pytest.approx(30.6)
    assert [finding.code for finding in flows.check(counted())] == ["volume-missing"]


def test_hours_are_counted_by_kind_of_waste_and_not_added_up() -> None:
    cost = flows.cost(counted(), cases=CASES)
    assert {name: hours.value for name, hours in cost.wastes.items()} == {"転記": 12, "押印": 612}


def test_how_often_is_an_input_that_may_decide() -> None:
    found = {
        (one.input.value, one.name): (one.hours.low, one.hours.high)
        for one in flows.sensitivity(counted(), cases=CASES)
    }
    assert found["件数・頻度", "まとめる"] == pytest.approx((610.8, 613.2))
    assert found["年間件数", ""] == (512, 762)
    assert found["1件あたりの分", "まとめる"] == (608, 618)


def test_a_wait_of_the_table_is_waited_in_the_simulation() -> None:
    rows = [
        {"誰が": "窓口", "何をする": "見る", "ふつう（分）": "10"},
        {"誰が": "窓口", "何をする": "返す", "ふつう（分）": "5", "待ち": "2日"},
    ]
    flow = flows.from_rows(rows, title="")[0]
    settings = flows.Settings(gap=flows.Fixed(minutes=100))
    run = flows.simulate(flow, settings=settings, cases=20, replications=1)
    assert run.quantities["throughput_minutes"].value == 2 * DAY + 15

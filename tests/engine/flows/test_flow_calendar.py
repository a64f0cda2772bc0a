"""Office hours, holidays, the month of the year, a stamp once a day, and days to a deadline."""

from datetime import date

import pytest
from pydantic import ValidationError

from engine.flows import queues
from tomoni.engine import flows
from tomoni.engine.core import Quantity

DAY = 1_440
MONDAY = date(2026, 1, 5)
"""The first working day of 2026; it ends a week on Friday and Monday 12 January is 成人の日."""
OFFICE = flows.Calendar(start=MONDAY)
MORNING = 8 * 60 + 30


def once(*, at: float, minutes: float, people: int = 1, **step: object) -> flows.Settings:
    """Cases a long way apart; the first comes so many office minutes after the start."""
    fixed = flows.Fixed(minutes=minutes)
    return flows.Settings(
        gap=flows.Fixed(minutes=at),
        lanes={"窓口": flows.LaneSettings(people=people)},
        steps={"serve": flows.StepSettings.model_validate({"minutes": fixed, **step})},
        calendar=OFFICE,
        warmup=0,
    )


def stays(settings: flows.Settings, *, cases: int) -> Quantity:
    run = flows.simulate(queues.SERVE, settings=settings, cases=cases, replications=1)
    return run.quantities["throughput_minutes"]


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 1, 5), True),
        (date(2026, 1, 3), False),
        (date(2026, 1, 10), False),
        (date(2026, 1, 12), False),
        (date(2026, 5, 6), False),
        (date(2026, 5, 7), True),
        (date(2026, 9, 22), False),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
    ],
)
def test_the_office_is_closed_on_holidays_as_published(day: date, is_open: bool) -> None:
    """国民の祝日（内閣府、令和8年）: 12 January, 6 May (振替休日), 22 September (国民の休日)."""
    assert OFFICE.is_open(day) is is_open


def test_a_day_of_work_is_seven_and_three_quarter_hours() -> None:
    """条例の勤務時間: 465 minutes a day, 241 days in the 365 from 5 January 2026."""
    days = sum(OFFICE.is_open(date.fromordinal(MONDAY.toordinal() + n)) for n in range(365))
    gap = flows.gap_of(465 * days, calendar=OFFICE)
    assert gap.mean == pytest.approx(1)
    assert flows.gap_of(365, calendar=None).mean == pytest.approx(DAY)


def test_work_stops_at_noon_and_at_night_and_goes_on() -> None:
    # Two cases 400 office minutes apart: Monday 16:10 and, with 800, Tuesday 15:05.
    # Each takes 100 minutes: Monday 16:10 to Tuesday 9:05; Tuesday 15:05 to 16:45.
    overnight, afternoon = 17 * 60 - 5, 100
    settings = once(at=400, minutes=100)
    assert stays(settings, cases=2).value == pytest.approx((overnight + afternoon) / 2)


def test_over_noon_an_hour_is_lost() -> None:
    # 200 office minutes after the opening is 11:50; the second comes at 16:10 and takes 20.
    assert stays(once(at=200, minutes=20), cases=2).value == pytest.approx((80 + 20) / 2)


def test_a_long_weekend_passes_between_friday_and_tuesday() -> None:
    # 5 × 465 - 10 minutes: Friday 17:05; 20 minutes end on Tuesday the 13th at 8:40.
    # The second comes 2,315 office minutes later, on Monday the 19th at 16:55, and ends at 17:15.
    weekend = 4 * DAY - (17 * 60 + 5) + MORNING + 10
    assert stays(once(at=5 * 465 - 10, minutes=20), cases=2).value == pytest.approx(
        (weekend + 20) / 2
    )


def test_what_has_gathered_is_begun_once_a_day() -> None:
    # 100 office minutes: 10:10 and 11:50; both wait for the stamp at 15:00 and take 10 minutes.
    settings = once(at=100, minutes=10, people=2)
    settings = settings.model_copy(
        update={"steps": {"serve": flows.StepSettings(minutes=flows.Fixed(minutes=10), at=(900,))}}
    )
    assert stays(settings, cases=2).value == pytest.approx((290 + 190) / 2 + 10)


def test_a_lane_without_office_hours_works_at_night() -> None:
    settings = once(at=460, minutes=100)
    lane = flows.LaneSettings(people=1, office_hours=False)
    assert stays(settings.model_copy(update={"lanes": {"窓口": lane}}), cases=2).value == 100


def test_all_office_minutes_are_used_where_there_is_enough_to_do() -> None:
    """A lane of load 0.8 by the office clock is busy 0.8 of its office time."""
    settings = queues.settings(flows.Exponential(mean=8), gap=10, calendar=OFFICE)
    run = flows.simulate(queues.SERVE, settings=settings, cases=4_000, replications=8, seed=1)
    assert run.lanes[0].load == pytest.approx(0.8)
    assert run.lanes[0].utilisation.value == pytest.approx(0.8, abs=0.02)


def test_cases_come_by_the_month() -> None:
    """All of them in April: those of a second year come twelve months later."""
    april = tuple(1.0 if month == 3 else 0.0 for month in range(12))
    settings = queues.settings(flows.Fixed(minutes=1), gap=5, calendar=OFFICE, months=april)
    # 21 days in April 2026 with 465 × 12 weighted minutes each: 23,436 cases a year.
    run = flows.simulate(queues.SERVE, settings=settings, cases=4_000, replications=2, seed=1)
    assert run.lanes[0].utilisation.value == pytest.approx(12 / 5, rel=0.05)


def test_the_office_is_open_in_months_without_cases() -> None:
    """All cases come in January; those begun on 30 January at 17:00 go on in February."""
    january = tuple(1.0 if month == 0 else 0.0 for month in range(12))
    # 19 days in January from the 5th; 12 weighted minutes a minute; the last case 15 minutes
    # before the end of Friday the 30th, stamped on Monday at 9:00, done at 9:01.
    settings = once(at=12 * (19 * 465 - 15), minutes=1)
    steps = {"serve": flows.StepSettings(minutes=flows.Fixed(minutes=1), at=(540,))}
    given = settings.model_copy(
        update={
            "months": january,
            "steps": steps,
            "deadline": flows.Deadline(length=1, unit="office-days"),
        }
    )
    run = flows.simulate(queues.SERVE, settings=given, cases=2, replications=1)
    assert run.quantities["within_deadline"].value == 1
    assert run.quantities["throughput_50"].value < 4 * DAY


@pytest.mark.parametrize(
    ("unit", "length", "share"),
    [
        ("days", 0, 0.5),
        ("days", 3, 0.5),
        ("days", 4, 1.0),
        ("office-days", 0, 0.5),
        ("office-days", 1, 1.0),
        ("minutes", 30, 0.5),
    ],
)
def test_days_are_counted_from_the_day_after(unit: str, length: float, share: float) -> None:
    """From Friday to Tuesday over a holiday: four days, one office day (民法第140条)."""
    settings = once(at=5 * 465 - 10, minutes=20)
    deadline = flows.Deadline.model_validate({"length": length, "unit": unit})
    settings = settings.model_copy(update={"deadline": deadline})
    run = flows.simulate(queues.SERVE, settings=settings, cases=2, replications=1)
    assert run.quantities["within_deadline"].value == share


def test_work_for_more_than_a_hundred_years_is_refused() -> None:
    with pytest.raises(flows.FlowsError, match="beyond-calendar"):
        stays(once(at=10, minutes=20_000_000), cases=2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": ()},
        {"hours": ((780, 1035), (510, 720))},
        {"hours": ((510, 510),)},
        {"weekdays": ()},
    ],
)
def test_an_office_that_never_opens_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        flows.Calendar.model_validate({"start": MONDAY, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"gap": {"kind": "fixed", "minutes": 0}},
        {"months": (1.0,) * 12},
        {"months": (1.0,) * 11, "calendar": {"start": "2026-01-05"}},
        {"months": (0.0,) * 12, "calendar": {"start": "2026-01-05"}},
        {"steps": {"a": {"at": (900,)}}},
        {"deadline": {"length": 3, "unit": "office-days"}},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        flows.Settings.model_validate({"gap": {"kind": "fixed", "minutes": 1}, **wrong})

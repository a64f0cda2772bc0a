"""What is followed: milestones, values, reminders, confirmations and the summary for residents."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.followup import followed
from tomoni.academy.accounts import heirs
from tomoni.academy.accounts.models import Notice
from tomoni.academy.proposals.deciding import measured
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup import (
    confirming,
    dues,
    measuring,
    offers,
    plans,
    quantities,
    queries,
    rules,
    sample,
    series,
    services,
)
from tomoni.academy.proposals.followup.models import (
    Confirmation,
    Following,
    Told,
    Value,
    ValueKind,
)
from tomoni.academy.proposals.models import Duty, Part
from tomoni.engine.core import Grade, Quantity


def told(code: str) -> list[str]:
    found = Notice.objects.filter(code=code).values_list("user__account_name", flat=True)
    return sorted(found)


def test_a_proposal_is_followed_once_and_by_the_division_that_proposed_it(city: City) -> None:
    following = followed.followed(city)
    assert following.division == city.akari.division
    with pytest.raises(ProposalsError, match="followed-already"):
        services.begin(following.proposal, actor=city.secretariat)


def test_the_indicators_of_the_case_come_with_the_value_they_had_before(city: City) -> None:
    following = services.begin(followed.from_case(city), actor=city.akari)
    found = following.indicators.get(name="職員の時間")
    present = found.values.get()
    assert (found.unit, found.origin) == ("時間", "logic_model@1")
    assert (present.kind, present.quoted) == (ValueKind.PRESENT, "as_is_cost.staff_hours")
    assert rules.may_correct(present) is not None


def test_a_milestone_that_was_moved_or_ended_meanwhile_is_not_reported_twice(city: City) -> None:
    first = followed.milestone(city)
    second = type(first).objects.select_related("following").get(pk=first.pk)
    later = followed.today() + timedelta(days=40)
    services.report(first, told=Told.MOVED, day=later, words="遅れた", actor=city.akari)
    assert first.due_date == later
    with pytest.raises(ProposalsError, match="milestone-ended"):
        services.report(
            second, told=Told.DONE, day=followed.today(), words="できた", actor=city.botan
        )
    assert first.reports.count() == 1


def test_reminders_go_once_to_the_head_and_to_the_proposers_who_are_still_there(
    city: City,
) -> None:
    city.manager.post = "課長"
    city.manager.save()
    followed.milestone(city)
    today = followed.today()
    assert confirming.remind(today) == 2
    assert confirming.remind(today) == 0
    assert told("followup-soon") == ["akari", "kacho"]
    city.akari.is_active = False
    city.akari.save()
    assert confirming.remind(today + timedelta(days=6)) == 1
    assert told("followup-late") == ["kacho"]


def test_who_leads_the_division_next_is_told_anew(city: City) -> None:
    city.manager.post = "課長"
    city.manager.save()
    followed.milestone(city)
    confirming.remind(followed.today())
    city.manager.post = ""
    city.manager.save()
    city.botan.post = "課長"
    city.botan.save()
    confirming.remind(followed.today())
    assert told("followup-soon") == ["akari", "botan", "kacho"]


def test_a_successor_division_takes_over_what_is_followed(city: City) -> None:
    made = followed.milestone(city)
    assert city.daichi.division is not None
    heirs.pass_on(city.group.division, successor=city.daichi.division)
    made.refresh_from_db()
    following = Following.objects.get()
    assert (following.division, made.division) == (city.daichi.division,) * 2
    assert rules.may_follow(city.daichi, following=following, parts=()) is None
    assert rules.may_follow(city.akari, following=following, parts=()) is not None


def test_a_correction_stands_beside_what_it_corrects_and_there_is_only_one(city: City) -> None:
    found = followed.indicator(city)
    wrong = followed.value(found, 600, actor=city.akari)
    right = followed.value(found, 60, actor=city.botan, corrects=wrong)
    assert list(Value.objects.order_by("pk")) == [wrong, right]
    assert queries.current(found.values.all()) == [right]
    with pytest.raises(ProposalsError, match="corrected-meanwhile"):
        followed.value(found, 61, actor=city.akari, corrects=wrong)


def test_a_value_in_another_unit_is_refused(city: City) -> None:
    found = followed.indicator(city)
    hours = plans.Planned(Quantity(value=1, unit="時間", grade=Grade.MEASURED))
    with pytest.raises(ProposalsError, match="indicator-units-differ"):
        measuring.keep(
            found, kind=ValueKind.ACTUAL, day=followed.today(), planned=hours, source="台帳",
            actor=city.akari,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("came", "name"),
    [
        (None, "OPEN"), ((89, None, None), "BELOW"), ((90, None, None), "INSIDE"),
        ((110, None, None), "INSIDE"), ((111, None, None), "ABOVE"), ((95, 85, 105), "UNDECIDED"),
    ],
)  # fmt: skip
def test_what_was_measured_is_held_against_the_range_that_was_planned(
    came: tuple[float, float | None, float | None] | None, name: str
) -> None:
    planned = Quantity(value=100, low=90, high=110, unit="時間")
    quantity = None
    if came is not None:
        quantity = Quantity(value=came[0], low=came[1], high=came[2], unit="時間")
    assert quantities.attained(planned, quantity) == name


def test_where_less_is_better_more_than_planned_falls_short() -> None:
    assert quantities.falls_short("ABOVE", turned=True)
    assert not quantities.falls_short("BELOW", turned=True)
    assert quantities.attained_words("ABOVE", turned=True) == "見込みまで減っていない"


def test_below_the_plan_nothing_is_confirmed_without_why_and_what_next(city: City) -> None:
    following = services.begin(followed.from_case(city), actor=city.akari)
    came = confirming.Measured(
        plans.Planned(Quantity(value=-1e6, unit="時間", grade=Grade.MEASURED)), "記録"
    )

    def confirm(why: str, what_next: str) -> Confirmation:
        return confirming.confirm(
            followed.again(following), day=followed.today(), measured={"staff_hours": came},
            why=why, what_next=what_next, base=0, actor=city.akari,
        )  # fmt: skip

    for why, what_next in (("", ""), ("わけ", ""), ("", "次")):
        with pytest.raises(ProposalsError, match="why-missing"):
            confirm(why, what_next)
    assert not Confirmation.objects.exists()
    lines = {each.effect: each for each in confirm("わけ", "次").lines.exclude(effect="")}
    assert lines["staff_hours"].attained == "BELOW"
    assert lines["yen"].attained == "OPEN"
    with pytest.raises(ProposalsError, match="confirmed-meanwhile"):
        confirm("わけ", "次")


def test_the_plan_stays_the_one_of_the_version_that_was_decided_on(city: City) -> None:
    proposal = followed.from_case(city)
    before = plans.effects_of(proposal)
    assert proposal.case_version is not None
    effect = before["staff_hours"].version
    assert effect is not None
    later = type(effect).objects.get(pk=effect.pk)
    later.pk, later.number = None, effect.number + 1
    later.made_at = proposal.case_version.made_at + timedelta(days=1)
    later.quantities = {"staff_hours": {"value": 1, "unit": "時間"}}
    later.save()
    assert plans.effects_of(proposal) == before


def test_statistics_hear_of_the_newest_confirmation_only(city: City) -> None:
    proposal = followed.from_case(city)
    following = services.begin(proposal, actor=city.akari)
    for base, hours in enumerate((1.0, 2.0)):
        came = plans.Planned(Quantity(value=hours, unit="時間", grade=Grade.MEASURED))
        confirming.confirm(
            followed.again(following), day=followed.today(), why="わけ", what_next="次", base=base,
            measured={"staff_hours": confirming.Measured(came, "記録")}, actor=city.akari,
        )  # fmt: skip
    found = measured.of_proposals([proposal.pk])[proposal.pk]["staff_hours"]
    assert found.measured is not None
    assert found.measured.value == 2.0


def test_a_second_person_of_the_office_approves_the_newest_summary(city: City) -> None:
    office = frozenset({Part.OFFICE})
    Duty.objects.create(municipality=city.municipality, user=city.akari, part=Part.OFFICE)
    old = followed.summary(city)
    assert rules.may_approve(city.akari, summary=old, parts=office) is not None
    assert rules.may_approve(city.secretariat, summary=old, parts=frozenset()) is not None
    assert rules.may_approve(city.secretariat, summary=old, parts=office) is None
    new = services.write_summary(old.following, words="新しい", public=True, actor=city.akari)
    with pytest.raises(ProposalsError, match="summary-changed"):
        services.approve(old, actor=city.secretariat)
    assert queries.approved_summary(old.following) is None
    services.approve(new, actor=city.secretariat)
    assert queries.approved_summary(old.following) == new
    services.write_summary(old.following, words="", public=False, actor=city.akari)
    assert queries.approved_summary(old.following) is None


def test_what_is_near_waits_on_the_first_page(city: City) -> None:
    following = followed.followed(city)
    followed.milestone(city, following=following, days=3)
    followed.milestone(city, following=following, days=90)
    request = RequestFactory().get("/")
    request.user = city.botan
    assert [each.text for each in offers.waiting(request)] == ["様式を使い始める"]


def test_a_planned_day_waits_for_its_value_until_one_comes(city: City) -> None:
    found = followed.indicator(city)
    followed.value(found, 100, kind=ValueKind.PLANNED, days=-1, actor=city.akari)
    assert [each.key for each in dues.dues_of(followed.again(found.following))] == [
        f"value-{found.pk}"
    ]
    followed.value(found, 80, actor=city.akari)
    assert dues.dues_of(followed.again(found.following)) == []


def test_the_confirmation_is_due_a_year_after_the_start(city: City) -> None:
    following = followed.followed(city)
    services.start(following, day=date(2028, 2, 29), actor=city.akari)
    found = dues.dues_of(followed.again(following))
    assert [(each.key, each.due_date) for each in found] == [("confirmation", date(2029, 2, 28))]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2028年3月", date(2028, 3, 31)), ("2028年度", date(2029, 3, 31)),
        ("2028-02-10", date(2028, 2, 10)), ("2028年", date(2028, 12, 31)), ("いつか", None),
        ("2028年13月", None), ("2028年2月31日", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_the_time_of_an_indicator_is_read_as_its_last_day(words: str, day: date | None) -> None:
    assert plans.day_in(words) == day


@pytest.mark.parametrize("make", [samples.decided, followed.from_case])
def test_the_sample_ends_below_its_plan(city: City, make: object) -> None:
    proposal = make(city)  # type: ignore[operator]
    following = followed.again(sample.fill(proposal))
    assert dues.state_of(following) == "確認した（見込みに届かないものがある）"
    lines = following.confirmations.get().lines.filter(effect__in=("staff_hours", "yen"))
    assert {each.attained for each in lines} <= {"BELOW"}
    assert queries.approved_summary(following) is not None


def test_the_chart_tells_every_value_in_words(city: City) -> None:
    found = followed.indicator(city)
    followed.value(found, 100, low=90, high=110, kind=ValueKind.PLANNED, actor=city.akari)
    followed.value(found, 60, days=-1, actor=city.akari)
    chart = series.chart_of(found)
    assert chart is not None
    assert "100件（90件～110件）" in chart.alt
    assert "60件" in chart.alt
    hostile = replace(chart, alt='"><script>')
    assert b"<script>" not in series.svg_of(hostile)

"""The course of a request and its sums: no step is skipped, sources always equal the total."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.academy.proposals import programme
from tomoni.academy.proposals.budget import course, plans, years
from tomoni.academy.proposals.budget.course import State, Step
from tomoni.academy.proposals.budget.plans import Given, Line, Plan
from tomoni.academy.proposals.errors import ProposalsError

BEFORE = {
    State.REQUESTED: State.DRAFT,
    State.ASSESSED: State.REQUESTED,
    State.BUDGETED: State.ASSESSED,
    State.PASSED_OVER: State.ASSESSED,
    State.CARRIED_OVER: State.PASSED_OVER,
    State.RUNNING: State.BUDGETED,
    State.CONFIRMED: State.RUNNING,
}
"""What must have been just before a state was first reached."""
PROGRAMME = programme.parsed(programme.shipped_programme("two_categories"))
yen = st.integers(0, 10**9)
plan_lines = st.lists(
    st.builds(
        Line, section=st.just("需用費"), label=st.just("はがき"),
        quantity=st.decimals(0, 10_000, places=2), unit_price=st.integers(0, 10**6),
    ),
    max_size=6,
)  # fmt: skip


@st.composite
def whole_plans(draw: st.DrawFn) -> Plan:
    """Lines, and others who pay no more than the whole."""
    plan = Plan(project="事業", lines=tuple(draw(plan_lines)))
    left, paid = plan.total, {}
    for name in plans.GIVEN:
        paid[name] = draw(st.integers(0, left))
        left -= paid[name]
    return plan.model_copy(update={"given": Given(**paid)})


@given(st.lists(st.sampled_from(Step), max_size=30))
def test_whatever_is_tried_no_state_is_reached_without_the_one_before(tried: list[Step]) -> None:
    state, seen = State.DRAFT, [State.DRAFT]
    for step in tried:
        if step not in course.steps(state):
            with pytest.raises(ProposalsError):
                course.after(state, step, reason="わけ")
            continue
        state = course.after(state, step, reason="わけ")
        if state not in seen:
            assert BEFORE[state] in seen
            seen.append(state)


def test_every_state_is_reached_and_only_two_are_ends() -> None:
    reached = {
        course.after(state, step, reason="わけ") for state in State for step in course.steps(state)
    }
    assert reached == set(State)
    assert {state for state in State if not course.steps(state)} == {
        State.CONFIRMED,
        State.CARRIED_OVER,
    }


@pytest.mark.parametrize("step", sorted(course.REASONED))
def test_what_needs_a_reason_is_not_done_without(step: Step) -> None:
    state = next(each for each in State if step in course.steps(each))
    with pytest.raises(ProposalsError) as refused:
        course.after(state, step, reason=" ")
    assert refused.value.code == "reason-wanted"


@given(whole_plans())
def test_sources_always_equal_the_total(plan: Plan) -> None:
    assert sum(plan.sources.values()) == plan.total == sum(each.amount for each in plan.lines)
    assert min(plan.sources.values()) >= 0


@given(whole_plans(), st.data())
def test_a_cut_is_never_negative_and_its_sources_equal_it(plan: Plan, data: st.DataObject) -> None:
    amounts = [data.draw(st.integers(0, line.amount)) for line in plan.lines]
    paid = Given(national=data.draw(st.integers(0, sum(amounts))))
    found = plans.assessed(plan, amounts=amounts, given=paid, reason="減らす")
    assert 0 <= plan.total - found.total <= plan.total
    assert sum(found.sources.values()) == found.total


@given(whole_plans(), st.data())
def test_more_than_requested_is_refused_in_any_line(plan: Plan, data: st.DataObject) -> None:
    amounts = [line.amount for line in plan.lines]
    if amounts:
        amounts[data.draw(st.integers(0, len(amounts) - 1))] += 1
    else:
        amounts = [0]
    with pytest.raises(ProposalsError) as refused:
        plans.assessed(plan, amounts=amounts, given=Given(), reason="わけ")
    assert refused.value.code == "assessed-over"


def test_a_cut_needs_a_reason_and_all_that_was_asked_does_not() -> None:
    plan = Plan(project="事業", lines=(_line(3, 100),))
    assert plans.assessed(plan, amounts=[300], given=Given(), reason="").total == 300
    with pytest.raises(ProposalsError) as refused:
        plans.assessed(plan, amounts=[299], given=Given(), reason=" ")
    assert refused.value.code == "cut-without-reason"


def test_others_cannot_pay_more_than_the_whole() -> None:
    with pytest.raises(ProposalsError) as refused:
        plans.split(100, given=Given(national=60, bonds=41))
    assert refused.value.code == "sources-over"


def test_less_than_a_yen_is_dropped() -> None:
    assert _line("1.5", 333).amount == 499


def test_a_line_keeps_its_source_while_its_amount_is_the_number() -> None:
    known = [_line(1, 600_000).model_copy(update={"made_from": "effect.initial_yen"})]
    typed = [_line(1, 600_001), _line(2, 300_000), _line(1, 600_000)]
    kept = plans.with_sources(typed, known=known)
    assert [each.made_from for each in kept] == ["", "effect.initial_yen", ""]


@given(
    st.dictionaries(st.sampled_from("abc"), yen, min_size=3),
    st.dictionaries(st.sampled_from("abc"), yen),
    st.dictionaries(st.sampled_from("abc"), yen),
)
def test_a_merge_loses_nobodys_change(
    base: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    mine, theirs = base | mine, base | theirs
    whole, clashes = plans.merged(mine, base=base, theirs=theirs)
    for name, before in base.items():
        both = {mine[name], theirs[name]} - {before}
        assert (name in clashes) is (len(both) == 2)
        if name not in clashes:
            assert whole[name] == (both.pop() if both else before)


def test_a_plan_comes_back_from_its_row_as_it_was() -> None:
    plan = Plan(project="事業", lines=(_line("0.25", 1000),), given=Given(other=3))
    assert Plan.model_validate(json.loads(json.dumps(plan.model_dump(mode="json")))) == plan


@pytest.mark.parametrize(
    ("today", "state", "words", "following"),
    [
        (date(2026, 7, 1), None, "later later later later", "discuss"),
        (date(2026, 9, 30), None, "now later later later", "discuss"),
        (date(2026, 10, 1), None, "late later later later", "discuss"),
        (date(2026, 11, 16), State.DRAFT, "done late later later", "request"),
        (date(2027, 1, 5), State.REQUESTED, "done done now later", "assess"),
        (date(2027, 3, 26), State.ASSESSED, "done done done late", "vote"),
        (date(2027, 3, 1), State.BUDGETED, "done done done done", ""),
    ],
)
def test_the_year_is_reckoned_back_from_the_vote(
    today: date, state: State | None, words: str, following: str
) -> None:
    dues = years.calendar(PROGRAMME, fiscal_year=2027, today=today, state=state)
    assert [each.begins for each in dues] == [
        date(2026, 8, 1), date(2026, 10, 15), date(2026, 12, 1), date(2027, 2, 20),
    ]  # fmt: skip
    assert dues[2].until == date(2027, 1, 20)
    assert " ".join(each.state for each in dues) == words
    assert "".join(each.id for each in dues if each.is_next) == following


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 15), 2027), (date(2026, 11, 16), 2028), (date(2027, 3, 31), 2028),
     (date(2027, 4, 1), 2028)],
)  # fmt: skip
def test_the_first_year_is_the_one_that_can_still_be_requested(today: date, year: int) -> None:
    assert years.first_year(PROGRAMME, today=today) == year


def _line(quantity: float | str, unit_price: int) -> Line:
    return Line(section="", label="品", quantity=quantity, unit_price=unit_price)

"""The budget's year, reckoned back from the vote: what is when, and what has to be ready then."""

from dataclasses import dataclass
from datetime import date

from tomoni.academy.proposals.budget.course import State
from tomoni.academy.proposals.programme import BudgetPart, Programme

FIRST_MONTH = 4
"""A fiscal year begins with April."""
_NEEDS: dict[str, frozenset[State]] = {
    "discuss": frozenset(State),
    "request": frozenset(State) - {State.DRAFT},
    "assess": frozenset(State) - {State.DRAFT, State.REQUESTED},
    "vote": frozenset(State) - {State.DRAFT, State.REQUESTED, State.ASSESSED},
}
"""By which states a part of the year is behind a request."""


@dataclass(frozen=True)
class Due:
    """A part of the budget's year. `state`: done, late, now, later."""

    id: str
    title: str
    begins: date
    until: date
    state: str
    is_next: bool = False


def calendar(
    programme: Programme, *, fiscal_year: int, today: date, state: State | None
) -> tuple[Due, ...]:
    """The parts in order, for a project that starts in April of the fiscal year.

    `state`: of its request; None: there is none yet.
    """
    parts = sorted(
        ((_span(part, fiscal_year=fiscal_year), part) for part in programme.budget),
        key=lambda each: each[0],
    )
    found: list[Due] = []
    for (begins, until), part in parts:
        word = _word(part, begins=begins, until=until, today=today, state=state)
        first = word != "done" and all(each.state == "done" for each in found)
        found.append(Due(part.id, part.title, begins, until, word, is_next=first))
    return tuple(found)


def first_year(programme: Programme, *, today: date) -> int:
    """The first fiscal year for which there is still time to request."""
    year = today.year + (today.month >= FIRST_MONTH)
    request = next((part for part in programme.budget if part.id == "request"), None)
    last = _span(request or programme.budget[0], fiscal_year=year)[1]
    return year if today <= last else year + 1


def _span(part: BudgetPart, *, fiscal_year: int) -> tuple[date, date]:
    return _day(part.begins, fiscal_year), _day(part.until, fiscal_year)


def _day(month_day: str, fiscal_year: int) -> date:
    """That day in the twelve months before the fiscal year."""
    month, day = map(int, month_day.split("-"))
    year = fiscal_year - 1 if month >= FIRST_MONTH else fiscal_year
    leap_day = (month, day) == (2, 29)
    return date(year, month, 28 if leap_day and year % 4 else day)


def _word(part: BudgetPart, *, begins: date, until: date, today: date, state: State | None) -> str:
    needed = _NEEDS.get(part.id)
    if needed is None:
        return "done" if until < today else "now" if begins <= today else "later"
    if state in needed:
        return "done"
    if until < today:
        return "late"
    return "now" if begins <= today else "later"

"""Requests for the budget of the small city, as far on their course as a test needs them."""

from collections.abc import Callable

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.proposals.budget import services
from tomoni.academy.proposals.budget.course import Step
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.budget.plans import Given, Line, Plan

YEAR = 2027
PLAN = Plan(
    project="更新の月を分ける",
    kan="衛生費",
    ko="保健衛生費",
    moku="環境衛生費",
    purpose="待つ時間を減らす。",
    lines=(
        Line(section="需用費", label="はがき", quantity=2000, unit="枚", unit_price=40),
        Line(section="委託料", label="様式づくり", quantity=1, unit="式", unit_price=400_000),
    ),
    given=Given(prefecture=100_000),
    previous_yen=30_000,
)
TOTAL = 480_000


def draft(city: City, *, year: int = YEAR) -> BudgetRequest:
    """By akari, for a proposal that is to be done; everything is written."""
    request = services.begin(samples.decided(city), fiscal_year=year, actor=city.akari)
    services.save(request, plan=PLAN, base=1, actor=city.akari)
    request.refresh_from_db()
    return request


def take(request: BudgetRequest, step: Step, *, city: City, reason: str = "") -> BudgetRequest:
    """A step by whoever takes it."""
    finance = step in {Step.GIVE_BACK, Step.BUDGET, Step.PASS_OVER}
    actor = city.auditor if finance else city.akari
    return services.take(request, step, actor=actor, seen=request.changes, reason=reason)


def requested(city: City) -> BudgetRequest:
    return take(draft(city), Step.REQUEST, city=city)


def assessed(city: City) -> BudgetRequest:
    """The forms are cut by half."""
    request = requested(city)
    services.assess(
        request, amounts=(80_000, 200_000), given=PLAN.given, reason="庁内で半分を作る。",
        seen=request.changes, actor=city.auditor,
    )  # fmt: skip
    return request


def budgeted(city: City) -> BudgetRequest:
    return take(assessed(city), Step.BUDGET, city=city)


def passed_over(city: City) -> BudgetRequest:
    return take(assessed(city), Step.PASS_OVER, city=city, reason="来年度に考える。")


def at(
    make: Callable[[City], BudgetRequest], *more: object
) -> Callable[[City], tuple[object, ...]]:
    """What fills in the address of a request."""
    return lambda city: (make(city).pk, *more)


def at_year(city: City) -> tuple[object, ...]:
    samples.duties(city)
    return (city.municipality.pk, YEAR)

"""Requests for the budget: who sees and does what, and nobody loses a word."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.budget import requests
from tomoni.academy.accounts.models import PeopleEntry, User
from tomoni.academy.proposals.budget import services
from tomoni.academy.proposals.budget.course import State, Step
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.errors import ProposalsError


def _page(city: City, user: User, url: str) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _code(request: BudgetRequest, step: Step, city: City) -> str:
    with pytest.raises(ProposalsError) as refused:
        requests.take(request, step, city=city, reason="わけ")
    return refused.value.code


def test_each_step_keeps_who_when_why_and_the_amount(city: City) -> None:
    request = requests.budgeted(city)
    told = [(each.step, each.actor, each.reason, each.yen) for each in request.happenings.all()]
    assert told == [
        ("begin", city.akari, "", 0),
        ("request", city.akari, "", 480_000),
        ("assess", city.auditor, "庁内で半分を作る。", 280_000),
        ("budget", city.auditor, "", 280_000),
    ]
    kept = PeopleEntry.objects.filter(action__startswith="budget-").order_by("pk")
    assert [each.action for each in kept] == [
        "budget-begin", "budget-request", "budget-assess", "budget-budget",
    ]  # fmt: skip


def test_finance_is_told_of_a_request_and_the_proposers_of_what_finance_did(city: City) -> None:
    requests.budgeted(city)
    assert city.auditor.notices.filter(code="budget-request").count() == 1
    codes = city.akari.notices.filter(code__startswith="budget-").values_list("code", flat=True)
    assert sorted(codes) == ["budget-assess", "budget-budget"]


def test_two_who_act_at_once_do_it_once(city: City) -> None:
    request = requests.assessed(city)
    other = BudgetRequest.objects.get(pk=request.pk)
    requests.take(request, Step.BUDGET, city=city)
    assert _code(other, Step.PASS_OVER, city) == "budget-not-now"
    assert BudgetRequest.objects.get().state == State.BUDGETED
    assert request.happenings.filter(step__in=("budget", "pass_over")).count() == 1


def test_a_request_that_was_written_since_it_was_read_is_not_sent_unseen(city: City) -> None:
    request = requests.draft(city)
    stale = BudgetRequest.objects.get(pk=request.pk)
    plan = requests.PLAN.model_copy(update={"purpose": "ほか"})
    services.save(request, plan=plan, base=2, actor=city.botan)
    assert _code(stale, Step.REQUEST, city) == "budget-not-now"


def test_what_two_wrote_in_different_places_is_joined_and_every_version_stays(city: City) -> None:
    request = requests.draft(city)
    for name in ("purpose", "schedule"):
        plan = requests.PLAN.model_copy(update={name: "新しい"})
        services.save(request, plan=plan, base=2, actor=city.botan)
    request.refresh_from_db()
    assert (request.plan.purpose, request.plan.schedule) == ("新しい", "新しい")
    assert [each.number for each in request.versions.all()] == [4, 3, 2, 1]
    assert request.versions.get(number=2).plan == requests.PLAN


def test_what_two_wrote_in_one_place_is_refused_with_both(city: City) -> None:
    request = requests.draft(city)
    first = requests.PLAN.model_copy(update={"purpose": "一人目"})
    services.save(request, plan=first, base=2, actor=city.botan)
    second = requests.PLAN.model_copy(update={"purpose": "二人目"})
    with pytest.raises(services.WrittenMeanwhileError) as refused:
        services.save(request, plan=second, base=2, actor=city.akari)
    assert refused.value.theirs.plan.purpose == "一人目"
    assert request.versions.count() == 3


def test_the_form_shows_both_and_saves_what_is_then_chosen(city: City, client: Client) -> None:
    request = requests.draft(city)
    client.force_login(city.akari)
    posted = _posted(request)
    theirs = requests.PLAN.model_copy(update={"purpose": "となりの人の言葉"})
    services.save(request, plan=theirs, base=2, actor=city.botan)
    posted |= {"purpose": "わたしの言葉", "base": "2"}
    url = f"/proposals/budget/{request.pk}/edit/"
    shown = client.post(url, posted)
    assert shown.status_code == 409
    text = shown.content.decode()
    assert "となりの人" in text
    assert "わたし" in text
    assert client.post(url, posted | {"base": "3"}).status_code == 302
    request.refresh_from_db()
    assert request.plan.purpose == "わたしの言葉"
    assert [line.amount for line in request.plan.lines] == [80_000, 400_000]


def _posted(request: BudgetRequest) -> dict[str, str]:
    plan = request.plan
    said = {name: getattr(plan, name) for name in ("project", "kan", "ko", "moku", "purpose")}
    said |= {"prefecture": "100,000", "previous_yen": "30000", "content": "", "schedule": ""}
    for place, line in enumerate(plan.lines):
        for name in ("section", "label", "quantity", "unit", "unit_price", "basis"):
            said[f"lines-{place}-{name}"] = str(getattr(line, name))
    return said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"prefecture": "480001"}, "合計より大きく"),
        ({"lines-0-unit_price": "-40"}, "0以上の整数"),
        ({"lines-0-unit_price": "40.5"}, "0以上の整数"),
        ({"lines-0-quantity": "たくさん"}, "数字で書いて"),
        ({"lines-0-label": ""}, "「品名」を書いて"),
        ({"project": ""}, "「事業名」を書いて"),
    ],
)
def test_a_form_that_does_not_add_up_is_shown_again_and_nothing_is_saved(
    city: City, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    request = requests.draft(city)
    client.force_login(city.akari)
    shown = client.post(
        f"/proposals/budget/{request.pk}/edit/", _posted(request) | {"base": "2"} | wrong
    )
    assert shown.status_code == 422
    assert sentence in shown.content.decode()
    assert request.versions.count() == 2


def test_what_was_given_back_is_written_anew_and_its_assessment_counts_no_more(city: City) -> None:
    request = requests.requested(city)
    requests.take(request, Step.GIVE_BACK, city=city, reason="単価の根拠を足してください。")
    assert (request.state, request.assessed) == (State.DRAFT, None)
    plan = requests.PLAN.model_copy(update={"schedule": "4月から"})
    services.save(request, plan=plan, base=2, actor=city.akari)
    request.refresh_from_db()
    requests.take(request, Step.REQUEST, city=city)
    assert request.plan.schedule == "4月から"


def test_what_was_requested_is_not_written_any_more(city: City) -> None:
    request = requests.requested(city)
    plan = requests.PLAN.model_copy(update={"schedule": "4月から"})
    with pytest.raises(ProposalsError) as refused:
        services.save(request, plan=plan, base=2, actor=city.akari)
    assert refused.value.code == "budget-not-now"


def test_nothing_is_requested_without_an_amount_and_its_place_in_the_budget(city: City) -> None:
    empty = services.begin(samples.decided(city), fiscal_year=2027, actor=city.akari)
    assert _code(empty, Step.REQUEST, city) == "plan-empty"


def test_what_was_passed_over_is_requested_anew_a_year_later_once(city: City) -> None:
    request = requests.passed_over(city)
    stale = BudgetRequest.objects.get(pk=request.pk)
    later = requests.take(request, Step.CARRY_OVER, city=city)
    assert (later.fiscal_year, later.earlier, later.state) == (2028, request, State.DRAFT)
    assert later.plan == requests.PLAN
    assert _code(stale, Step.CARRY_OVER, city) == "budget-not-now"
    assert BudgetRequest.objects.count() == 2


def test_a_year_has_one_request(city: City) -> None:
    request = requests.draft(city)
    with pytest.raises(ProposalsError) as refused:
        services.begin(request.proposal, fiscal_year=2027, actor=city.akari)
    assert refused.value.code == "budget-year-taken"


def test_everybody_sees_amounts_once_settled_and_the_lines_only_who_takes_part(city: City) -> None:
    request = requests.assessed(city)
    url = request.get_absolute_url()
    client = Client()
    client.force_login(city.chihiro)
    assert client.get(url).status_code == 404
    requests.take(request, Step.BUDGET, city=city)
    shown = _page(city, city.chihiro, url)
    assert "280,000円" in shown
    assert "様式づくり" not in shown
    assert "庁内で半分" not in shown
    for insider in (city.akari, city.botan, city.secretariat, city.auditor):
        assert "様式づくり" in _page(city, insider, url)


def test_only_finance_assesses(city: City, client: Client) -> None:
    request = requests.requested(city)
    url = f"/proposals/budget/{request.pk}/assess/"
    for user, status in ((city.akari, 403), (city.secretariat, 403), (city.auditor, 200)):
        client.force_login(user)
        assert client.get(url).status_code == status


def test_an_assessment_with_a_cut_asks_for_its_reason(city: City, client: Client) -> None:
    request = requests.requested(city)
    client.force_login(city.auditor)
    url = f"/proposals/budget/{request.pk}/assess/"
    posted = {
        "line_0": "80000", "line_1": "20万", "prefecture": "100000",
        "seen": str(request.changes),
    }  # fmt: skip
    assert "数字で" in client.post(url, posted).content.decode()
    posted["line_1"] = "400,001"
    assert "要求額（400,000円）まで" in client.post(url, posted).content.decode()
    posted["line_1"] = "200,000"
    assert "理由が要ります" in client.post(url, posted).content.decode()
    assert client.post(url, posted | {"reason": "半分は庁内で作る"}).status_code == 302
    request.refresh_from_db()
    assert request.assessed is not None
    assert (request.assessed.total, request.assessed.sources["general"]) == (280_000, 180_000)


def test_the_number_of_queries_of_a_year_does_not_grow(city: City, client: Client) -> None:
    client.force_login(city.auditor)
    url = f"/proposals/budget/years/{city.municipality.pk}/2027/"
    counts = []
    for more in (1, 3):
        for _each in range(more):
            requests.assessed(city)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).content.decode().count("280,000円") > more
        counts.append(len(found))
    assert counts[0] == counts[1] <= 8


def test_the_years_table_sums_by_source(city: City) -> None:
    for _each in range(2):
        requests.assessed(city)
    shown = _page(city, city.auditor, f"/proposals/budget/years/{city.municipality.pk}/2027/")
    assert "960,000円" in shown
    assert "560千円" in shown
    assert "760,000円" in shown, "what is general of 960,000 less 200,000"

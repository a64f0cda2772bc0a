"""Where the lines of a request come from, what forms and waiting lists say of it."""

from django.test import Client, RequestFactory

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.budget import requests
from academy.whole_case import whole_case
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.budget import offers, queries, sample, services
from tomoni.academy.proposals.budget.course import State, Step
from tomoni.academy.proposals.budget.plans import Given
from tomoni.academy.proposals.forms import values
from tomoni.academy.workspaces.models import Version


def _page(city: City, user: User, url: str) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_line_out_of_the_case_keeps_the_way_to_its_number(city: City) -> None:
    proposal = samples.from_case(city)
    while not proposal.verdict:
        samples.go_on(proposal, actor=city.secretariat)
    case = whole_case(city)
    effects = Version.objects.filter(artifact__case=case, artifact__key="effect")
    for effect in effects:
        costs = {"initial_yen": {"value": 600_000, "unit": "円"}}
        effects.filter(pk=effect.pk).update(quantities=effect.quantities | costs)
    request = services.begin(proposal, fiscal_year=2027, actor=city.akari)
    (line,) = request.plan.lines
    assert (line.amount, line.made_from) == (600_000, "effect.initial_yen")
    shown = _page(city, city.akari, request.get_absolute_url())
    assert f"/cases/{case.pk}/trace/effect.initial_yen/?version=" in shown
    assert "出典なし" not in shown


def test_typed_lines_are_marked_as_without_a_source(city: City) -> None:
    request = requests.draft(city)
    assert _page(city, city.akari, request.get_absolute_url()).count("出典なし") == 2


def test_forms_are_filled_for_insiders_only(city: City) -> None:
    request = requests.budgeted(city)
    found = values.compose(request.proposal, user=city.akari).values
    assert (found["要求額"], found["査定額"], found["前年度との差"]) == (480_000, 280_000, 450_000)
    assert [row["金額"] for row in found["財源"]] == [0, 100_000, 0, 0, 380_000]
    assert [row["金額"] for row in found["積算"]] == [80_000, 400_000]
    assert values.compose(request.proposal, user=city.chihiro).values["要求額"] is None


def test_what_waits_follows_the_course(city: City) -> None:
    request = requests.draft(city)
    assert _waits(city.akari) == ["「更新の月を分ける」の予算を要求する"]
    requests.take(request, Step.REQUEST, city=city)
    assert _waits(city.akari) == []
    assert _waits(city.auditor) == ["「更新の月を分ける」を査定する"]
    services.assess(
        request, amounts=[80_000, 400_000], given=Given(), reason="", seen=request.changes,
        actor=city.auditor,
    )  # fmt: skip
    requests.take(request, Step.BUDGET, city=city)
    assert _waits(city.auditor) == []
    assert _waits(city.botan) == ["予算がついた「更新の月を分ける」の実施を始める"]


def _waits(user: User) -> list[str]:
    request = RequestFactory().get("/")
    request.user = user
    return [each.text for each in offers.waiting(request)]


def test_a_proposal_that_is_to_be_done_waits_for_its_request(city: City) -> None:
    proposal = samples.decided(city)
    assert queries.without_request(city.akari) == [proposal]
    assert queries.without_request(city.chihiro) == []


def test_a_proposal_that_is_not_to_be_done_has_no_budget(city: City, client: Client) -> None:
    proposal = samples.accepted(city)
    client.force_login(city.akari)
    assert client.get(f"/proposals/{proposal.pk}/budget/begin/").status_code == 403


def test_the_sample_is_in_the_budget_with_a_cut(city: City) -> None:
    request = sample.fill(samples.decided(city))
    assert request.state == State.BUDGETED
    assert request.assessed is not None
    assert (request.plan.total, request.assessed.total) == (80_000, 60_000)

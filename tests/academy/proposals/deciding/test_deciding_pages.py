"""The pages of decisions: read by whom they concern, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.deciding import cases
from tomoni.academy.proposals.deciding import adopted, sample
from tomoni.academy.proposals.deciding.models import Decision


def _page(client: Client, user: object, name: str, *args: object) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.get(reverse(f"deciding:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode() if "text" in answer["Content-Type"] else ""


def test_every_page_opens(city: City, client: Client) -> None:
    asked = cases.aftercare(city)
    proposal = asked.proposal
    waiting = cases.waiting(city, title="べつの案")
    cases.prepared(city, waiting)
    office = city.secretariat
    assert "べつの案" in _page(client, office, "decisions", proposal.call_id)
    assert "一部採用" in _page(client, office, "decide", waiting.pk)
    assert "優秀賞" in _page(client, office, "prizes", proposal.call_id)
    assert "一部を採用します。" in _page(client, city.daichi, "results", proposal.call_id)
    _page(client, city.daichi, "results_workbook", proposal.call_id)
    assert "進み具合を報告する" in _page(client, city.botan, "aftercare", asked.pk)
    assert "更新の月を分ける" in _page(client, city.botan, "aftercares")
    assert "2026年度" in _page(client, city.auditor, "statistics", city.municipality.pk)
    for table in ("years", "divisions", "verdicts", "sums", "effects"):
        _page(client, office, "statistics_workbook", city.municipality.pk, table)
    _page(client, city.akari, "verdict_notice", proposal.pk)


def test_neither_note_nor_reason_reaches_others(city: City, client: Client) -> None:
    proposal = cases.announced(city)
    client.force_login(city.daichi)
    for url in (
        reverse("deciding:results", args=(proposal.call_id,)), proposal.get_absolute_url(),
    ):  # fmt: skip
        said = client.get(url).content.decode()
        assert cases.NOTE not in said
        assert cases.REASON not in said


def test_posting_prepares_and_announces(city: City, client: Client) -> None:
    proposal = cases.waiting(city)
    client.force_login(city.secretariat)
    url = reverse("deciding:decide", args=(proposal.pk,))
    assert client.post(url, {"verdict": "partly", "reason": "よい", "seen": "0"}).status_code == 422
    client.post(url, {"verdict": "rejected", "reason": "いま要りません", "seen": "0"})
    decision = Decision.objects.get()
    client.post(
        reverse("deciding:announce", args=(proposal.call_id,)),
        {"decision": f"{decision.pk}-{decision.changes}"},
    )
    proposal.refresh_from_db()
    assert proposal.verdict == "rejected"


@pytest.mark.parametrize("count", [1, 6])
def test_the_numbers_need_few_queries(
    city: City, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        cases.announced(city, cases.waiting(city, title=f"案{number}"))
    client.force_login(city.auditor)
    with django_assert_max_num_queries(12):
        client.get(reverse("deciding:statistics", args=(city.municipality.pk,)))


def test_a_group_reads_what_came_of_its_proposal(city: City) -> None:
    samples.from_case(city)
    assert adopted.of_groups([city.group, city.other_group]) == {city.group.pk: "受付"}


def test_the_sample_is_adopted_in_part(city: City) -> None:
    asked = sample.fill(samples.accepted(city))
    assert (asked.proposal.verdict, asked.state) == ("partly", "going")

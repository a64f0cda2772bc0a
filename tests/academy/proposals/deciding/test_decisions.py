"""Verdicts are prepared one by one and announced together, each once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from academy.conftest import City
from academy.proposals.deciding import cases
from tomoni.academy.accounts.models import PeopleEntry
from tomoni.academy.proposals.deciding import services
from tomoni.academy.proposals.deciding.models import Aftercare, Decision
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Happening, Proposal

DECIDE = "decide"


def _decided(proposal: Proposal) -> int:
    return Happening.objects.filter(proposal=proposal, action=DECIDE).count()


def test_a_draft_changes_nothing_of_the_proposal_and_tells_nobody(city: City) -> None:
    proposal = cases.waiting(city)
    before = city.akari.notices.count()
    cases.prepared(city, proposal)
    proposal.refresh_from_db()
    assert (proposal.place, proposal.verdict, proposal.decided_at) == ("verdict", "", None)
    assert city.akari.notices.count() == before
    assert PeopleEntry.objects.filter(action="decision-prepared").count() == 1


def test_what_is_announced_is_told_with_the_words_of_the_programme(city: City) -> None:
    proposal = cases.announced(city)
    told = city.akari.notices.get(code="verdict-announced").sentence
    assert told == f"提案「更新の月を分ける」の結果は「一部採用」です。{cases.REASON}"
    happened = Happening.objects.get(proposal=proposal, action=DECIDE)
    assert (happened.actor, happened.reason, happened.details) == (
        city.secretariat, cases.REASON, {"verdict": "partly"},
    )  # fmt: skip


def test_a_verdict_that_asks_for_something_asks_the_division(city: City) -> None:
    asked = cases.aftercare(city)
    assert (asked.follows, asked.division, asked.state) == (
        "implement", city.akari.division, "waiting",
    )  # fmt: skip
    assert asked.proposal.place == "aftercare"


def test_a_rejected_proposal_ends_and_asks_nobody(city: City) -> None:
    proposal = cases.announced(city, verdict="rejected")
    assert proposal.place == "done"
    assert not Aftercare.objects.exists()
    assert Decision.objects.get().division is None


def test_without_a_reason_or_what_is_asked_there_is_no_draft(city: City) -> None:
    proposal = cases.waiting(city)
    for wording in (
        services.Wording(verdict="rejected", reason=""),
        services.Wording(verdict="partly", reason="よい。"),
    ):
        with pytest.raises(ProposalsError, match="decision-lacks"):
            services.prepare(proposal, wording, actor=city.secretariat, seen=0)
    with pytest.raises(ProposalsError, match="unknown-verdict"):
        cases.prepared(city, proposal, verdict="praised")
    assert not Decision.objects.exists()


def test_the_second_clerk_who_wrote_meanwhile_is_told(city: City) -> None:
    proposal = cases.waiting(city)
    first = cases.prepared(city, proposal)
    with pytest.raises(ProposalsError, match="written-meanwhile"):
        cases.prepared(city, proposal, verdict="rejected")
    assert cases.prepared(city, proposal, verdict="rejected", seen=first.changes).changes == 2
    with pytest.raises(ProposalsError, match="written-meanwhile"):
        cases.prepared(city, proposal, seen=first.changes)
    assert Decision.objects.get().verdict == "rejected"


def test_what_was_written_anew_since_is_not_announced(city: City) -> None:
    proposal = cases.waiting(city)
    decision = cases.prepared(city, proposal)
    cases.prepared(city, proposal, verdict="rejected", seen=decision.changes)
    with pytest.raises(ProposalsError, match="written-meanwhile"):
        services.announce([(decision.pk, decision.changes)], actor=city.secretariat)
    assert _decided(proposal) == 0


def test_all_are_announced_or_none(city: City) -> None:
    made = [cases.prepared(city, cases.waiting(city, title=f"案{n}")) for n in range(3)]
    gone = made[1].proposal
    Proposal.objects.filter(pk=gone.pk).update(place="withdrawn")
    chosen = [(each.pk, each.changes) for each in made]
    with pytest.raises(ProposalsError, match="not-now"):
        services.announce(chosen, actor=city.secretariat)
    assert not Happening.objects.filter(action=DECIDE).exists()
    assert not city.akari.notices.filter(code="verdict-announced").exists()
    assert not Decision.objects.exclude(announced_at=None).exists()
    assert len(services.announce([chosen[0], chosen[2]], actor=city.secretariat)) == 2
    with pytest.raises(ProposalsError, match="nothing-chosen"):
        services.announce([], actor=city.secretariat)


@pytest.mark.django_db(transaction=True)
def test_clerks_who_announce_at_once_announce_each_verdict_once(city: City) -> None:
    made = [cases.prepared(city, cases.waiting(city, title=f"案{n}")) for n in range(2)]
    chosen = [(each.pk, each.changes) for each in made]

    def press(_number: int) -> int:
        try:
            return len(services.announce(chosen, actor=city.secretariat))
        except ProposalsError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        assert sorted(pool.map(press, range(4))) == [0, 0, 0, 2]
    assert [_decided(each.proposal) for each in made] == [1, 1]
    assert city.akari.notices.filter(code="verdict-announced").count() == 2
    assert Aftercare.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_clerks_who_write_at_once_keep_one_draft_and_know_it(city: City) -> None:
    proposal = cases.waiting(city)

    def write(verdict: str) -> str:
        try:
            return cases.prepared(city, proposal, verdict=verdict).verdict
        except ProposalsError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=3) as pool:
        said = list(pool.map(write, ("adopted", "partly", "later")))
    assert said.count("written-meanwhile") == 2
    assert Decision.objects.get().verdict in said


def test_a_prize_is_one_and_known_to_the_programme(city: City) -> None:
    proposal = cases.announced(city)
    services.give_prize(proposal, prize="good", actor=city.secretariat)
    services.give_prize(proposal, prize="best", actor=city.secretariat)
    assert Proposal.objects.get().prize == "best"
    assert city.akari.notices.filter(code="prize-given").count() == 2
    services.give_prize(proposal, prize="", actor=city.secretariat)
    assert Proposal.objects.get().prize == ""
    with pytest.raises(ProposalsError, match="unknown-prize"):
        services.give_prize(proposal, prize="gold", actor=city.secretariat)


def test_two_clerks_who_give_prizes_at_once_do_not_overwrite_each_other(city: City) -> None:
    proposal = cases.announced(city)
    seen_by_another = Proposal.objects.get(pk=proposal.pk)
    services.give_prize(proposal, prize="good", actor=city.secretariat)
    with pytest.raises(ProposalsError, match="not-now"):
        services.give_prize(seen_by_another, prize="effort", actor=city.secretariat)
    assert Proposal.objects.get().prize == "good"


def test_what_has_no_verdict_gets_no_prize(city: City) -> None:
    with pytest.raises(ProposalsError, match="not-now"):
        services.give_prize(cases.waiting(city), prize="good", actor=city.secretariat)

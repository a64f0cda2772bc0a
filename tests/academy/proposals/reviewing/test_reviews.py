"""Scores: who may give them, when they are seen, how they lie, another round, going on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.reviewing import people
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Part
from tomoni.academy.proposals.reviewing import judging, offers, queries, rules, scoring, services
from tomoni.academy.proposals.stages import Action


def _posted(marks: dict[str, int], **more: str) -> dict[str, str]:
    return {f"mark-{name}": str(mark) for name, mark in marks.items()} | more


def test_somebody_of_the_proposers_division_cannot_be_assigned(city: City) -> None:
    proposal = people.at_review(city)
    with pytest.raises(ProposalsError) as caught:
        judging.assign(
            proposal, reviewers=[city.botan], due_date=timezone.localdate(), actor=city.secretariat
        )
    assert caught.value.code == "not-yet"
    assert not proposal.assignments.exists()


def test_a_proposer_and_the_office_cannot_review(city: City) -> None:
    proposal = people.at_review(city, actor=city.chihiro)
    for user in (city.chihiro, city.secretariat):
        parts = frozenset(Part(each.part) for each in user.duties.all())
        assert rules.may_be_reviewer(proposal, user=user, parts=parts) is not None


def test_the_page_of_reviewers_does_not_offer_who_must_not(client: Client, city: City) -> None:
    proposal = people.at_review(city, actor=city.botan)
    city.daichi.division = city.botan.division
    city.daichi.save()
    client.force_login(city.secretariat)
    answer = client.get(reverse("reviewing:reviewers", args=(proposal.pk,)))
    field = answer.context["fields"][0]
    offered = {value for value, _label in field.choices}
    assert offered == {str(city.reviewer.pk), str(city.chihiro.pk)}


def test_a_score_is_drafted_then_sent_on_one_screen(client: Client, city: City) -> None:
    assignment = people.assigned(city)[0]
    client.force_login(city.reviewer)
    draft = reverse("reviewing:draft", args=(assignment.pk,))
    answer = client.post(draft, {"mark-problem": "4", "words-problem": "確か"})
    assert answer.status_code == 200
    assert assignment.scores.get().marks == {"problem": 4}
    whole = client.post(draft, _posted(people.MARKS["reviewer"]))
    assert whole.json()["texts"]["sum"] == "36 / 50"
    review = reverse("reviewing:review", args=(assignment.pk,))
    assert client.post(review, {"mark-problem": "4"}).status_code == 422
    assert assignment.scores.get().sent_at is None
    assert client.post(review, _posted(people.MARKS["reviewer"])).status_code == 302
    assert assignment.scores.get().sent_at is not None
    assert client.post(draft, {"mark-problem": "1"}).status_code == 409
    assert assignment.scores.get().marks["problem"] == 5


def test_a_mark_that_is_not_on_the_scale_is_not_taken(client: Client, city: City) -> None:
    assignment = people.assigned(city)[0]
    client.force_login(city.reviewer)
    review = reverse("reviewing:review", args=(assignment.pk,))
    bad = _posted(people.MARKS["reviewer"]) | {"mark-problem": "9"}
    assert client.post(review, bad).status_code == 422


def test_nobody_sees_scores_before_all_are_there(client: Client, city: City) -> None:
    found = people.assigned(city)
    people.send(found[0], "reviewer")
    url = reverse("reviewing:scores", args=(found[0].proposal_id,))
    for user in (city.secretariat, city.reviewer, city.chihiro):
        client.force_login(user)
        answer = client.get(url)
        assert answer.context["rounds"][0].result is None
        assert "reviewerのわけ" not in answer.content.decode()
    for assignment, name in zip(found[1:], samples.REVIEWERS[1:], strict=True):
        people.send(assignment, name)
    answer = client.get(url)
    result = answer.context["rounds"][0].result
    assert result.sums.values == (24, 30, 36)
    assert "reviewerのわけ" in answer.content.decode()
    assert city.reviewer.display_name + "さん" not in answer.content.decode()


def test_scores_lie_from_lowest_to_highest(city: City) -> None:
    proposal = people.scored(city)
    result = scoring.rounds(proposal)[-1].result
    assert result is not None
    problem = result.criteria[0]
    assert (problem.spread.lowest, problem.spread.middle, problem.spread.highest) == (1, 3, 5)
    assert [count for _mark, _words, count in problem.dots] == [1, 0, 1, 0, 1]
    assert result.sums.values == (24, 30, 36)


def test_proposers_see_the_spread_only_after_the_verdict(client: Client, city: City) -> None:
    proposal = people.scored(city)
    url = reverse("reviewing:scores", args=(proposal.pk,))
    client.force_login(city.akari)
    assert client.get(url).status_code == 404
    proposals.act(proposal, Action.GO_ON, actor=city.secretariat)
    proposals.act(proposal, Action.DECIDE, actor=city.secretariat, verdict="partly", reason="よい")
    page = client.get(url).content.decode()
    assert "24〜36" in page
    assert not [name for name in ("しん", "ちひろ", "だいち") if f"{name}　" in page]
    word = reverse("reviewing:word", args=(proposal.pk,))
    assert client.get(word).status_code == 404


def test_another_round_begins_only_when_all_have_scored_and_keeps_the_first(city: City) -> None:
    found = people.assigned(city)
    proposal = found[0].proposal
    people.send(found[0], "reviewer")
    with pytest.raises(ProposalsError):
        judging.score_again(proposal, reason="早い", actor=city.secretariat)
    for assignment, name in zip(found[1:], samples.REVIEWERS[1:], strict=True):
        people.send(assignment, name)
    judging.discuss(proposal, text="課題の点が分かれた。", actor=city.reviewer)
    judging.score_again(proposal, reason="分かれたので", actor=city.secretariat)
    again = queries.assignments_of(city.daichi).get(proposal=proposal)
    assert judging.score_of(again).marks == people.MARKS["daichi"]
    judging.send_score(again, marks=people.MARKS["chihiro"], words={}, remark="")
    first, second = scoring.rounds(again.proposal)
    assert first.result is not None
    assert first.result.sums.values == (24, 30, 36)
    assert (second.sent, second.asked, second.result) == (1, 3, None)


def test_a_conflict_that_a_reviewer_declares_takes_them_off(client: Client, city: City) -> None:
    found = people.assigned(city)
    client.force_login(city.reviewer)
    url = reverse("reviewing:conflict", args=(found[0].pk,))
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "親せき"}).status_code == 302
    assert client.get(reverse("reviewing:review", args=(found[0].pk,))).status_code == 404
    assert city.secretariat.notices.filter(code="review-declined").exists()


def test_a_review_goes_on_only_with_the_scores_that_the_stage_needs(city: City) -> None:
    found = people.assigned(city)
    proposal, today = found[0].proposal, timezone.localdate()
    for assignment, name in zip(found, samples.REVIEWERS, strict=True):
        assert rules.may_go_on(proposal, today=today, reason="急ぐ") is not None
        people.send(assignment, name)
    assert rules.may_go_on(proposal, today=today, reason="") is None
    services.go_on(proposal, reason="", actor=city.secretariat, today=today)
    assert proposal.place == "verdict"


def test_a_reviewer_who_is_slow_is_waited_for_or_taken_off(city: City) -> None:
    proposal = people.scored(city)
    extra = city.auditor
    extra.duties.create(municipality=city.municipality, part="reviewer")
    today = timezone.localdate()
    judging.assign(proposal, reviewers=[extra], due_date=today, actor=city.secretariat)
    assert rules.may_go_on(proposal, today=today, reason="") is not None
    judging.end(proposal.assignments.get(reviewer=extra), reason="休み", actor=city.secretariat)
    assert rules.may_go_on(proposal, today=today, reason="") is None


def test_a_review_waits_on_the_first_page_until_it_is_sent(client: Client, city: City) -> None:
    assignment = people.assigned(city)[0]
    client.force_login(city.reviewer)
    url = reverse("reviewing:review", args=(assignment.pk,))
    assert url in client.get(reverse("workspaces:home")).content.decode()
    people.send(assignment, "reviewer")
    assert url not in client.get(reverse("workspaces:home")).content.decode()


def test_the_day_reminds_who_has_not_scored_once(city: City) -> None:
    found = people.assigned(city)
    people.send(found[0], "reviewer")
    day = found[0].due_date - timedelta(days=3)
    assert offers.remind(day - timedelta(days=1)) == 0
    assert offers.remind(day) == 2
    assert offers.remind(day) == 0
    assert city.daichi.notices.filter(code="review-waits").count() == 1


def test_the_committees_table_takes_the_same_queries_for_any_number(
    client: Client, city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = people.scored(city)
    client.force_login(city.reviewer)
    url = reverse("reviewing:committee", args=(proposal.call_id,))
    client.get(url)
    with django_assert_num_queries(_QUERIES):
        assert len(client.get(url).context["lines"]) == 1
    for number in range(3):
        people.assigned(city, people.at_review(city, title=f"提案{number}"))
    with django_assert_num_queries(_QUERIES):
        assert len(client.get(url).context["lines"]) == 4


def test_the_committees_table_is_sorted_and_goes_out_as_a_workbook(
    client: Client, city: City
) -> None:
    proposal = people.scored(city)
    people.assigned(city, people.at_review(city, title="まだの提案"))
    client.force_login(city.secretariat)
    url = reverse("reviewing:committee", args=(proposal.call_id,))
    by_sum = client.get(url, {"sort": "sum"}).context["lines"]
    assert [line.sums is None for line in by_sum] == [False, True]
    answer = client.get(reverse("reviewing:committee_download", args=(proposal.call_id,)))
    assert answer.content[:2] == b"PK"


_QUERIES = 10

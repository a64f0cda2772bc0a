"""Opinions of divisions and comments of all staff: asked for, written, kept, gone on from."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.reviewing import people
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.reviewing import offers, rules, services
from tomoni.academy.proposals.reviewing.models import Opinion


def test_the_office_asks_divisions_and_their_heads_are_told(client: Client, city: City) -> None:
    proposal, head = people.at_opinion(city), people.owner(city)
    client.force_login(city.secretariat)
    url = reverse("reviewing:opinions", args=(proposal.pk,))
    due = timezone.localdate() + timedelta(days=10)
    assert head.division is not None
    posted = {"divisions": str(head.division.pk), "due_date": due.isoformat(), "person": ""}
    assert client.post(url, posted).status_code == 302
    assert proposal.opinions.get().due_date == due
    assert head.notices.get().code == "opinion-asked"
    client.post(url, posted)
    assert proposal.opinions.count() == 1


def test_a_deadline_in_the_past_and_two_divisions_for_one_person_are_refused(
    client: Client, city: City
) -> None:
    proposal, head = people.at_opinion(city), people.owner(city)
    client.force_login(city.secretariat)
    url = reverse("reviewing:opinions", args=(proposal.pk,))
    assert head.division is not None
    past = {"divisions": str(head.division.pk), "due_date": "2020-01-01"}
    assert client.post(url, past).status_code == 422
    both = [str(pk) for pk in city.municipality.divisions.values_list("pk", flat=True)]
    day = timezone.localdate().isoformat()
    two = {"divisions": both, "due_date": day, "person": str(head.pk)}
    assert client.post(url, two).status_code == 422
    assert not proposal.opinions.exists()


def test_a_division_that_nobody_leads_is_asked_by_a_persons_name(city: City) -> None:
    proposal = people.at_opinion(city)
    division = city.chihiro.division
    assert division is not None
    today = timezone.localdate()
    ask = partial(
        services.ask_opinions, proposal, divisions=[division], due_date=today,
        actor=city.secretariat,
    )  # fmt: skip
    with pytest.raises(ProposalsError) as caught:
        ask(person=None)
    assert caught.value.code == "nobody-leads"
    assert not Opinion.objects.exists()
    assert ask(person=city.chihiro) == 1
    assert city.chihiro.notices.filter(code="opinion-asked").exists()


def test_an_opinion_is_kept_as_written_and_a_correction_is_a_new_version(
    client: Client, city: City
) -> None:
    opinion = people.asked(city)
    client.force_login(people.owner(city))
    url = reverse("reviewing:opinion", args=(opinion.pk,))
    assert url in client.get(reverse("workspaces:home")).content.decode()
    assert client.post(url, {"stance": "", "text": "できる"}).status_code == 422
    client.post(url, {"stance": "can", "text": "来年からできる。"})
    client.post(url, {"stance": "partly", "text": "一部だけできる。"})
    versions = list(opinion.versions.values_list("number", "stance", "text"))
    assert versions == [(1, "can", "来年からできる。"), (2, "partly", "一部だけできる。")]
    assert url not in client.get(reverse("workspaces:home")).content.decode()
    assert city.secretariat.notices.filter(code="opinion-written").count() == 2


def test_only_the_head_or_the_person_asked_may_open_an_opinion(client: Client, city: City) -> None:
    opinion = people.asked(city)
    head = people.owner(city)
    colleague = User.objects.create(
        account_name="douryou", display_name="どうりょう", division=head.division, post="主査"
    )
    for user in (colleague, city.akari, city.reviewer):
        client.force_login(user)
        assert client.get(reverse("reviewing:opinion", args=(opinion.pk,))).status_code == 404


def test_a_proposer_does_not_write_the_opinion_on_their_own_proposal(city: City) -> None:
    head = people.owner(city)
    opinion = people.asked(city, people.at_opinion(city, actor=head))
    assert rules.may_write_opinion(opinion, user=head) is not None


def test_a_proposal_goes_on_when_all_opinions_are_in(city: City) -> None:
    proposal, today = people.at_opinion(city), timezone.localdate()
    assert rules.may_go_on(proposal, today=today, reason="急ぐ") is not None
    opinion = people.asked(city, proposal)
    assert rules.may_go_on(proposal, today=today, reason="急ぐ") is not None
    services.write_opinion(opinion, stance="can", text="できる。", actor=people.owner(city))
    assert rules.may_go_on(proposal, today=today, reason="") is None


def test_a_proposal_goes_on_without_a_late_opinion_only_with_a_reason(
    client: Client, city: City
) -> None:
    opinion = people.asked(city)
    Opinion.objects.update(due_date=timezone.localdate() - timedelta(days=1))
    client.force_login(city.secretariat)
    url = reverse("reviewing:go_on", args=(opinion.proposal_id,))
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "二度知らせたが返事がない。"}).status_code == 302
    opinion.proposal.refresh_from_db()
    assert opinion.proposal.place == "committee"
    newest = opinion.proposal.happenings.latest("pk")
    assert newest.reason == "二度知らせたが返事がない。"


def test_a_reminder_goes_out_once_a_day_and_not_after_the_opinion(city: City) -> None:
    opinion = people.asked(city)
    today = timezone.localdate()
    assert services.remind_opinion(opinion, actor=city.secretariat, today=today)
    assert not services.remind_opinion(opinion, actor=city.secretariat, today=today)
    services.write_opinion(opinion, stance="can", text="できる。", actor=people.owner(city))
    tomorrow = today + timedelta(days=1)
    assert not services.remind_opinion(opinion, actor=city.secretariat, today=tomorrow)
    assert offers.remind(opinion.due_date) == 0


def test_everybody_of_the_municipality_comments_and_reads_the_others_afterwards(
    client: Client, city: City
) -> None:
    comment = people.commented(city)
    url = reverse("reviewing:comments", args=(comment.proposal_id,))
    client.force_login(city.daichi)
    assert comment.text not in client.get(url).content.decode()
    assert client.post(url, {"text": "よいと思う。"}).status_code == 302
    assert "よいと思う。" in client.get(url).content.decode()
    client.force_login(city.chihiro)
    assert comment.text in client.get(url).content.decode()
    proposal = comment.proposal
    today = timezone.localdate()
    services.go_on(proposal, reason="意見が出そろった", actor=city.secretariat, today=today)
    client.force_login(city.daichi)
    page = client.get(url).content.decode()
    assert comment.text in page
    assert city.chihiro.display_name not in page


def test_somebody_from_outside_does_not_comment(client: Client, city: City) -> None:
    comment = people.commented(city)
    client.force_login(city.guide)
    url = reverse("reviewing:comments", args=(comment.proposal_id,))
    assert client.get(url).status_code == 404


def test_a_hidden_comment_is_seen_by_its_writer_and_the_office_with_the_reason(
    client: Client, city: City
) -> None:
    comment = people.commented(city)
    client.force_login(city.secretariat)
    hide = reverse("reviewing:hide", args=(comment.proposal_id, comment.pk))
    assert client.post(hide, {"reason": ""}).status_code == 422
    assert client.post(hide, {"reason": "個人を責めている"}).status_code == 302
    today = timezone.localdate()
    services.go_on(comment.proposal, reason="早く", actor=city.secretariat, today=today)
    url = reverse("reviewing:comments", args=(comment.proposal_id,))
    seen = {}
    for user in (city.secretariat, city.chihiro, city.daichi):
        client.force_login(user)
        seen[user.account_name] = comment.text in client.get(url).content.decode()
    assert seen == {"jun": True, "chihiro": True, "daichi": False}
    assert city.municipality.people_entries.filter(action="comment-hidden").exists()


def test_comments_end_with_their_days_or_with_a_reason(city: City) -> None:
    proposal = samples.at_stage(city, "comments", "whole_chain")
    today = timezone.localdate()
    assert rules.may_go_on(proposal, today=today, reason="") is not None
    assert rules.may_go_on(proposal, today=today, reason="出そろった") is None
    later = today + timedelta(days=15)
    assert rules.may_go_on(proposal, today=later, reason="") is None
    assert rules.may_comment(proposal, user=city.daichi, today=later) is not None

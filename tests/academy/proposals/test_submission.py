"""A proposal is written, checked, sent, taken in, given back, refused, withdrawn, sent again."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.proposals import samples
from academy.whole_case import whole_case
from tomoni.academy.accounts.models import Notice, User
from tomoni.academy.proposals import intake, queries, reading, rules, submitting
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Happening, Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.proposals.stages import DRAFT, REFUSED, WITHDRAWN


def _notices(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).values_list("code", flat=True))


def test_a_draft_is_its_proposers_own(city: City) -> None:
    draft = samples.draft(city)
    assert draft in queries.proposals_visible_to(city.akari)
    for other in (city.secretariat, city.botan, city.auditor):
        assert draft not in queries.proposals_visible_to(other)


def test_a_sent_proposal_waits_for_the_office_which_is_told(city: City) -> None:
    sent = samples.sent(city)
    assert sent.place == "intake"
    assert "proposal-sent" in _notices(city.secretariat)
    assert sent in queries.proposals_visible_to(city.secretariat)
    assert sent not in queries.proposals_visible_to(city.botan)


def test_numbers_run_over_all_calls_of_a_year_without_a_gap(city: City) -> None:
    first, refused, second = (samples.sent(city, title=f"提案{each}") for each in range(3))
    other = samples.sent(city, "whole_chain")
    intake.accept(first, actor=city.secretariat)
    intake.refuse(refused, ground="known", reason="もうある", actor=city.secretariat)
    intake.accept(second, actor=city.secretariat)
    intake.accept(other, actor=city.secretariat)
    assert [first.number, refused.number, second.number, other.number] == [
        "2026-001", "", "2026-002", "2026-003",
    ]  # fmt: skip


def test_of_two_clerks_at_once_one_takes_it_in_and_no_number_is_lost(city: City) -> None:
    sent, next_one = samples.sent(city), samples.sent(city, title="次の提案")
    seen_by_another = Proposal.objects.get(pk=sent.pk)
    intake.accept(sent, actor=city.secretariat)
    with pytest.raises(ProposalsError, match="not-now"):
        intake.accept(seen_by_another, actor=city.secretariat)
    assert sent.happenings.filter(action="accept").count() == 1
    intake.accept(next_one, actor=city.secretariat)
    assert next_one.number == "2026-002"


def test_the_proposers_are_told_in_the_words_of_the_programme(city: City) -> None:
    refused = samples.sent(city)
    intake.refuse(refused, ground="not_ours", reason="{title}", actor=city.secretariat)
    told = Notice.objects.filter(user=city.akari).latest("pk")
    assert told.values["text"] == (
        "提案「更新の月を分ける」は受け付けられませんでした。わけ：市の権限に属さない。{title}"
    )
    assert refused.place == REFUSED


def test_what_is_given_back_can_be_sent_after_the_call_has_closed(city: City) -> None:
    sent = samples.sent(city)
    intake.give_back(sent, words="郵便料を足す", actor=city.secretariat)
    late = samples.draft(city, title="まだ送っていない")
    call = sent.call
    after = call.closes_date.replace(year=call.closes_date.year + 1)
    assert sent.place == DRAFT
    assert rules.may_send(city.akari, proposal=sent, today=after) is None
    assert rules.may_send(city.akari, proposal=late, today=after) is not None


def test_two_proposers_never_lose_each_others_words(city: City) -> None:
    draft = samples.draft(city)
    seen = draft.changes
    submitting.write(draft, title="先に書いた", values={}, base=seen)
    with pytest.raises(ProposalsError, match="written-meanwhile"):
        submitting.write(draft, title="あとから", values={}, base=seen)
    assert Proposal.objects.get(pk=draft.pk).title == "先に書いた"


def test_what_was_sent_is_not_written_any_more(city: City) -> None:
    sent = samples.sent(city)
    with pytest.raises(ProposalsError):
        submitting.write(sent, title="変える", values={}, base=sent.changes)


def test_only_the_head_of_a_division_proposes_for_it(city: City) -> None:
    assert rules.may_propose_as(city.akari, who=Who.DIVISION) is not None
    city.manager.post = "生活衛生課長"
    city.manager.save()
    assert rules.may_propose_as(city.manager, who=Who.DIVISION) is None


def test_every_step_is_kept_with_who_and_why(city: City) -> None:
    sent = samples.sent(city)
    submitting.withdraw(sent, reason="同じことが始まる", actor=city.akari)
    kept = Happening.objects.filter(proposal=sent).values_list("action", "actor", "reason")
    assert list(kept) == [
        ("begin", city.akari.pk, ""), ("send", city.akari.pk, ""),
        ("withdraw", city.akari.pk, "同じことが始まる"),
    ]  # fmt: skip
    assert "proposal-withdrawn" in _notices(city.secretariat)


def test_it_is_sent_in_again_as_a_new_draft_that_says_the_same(city: City) -> None:
    first = samples.sent(city)
    submitting.withdraw(first, reason="直す", actor=city.akari)
    draft = submitting.begin(
        first.call, category=first.category, who=Who.PERSON, division=first.division,
        actor=city.akari, earlier=first,
    )  # fmt: skip
    assert (draft.title, draft.values, draft.earlier) == (first.title, first.values, first)
    assert first.place == WITHDRAWN


def test_a_case_fills_the_draft_and_its_version_is_frozen(city: City) -> None:
    proposal = samples.from_case(city)
    version = proposal.case_version
    assert version is not None
    assert (version.artifact.key, version.artifact.case) == ("proposal", whole_case(city))
    assert proposal.values["measures"] == "{{ effect.staff_hours }} を市民のために使う。"
    assert set(proposal.proposers.all()) == {city.akari, city.botan}


def test_quoted_numbers_are_shown_with_their_way_and_typed_ones_as_without_source(
    city: City,
) -> None:
    proposal = samples.from_case(city)
    quoted = reading.quoted_by(proposal.case_version)
    answers = {each.name: each.lines for each in reading.answers(proposal, quoted=quoted)}
    number = next(span for span in answers["effect"][0].spans if span.name)
    assert number.name == "effect.staff_hours"
    assert number.text == quoted.traces["effect.staff_hours"].shown
    lacks = reading.lacks({"a": "年に1,447件で {{ no.such }}"}, quoted=quoted)
    assert (lacks.typed, lacks.broken) == (("1,447件",), ("{{ no.such }}",))


def _post(client: Client, name: str, *args: object, **said: str) -> int:
    return client.post(reverse(f"proposals:{name}", args=args), said).status_code


def test_a_person_writes_and_sends_a_proposal_page_by_page(client: Client, city: City) -> None:
    call = samples.call(city)
    client.force_login(city.akari)
    said = {"category": "new", "who": "person", "case": "plain"}
    assert _post(client, "begin", call.pk, **said) == 302
    proposal = Proposal.objects.get()
    words = {key: value for key, value in samples.VALUES.items() if key != "indicators"}
    at_first = {"base": str(proposal.changes), "title": "題"}
    assert _post(client, "draft", proposal.pk, **at_first) == 200
    assert _post(client, "draft", proposal.pk, **at_first) == 409
    assert _post(client, "send", proposal.pk) == 422
    assert _post(client, "write", proposal.pk, base="1", title="題", check="1", **words) == 302
    shown = client.get(reverse("proposals:check", args=(proposal.pk,))).content.decode()
    assert "40分" in shown
    assert "出典のない数値" in shown
    assert _post(client, "send", proposal.pk) == 302
    proposal.refresh_from_db()
    assert proposal.place == "intake"
    assert _post(client, "write", proposal.pk, base="2", title="変える") == 403


def test_improvements_of_a_division_are_refused_to_others_at_the_question(
    client: Client, city: City
) -> None:
    client.force_login(city.akari)
    begin = reverse("proposals:begin", args=samples.at_call(city))
    for said in (
        {"category": "improved", "who": "division", "case": "plain"},
        {"category": "new", "who": "division", "case": "plain"},
        {"category": "zzz", "who": "person", "case": "plain"},
        {},
    ):
        assert client.post(begin, said).status_code == 422
    assert not Proposal.objects.exists()


def test_who_proposes_together_is_found_by_name_or_refused_at_the_row(
    client: Client, city: City
) -> None:
    draft = samples.draft(city, who=Who.GROUP)
    client.force_login(city.akari)
    said = {"base": str(draft.changes), "title": "題", "proposers-0-who": "だれか"}
    assert _post(client, "write", draft.pk, **said) == 422
    assert _post(client, "write", draft.pk, **{**said, "proposers-0-who": "ちひろ"}) == 302
    assert set(draft.proposers.all()) == {city.akari, city.chihiro}


def test_the_office_gives_back_and_refuses_with_words_only(client: Client, city: City) -> None:
    given, refused = samples.sent(city), samples.sent(city, title="信号を変える")
    client.force_login(city.secretariat)
    assert _post(client, "give_back", given.pk) == 422
    assert _post(client, "give_back", given.pk, reason="郵便料を足す") == 302
    assert _post(client, "refuse", refused.pk, ground="zzz", reason="県の仕事") == 422
    assert _post(client, "refuse", refused.pk, ground="not_ours", reason="県の仕事") == 302
    assert _post(client, "accept", refused.pk) == 403
    refused.refresh_from_db()
    assert refused.place == REFUSED
    client.force_login(city.akari)
    shown = client.get(reverse("proposals:write", args=(given.pk,))).content.decode()
    assert "郵便料を足す" in shown


def test_nobody_takes_in_before_it_is_sent(city: City) -> None:
    with pytest.raises(ProposalsError):
        intake.accept(samples.draft(city), actor=city.secretariat)
    assert rules.may_take_in(city.akari, proposal=samples.sent(city)) is not None


def test_a_picture_is_shown_to_readers_of_the_proposal_only(client: Client, city: City) -> None:
    proposal = samples.with_figure(city)
    address = reverse("proposals:figure", args=(proposal.pk, "map.svg"))
    client.force_login(city.auditor)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert client.get(f"{address}x").status_code == 404
    client.force_login(city.chihiro)
    assert client.get(address).status_code == 404


def test_the_way_to_the_case_is_offered_only_to_who_may_see_the_names(
    client: Client, city: City
) -> None:
    proposal = samples.from_case(city)
    case = whole_case(city)
    way = reverse("workspaces:trace", args=(case.pk, "effect.staff_hours"))
    for person, offered in ((city.akari, True), (city.secretariat, True), (city.auditor, False)):
        client.force_login(person)
        page = client.get(proposal.get_absolute_url()).content.decode()
        assert (way in page) is offered
        assert "trace-effect.staff_hours" in page

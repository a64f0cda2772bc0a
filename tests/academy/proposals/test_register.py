"""What is found again: the register, similar proposals, who reads what, what waits."""

from io import BytesIO

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.proposals import intake, queries, similar, visibility
from tomoni.academy.proposals.models import Proposal


def _titles(client: Client, **asked: str) -> list[str]:
    page = client.get(reverse("proposals:register"), asked)
    return [each.title for each, _place, _verdict in page.context["rows"]]


def test_the_register_is_narrowed_and_sorted(client: Client, city: City) -> None:
    samples.accepted(city, title="ハガキの番号")
    samples.decided(city, title="更新の月")
    samples.draft(city, title="下書きのもの")
    client.force_login(city.secretariat)
    assert _titles(client) == ["更新の月", "ハガキの番号"]
    assert _titles(client, sort="number") == ["ハガキの番号", "更新の月"]
    assert _titles(client, words="ﾊｶﾞｷ") == ["ハガキの番号"]
    assert _titles(client, words="2026-002") == ["更新の月"]
    assert _titles(client, words="窓口 月", verdict="partly") == ["更新の月"]
    assert _titles(client, place="opinion") == ["ハガキの番号"]
    assert _titles(client, division=str(city.other_group.division_id)) == []
    assert _titles(client, call="9' OR 1=1", sort="zzz", page="zzz") == ["更新の月", "ハガキの番号"]


def test_the_workbook_has_a_row_a_proposal(client: Client, city: City) -> None:
    samples.accepted(city, title="番号の一覧")
    client.force_login(city.secretariat)
    answer = client.get(reverse("proposals:register_download"))
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert rows[1][:2] == ("2026-001", "番号の一覧")
    assert "あかり" in str(rows[1][5])


def test_the_register_costs_the_same_for_one_and_for_many(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        samples.accepted(city, title=f"提案{number}")
    client.force_login(city.secretariat)
    client.get(reverse("proposals:register"))
    with django_assert_max_num_queries(14) as asked:
        client.get(reverse("proposals:register"))
    for number in range(4, 12):
        samples.accepted(city, title=f"提案{number}")
    with django_assert_max_num_queries(len(asked)):
        client.get(reverse("proposals:register"))


def test_home_shows_calls_own_proposals_and_verdicts(client: Client, city: City) -> None:
    samples.decided(city, title="結果の出たもの")
    samples.sent(city, title="まだ審査のもの")
    client.force_login(city.chihiro)
    shown = client.get(reverse("proposals:home")).content.decode()
    assert "結果の出たもの" in shown
    assert "まだ審査のもの" not in shown
    assert "提案できる人：一人で、仲間と、課として" in shown


def test_nearly_the_same_proposal_is_found_and_another_is_not(city: City) -> None:
    old = samples.decided(city, title="営業許可の更新をはがきの番号で届け出る")
    samples.decided(
        city, title="公園の水道", values={"situation": "水が出ない", "measures": "直す"}
    )
    draft = samples.draft(city, title="営業許可の更新を はがきの番号で受ける", values={
        "situation": "まったく別の言葉で書いた", "measures": "月ごとの順に送る"})  # fmt: skip
    found = similar.similar_to(draft, user=city.akari)
    assert [each.proposal for each in found] == [old]
    assert 0.25 <= found[0].share <= 1


def test_what_somebody_may_not_read_is_not_similar_to_theirs(city: City) -> None:
    samples.sent(city)
    draft = samples.draft(city, actor=city.daichi)
    assert similar.similar_to(draft, user=city.daichi) == []


def test_who_may_read_it_without_names_reads_none(client: Client, city: City) -> None:
    proposal = samples.accepted(city, "whole_chain", title="あかりが考えた更新")
    client.force_login(city.botan)
    assert client.get(proposal.get_absolute_url()).status_code == 404
    samples.go_on(proposal, actor=city.secretariat)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "〔提案者〕が考えた更新" in page
    for name in ("あかり", "akari", "生活衛生課"):
        assert name not in page


def test_a_part_adds_readers_of_what_was_sent_only(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visibility, "_registered", {"test": lambda _user: Q(pk__gt=0)})
    sent, draft = samples.sent(city), samples.draft(city)
    readable = queries.proposals_visible_to(city.recorder)
    assert sent in readable
    assert draft not in readable


def test_drafts_and_what_came_in_wait_on_the_first_page(client: Client, city: City) -> None:
    samples.draft(city, title="書きかけ")
    given = samples.sent(city, title="戻すもの")
    intake.give_back(given, words="直す", actor=city.secretariat)
    samples.sent(city, title="来たもの")
    client.force_login(city.akari)
    shown = client.get("/").content.decode()
    assert "提案「書きかけ」を書き上げて送る" in shown
    assert "戻ってきた提案「戻すもの」を直して送る" in shown
    client.force_login(city.secretariat)
    assert "提案「来たもの」を受け付けるか決める" in client.get("/").content.decode()


def test_words_to_find_by_follow_what_is_written(city: City) -> None:
    samples.draft(city, title="ＡＩの 手引き")
    assert Proposal.objects.get().words.startswith("aiの手引き\n")


def test_an_office_elsewhere_has_no_register_here(client: Client, city: City) -> None:
    samples.accepted(city)
    client.force_login(city.reviewer)
    assert client.get(reverse("proposals:register")).status_code == 404

import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.steps.analysis.samples import (
    GROUPS,
    SENTENCE,
    SHARE,
    address,
    locking,
    page_of,
)
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases

COLUMN = {"base": "0", "kind": SHARE["kind"], "table": "table_1", "column": "業種"}


@pytest.fixture
def begun(akari: Client, permits: models.Case) -> models.Case:
    """A claim that was begun and holds nothing yet."""
    answer = akari.post(address(permits, "new"))
    assert answer.headers["Location"] == address(permits, "claim", "claim_1")
    return permits


@pytest.fixture
def locked(akari: Client, begun: models.Case) -> models.Case:
    answer = akari.post(address(begun, "claim", "claim_1"), locking())
    assert answer.headers["Location"] == address(begun, "result", "claim_1")
    return begun


def test_without_a_table_the_page_sends_to_the_data(akari: Client, case: models.Case) -> None:
    page = akari.get(page_of(case)).text
    assert "まだ表がありません" in page
    assert reverse("data:step", args=(case.pk, "data")) in page


def test_without_a_claim_the_page_teaches(akari: Client, permits: models.Case) -> None:
    page = akari.get(page_of(permits)).text
    assert "主張がまだありません" in page
    assert "新しい主張を書く" in page


def test_the_form_offers_the_columns_and_then_the_months(akari: Client, begun: models.Case) -> None:
    where = address(begun, "claim", "claim_1")
    akari.post(where, {"base": "0", "kind": SHARE["kind"], "do": "save"})
    page = akari.get(where).text
    assert "許可終了日（日付）" in page
    assert 'name="categories"' not in page
    akari.post(where, COLUMN | {"column": "許可終了日", "do": "save"})
    page = akari.get(where).text
    assert 'type="checkbox" name="categories" value="11"' in page
    assert "11月" in page


def test_the_form_answers_a_change_without_the_rest_of_the_page(
    akari: Client, begun: models.Case
) -> None:
    where = address(begun, "draft", "claim_1")
    part = akari.post(where, COLUMN, headers={"HX-Request": "true"}).text
    assert part.startswith('<form class="form" id="claim-form"')
    assert "菓子製造業" in part
    assert "<html" not in part
    texts = akari.post(where, COLUMN).json()["texts"]
    assert texts["sentence"] == "「業種」が「＿＿」である割合は、見込みの割合より＿＿以上高い。"


def test_values_are_offered_but_never_how_often_they_occur(
    akari: Client, begun: models.Case
) -> None:
    where = address(begun, "draft", "claim_1")
    part = akari.post(where, COLUMN, headers={"HX-Request": "true"}).text
    assert "飲食店営業" in part
    assert "100" not in part.replace("100字", "")


def test_a_column_of_many_values_is_typed(akari: Client, begun: models.Case) -> None:
    where = address(begun, "claim", "claim_1")
    akari.post(where, COLUMN | {"column": "許可番号", "categories": "0001\r\n0002\r\n"})
    page = akari.get(where).text
    assert "1行に1つずつ" in page
    assert "0001\n0002</textarea>" in page


def test_another_column_drops_what_it_does_not_offer(akari: Client, begun: models.Case) -> None:
    where = address(begun, "claim", "claim_1")
    akari.post(where, {**SHARE, "do": "save"})
    akari.post(where, {**SHARE, "column": "業種", "do": "save"})
    draft = models.Draft.objects.get(case=begun, key="claim_1").values["claim"]
    assert (draft["part"], draft["categories"]) == ("value", [])
    assert draft["reason"] == SHARE["reason"]


def test_the_sentence_is_shown_before_the_lock(akari: Client, begun: models.Case) -> None:
    akari.post(address(begun, "claim", "claim_1"), {**SHARE, "do": "save"})
    assert SENTENCE in akari.get(address(begun, "claim", "claim_1")).text
    assert SENTENCE in akari.get(page_of(begun)).text


def test_no_result_can_be_seen_before_the_lock(akari: Client, begun: models.Case) -> None:
    akari.post(address(begun, "claim", "claim_1"), {**SHARE, "do": "save"})
    assert akari.get(address(begun, "result", "claim_1")).status_code == 404
    assert akari.get(address(begun, "download", "claim_1", "csv")).status_code == 404
    assert not models.Version.objects.filter(artifact__kind__in=("claim", "evidence")).exists()


def test_the_lock_writes_the_claim_and_its_result_together(city: City, locked: models.Case) -> None:
    opened = open_case(locked)
    claim = opened.content("claim_1")
    assert claim["sentence"] == SENTENCE
    assert claim["categories"] == [2, 5, 8, 11]
    assert claim["locked_at"].endswith("+09:00")
    assert opened.content("evidence_1")["verdict"] == "支持"
    assert opened.title("claim_1") == "更新の月への集中"
    assert locked.audit_entries.filter(action="claim-locked", actor=city.akari).exists()
    assert not models.Draft.objects.exists()


@pytest.mark.parametrize("field", ["reason", "refuted_if", "sketch", "smallest"])
def test_what_is_missing_is_asked_for_beside_the_field(
    akari: Client, begun: models.Case, field: str
) -> None:
    answer = akari.post(address(begun, "claim", "claim_1"), locking(**{field: ""}))
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert f'id="field-{field}-errors"' in answer.text
    assert not models.Artifact.objects.filter(kind="claim").exists()
    assert models.Draft.objects.get(key="claim_1").values["claim"]["title"] == SHARE["title"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"categories": []}, "categories"),
        ({"smallest": "たくさん"}, "smallest"),
        ({"smallest": "300"}, "smallest"),
        ({"expected": "150"}, "expected"),
        ({"expected": "40", "expected_reason": ""}, "expected_reason"),
        ({"categories": [str(month) for month in range(1, 13)]}, "categories"),
        ({"column": "業種", "categories": ["飲食店営業"]}, "expected"),
        ({"column": "許可番号", "categories": "9999", "expected": "1", "expected_reason": "台帳"},
         "categories"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_claim_is_said_beside_the_field(
    akari: Client, begun: models.Case, changed: dict[str, object], field: str
) -> None:
    answer = akari.post(address(begun, "claim", "claim_1"), locking(**changed))
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    blobs = set(models.Blob.objects.values_list("digest", flat=True))
    assert not models.Artifact.objects.filter(kind__in=("claim", "evidence")).exists()
    assert len(blobs) == models.Blob.objects.count()


def test_two_groups_are_held_against_each_other(akari: Client, begun: models.Case) -> None:
    where = address(begun, "claim", "claim_1")
    answer = akari.post(where, locking(**GROUPS), follow=True)
    assert "「業種」が「飲食店営業」である場合" in answer.text
    claim = open_case(begun).content("claim_1")
    assert (claim["group_a"], claim["group_b"]) == ("飲食店営業", None)


def test_a_change_is_a_new_version_that_is_locked_again(akari: Client, locked: models.Case) -> None:
    where = address(locked, "claim", "claim_1")
    page = akari.get(where).text
    assert "もう封がしてあります" in page
    assert 'name="base" value="1"' in page
    akari.post(where, {**SHARE, "base": "1", "smallest": "60", "do": "save"})
    assert len(open_case(locked).case.versions["claim_1"]) == 1
    assert "支持" in akari.get(address(locked, "result", "claim_1")).text
    akari.post(where, locking(base="1", smallest="60"))
    opened = open_case(locked)
    assert len(opened.case.versions["claim_1"]) == len(opened.case.versions["evidence_1"]) == 2
    assert opened.content("evidence_1")["verdict"] == "反証"
    assert not opened.stale
    page = akari.get(page_of(locked)).text
    assert "第2版" in page
    assert reverse("workspaces:artifact", args=(locked.pk, "claim_1")) in page


def test_who_was_overtaken_sees_the_newest_before_locking(
    client: Client, city: City, locked: models.Case
) -> None:
    where = address(locked, "claim", "claim_1")
    client.force_login(city.botan)
    assert client.post(where, locking(base="1", smallest="20")).status_code == 302
    client.force_login(city.akari)
    answer = client.post(where, locking(base="1", smallest="60"), follow=True)
    assert "ほかの人が先に新しい版に封をしました" in answer.text
    assert "20.0ポイント以上高い" in answer.text
    assert 'value="60"' in answer.text
    assert 'name="base" value="2"' in answer.text
    client.post(where, locking(base="2", smallest="60"))
    assert len(open_case(locked).case.versions["claim_1"]) == 3


def test_two_claims_begun_under_one_key_both_stay(
    client: Client, city: City, begun: models.Case
) -> None:
    draft = models.Draft.objects.get(key="claim_1")
    services.save_draft(begun, actor=city.botan, key="claim_1", values=draft.values, base=0)
    where = address(begun, "claim", "claim_1")
    client.post(where, locking(title="あかりの主張"))
    client.force_login(city.botan)
    client.post(where, locking(title="ぼたんの主張"))
    opened = open_case(begun)
    assert [opened.title(key) for key in ("claim_1", "claim_2")] == ["あかりの主張", "ぼたんの主張"]
    assert len(opened.case.versions["claim_1"]) == 1


def test_a_team_mate_sees_that_there_is_a_draft_and_not_its_form(
    client: Client, city: City, begun: models.Case
) -> None:
    client.post(address(begun, "claim", "claim_1"), {**SHARE, "do": "save"})
    client.force_login(city.botan)
    page = client.get(page_of(begun)).text
    assert "あかりさんの下書きがあります" in page
    assert SENTENCE in page
    assert client.get(address(begun, "claim", "claim_1")).status_code == 404


def test_a_draft_can_be_thrown_away(akari: Client, begun: models.Case) -> None:
    akari.post(address(begun, "drop", "claim_1"))
    assert not models.Draft.objects.exists()
    assert akari.get(address(begun, "claim", "claim_1")).status_code == 404


def test_too_long_a_name_is_kept_and_shown_short(akari: Client, begun: models.Case) -> None:
    where = address(begun, "claim", "claim_1")
    long = "長" * 10_000
    akari.post(where, {**SHARE, "title": long, "subject": long, "do": "save"})
    for page in (akari.get(where).text, akari.get(page_of(begun)).text):
        assert f"{'長' * 99}…" in page
    assert akari.get(page_of(begun)).text.count("長") < 1_000
    assert models.Draft.objects.get(key="claim_1").values["claim"]["title"] == long


@pytest.mark.parametrize("base", ["", "9", "-1", "x"])
def test_a_version_that_never_was_is_not_found(
    akari: Client, begun: models.Case, base: str
) -> None:
    where = address(begun, "claim", "claim_1")
    assert akari.post(where, locking(base=base)).status_code == 404


def test_words_that_nobody_offered_do_no_harm(akari: Client, begun: models.Case) -> None:
    where = address(begun, "claim", "claim_1")
    odd = {"kind": "magic", "direction": "sideways", "coverage": "?", "chart": "art"}
    akari.post(where, {**SHARE, **odd, "table": "claim_1", "part": "century", "do": "save"})
    draft = models.Draft.objects.get(key="claim_1").values["claim"]
    assert (draft["kind"], draft["reason"]) == ("", "")
    akari.post(where, {**SHARE, **odd, "kind": SHARE["kind"], "table": "x", "part": "century"})
    draft = models.Draft.objects.get(key="claim_1").values["claim"]
    assert (draft["table"], draft["part"], draft["chart"]) == ("table_1", "month", "")
    assert (draft["direction"], draft["coverage"]) == ("higher", "whole")


def test_a_claim_that_came_without_a_lock_can_be_locked_here(
    akari: Client, city: City, permits: models.Case
) -> None:
    claim = {
        "kind": "share_against_expected", "column": "許可終了日", "part": "month",
        "categories": [2, 5, 8, 11], "smallest_difference": 0.1, "subject": "食品営業許可",
        "filters": [{"column": "業種", "op": "in", "values": ["飲食店営業"]}],
        "reason": "a", "refuted_if": "b", "sketch": "c",
    }  # fmt: skip
    artifact = cases.Artifact(id="claim_months", kind="claim", title="月への集中")
    services.change(
        permits, actor=city.akari, action="any", subject="",
        grow=lambda opened: services.write(
            opened, opened.case, artifact, content=claim, actor=city.akari
        ),
    )  # fmt: skip
    where = address(permits, "claim", "claim_months")
    assert where in akari.get(page_of(permits)).text
    page = akari.get(where).text
    assert "「業種」が「飲食店営業」である" in page
    assert 'name="base" value="1"' in page
    posted = locking(base="1", reason="a", refuted_if="b", sketch="c", title="月への集中")
    assert akari.post(where, posted).status_code == 302
    opened = open_case(permits)
    assert opened.content("claim_months")["filters"] != []
    assert opened.content("evidence_1")["n"] == 100


def test_what_is_no_claim_is_not_found(akari: Client, permits: models.Case) -> None:
    for name in ("claim", "result"):
        assert akari.get(address(permits, name, "table_1")).status_code == 404
        assert akari.get(address(permits, name, "claim_9")).status_code == 404

import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from tomoni.academy.accounts.models import Notice, User
from tomoni.academy.workspaces import mentions, models, queries, services, talking
from tomoni.academy.workspaces.phrases import SHIPPED


@pytest.fixture
def version(city: City, case: models.Case) -> models.Version:
    """A worksheet that was saved once."""
    services.save_worksheet(
        case, actor=city.akari, key="problem", values={"goal": "待たせない"}, base=0
    )
    return models.Version.objects.get()


def _comments(version: models.Version) -> str:
    return reverse("workspaces:comment", args=(version.artifact.case_id, "problem", 1))


def _sheet(version: models.Version) -> str:
    return reverse("workspaces:worksheet", args=(version.artifact.case_id, "problem"))


def _told(code: str) -> set[User]:
    return {notice.user for notice in Notice.objects.filter(code=code)}


def test_a_comment_on_a_field_stands_beside_that_field(
    client: Client, city: City, version: models.Version
) -> None:
    client.force_login(city.lecturer)
    said = {"text": "測れる形ですか。", "field": "goal", "next": _sheet(version)}
    answer = client.post(_comments(version), said)
    talk = models.Comment.objects.get()
    assert answer.headers["Location"] == f"{_sheet(version)}#comment-{talk.pk}"
    page = client.get(_sheet(version)).text
    assert "「目標」のコメント　1件" in page
    assert "「問題」にコメントする" in page
    beside = page[page.index('id="talk-goal"') : page.index('id="talk-gap"')]
    assert "測れる形ですか。" in beside


def test_it_stays_there_when_a_newer_version_is_saved(
    client: Client, city: City, version: models.Version
) -> None:
    talking.comment(version, actor=city.lecturer, text="測れる形ですか。", field="goal")
    values = {"goal": "5分にする"}
    case = version.artifact.case
    services.save_worksheet(case, actor=city.akari, key="problem", values=values, base=1)
    client.force_login(city.akari)
    page = client.get(_sheet(version)).text
    assert "測れる形ですか。" in page
    assert "第1版" in page


def test_a_comment_on_no_such_field_is_refused(
    client: Client, city: City, version: models.Version
) -> None:
    client.force_login(city.lecturer)
    answer = client.post(_comments(version), {"text": "?", "field": "nothing"})
    assert answer.status_code == 404
    assert not models.Comment.objects.exists()


def test_a_row_of_no_field_is_left_out(client: Client, city: City, version: models.Version) -> None:
    client.force_login(city.lecturer)
    client.post(_comments(version), {"text": "?", "row": "2"})
    assert models.Comment.objects.get().row is None


@pytest.mark.parametrize(
    "wrong", [{"row": "0"}, {"row": "x"}, {"parent": "x"}, {"text": "あ" * 4001}]
)
def test_what_no_form_sends_is_refused(
    client: Client, city: City, version: models.Version, wrong: dict[str, str]
) -> None:
    client.force_login(city.lecturer)
    said = {"text": "?", "field": "goal"} | wrong
    assert client.post(_comments(version), said).status_code == 422
    assert not models.Comment.objects.exists()


def test_a_settled_talk_can_be_opened_again(
    client: Client, city: City, version: models.Version
) -> None:
    talk = talking.comment(version, actor=city.lecturer, text="?", field="goal")
    place = (version.artifact.case_id, talk.pk)
    client.force_login(city.akari)
    client.post(reverse("workspaces:settle", args=place), {"next": _sheet(version)})
    assert "「目標」のコメント　済み1件" in client.get(_sheet(version)).text
    client.post(reverse("workspaces:reopen", args=place), {"next": "https://elsewhere.example/"})
    talk.refresh_from_db()
    assert talk.resolved_at is None
    actions = models.AuditEntry.objects.values_list("action", flat=True)
    assert list(actions)[:2] == ["comment-reopened", "comment-resolved"]


def test_nobody_is_sent_to_another_house(
    client: Client, city: City, version: models.Version
) -> None:
    client.force_login(city.lecturer)
    said = {"text": "?", "next": "https://elsewhere.example/"}
    answer = client.post(_comments(version), said)
    assert answer.headers["Location"].startswith("/cases/")


def test_who_is_called_is_told_and_finds_it_on_the_first_page(
    client: Client, city: City, version: models.Version
) -> None:
    talking.comment(version, actor=city.lecturer, text="@ぼたん さんはどう思いますか。")
    assert _told("comment-called") == {city.botan}
    client.force_login(city.botan)
    home = client.get("/").text
    assert "こうさんがあなたを呼んでいます" in home
    assert "こうさんが「課題シート」のコメントであなたを呼びました。" in home
    talk = models.Comment.objects.get()
    talking.answer(talk, actor=city.botan, text="よいと思います。")
    assert "あなたを呼んでいます" not in client.get("/").text


@pytest.mark.parametrize("text", ["@だいち 見てください", "＠ちひろ", "@mamoru"])
def test_only_who_may_see_the_case_can_be_called(
    city: City, version: models.Version, text: str
) -> None:
    talking.comment(version, actor=city.lecturer, text=text)
    assert not models.Mention.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("text", "called"),
    [
        pytest.param("@あかり、見てください", ["akari"], id="by the name"),
        pytest.param("＠あかりさん", ["akari"], id="with the wide sign"),
        pytest.param("@akari さん", ["akari"], id="by the account"),
        pytest.param("@akari2", [], id="not by a longer account"),
        pytest.param("あかりさん", [], id="not without the sign"),
        pytest.param("@あかり @ぼたん @あかり", ["akari", "botan"], id="each once"),
    ],
)
def test_the_text_says_who_is_called(
    city: City, version: models.Version, text: str, called: list[str]
) -> None:
    people = mentions.callable_in(city.group)
    found = mentions.called_in(text, people=people)
    assert sorted(user.account_name for user in found) == called


def test_two_of_the_same_name_are_called_by_their_accounts(city: City) -> None:
    city.botan.display_name = "あかり"
    city.botan.save()
    people = mentions.callable_in(city.group)
    assert mentions.called_in("@botan", people=people) == [city.botan]
    assert mentions.called_in("@あかり", people=people) == []


def test_a_longer_name_is_not_taken_for_a_shorter_one(city: City) -> None:
    city.botan.display_name = "あかり 太郎"
    city.botan.save()
    people = mentions.callable_in(city.group)
    assert mentions.called_in("@あかり太郎 さん", people=people) == [city.botan]


def test_an_answer_is_told_to_who_takes_part_and_not_to_who_answers(
    city: City, version: models.Version
) -> None:
    talk = talking.comment(version, actor=city.lecturer, text="@ぼたん どうですか。")
    talking.answer(talk, actor=city.akari, text="5分にします。")
    assert _told("comment-answered") == {city.lecturer, city.botan}
    Notice.objects.all().delete()
    talking.answer(talk, actor=city.lecturer, text="@あかり よいですね。")
    assert _told("comment-answered") == {city.botan}
    assert _told("comment-called") == {city.akari}


def test_who_lost_their_part_hears_no_more_of_it(city: City, version: models.Version) -> None:
    talk = talking.comment(version, actor=city.guide, text="どうですか。")
    city.guide.memberships.all().delete()
    talking.answer(talk, actor=city.akari, text="5分にします。")
    assert not Notice.objects.exists()


def test_a_talk_waits_for_the_group_until_it_answers(
    client: Client, city: City, version: models.Version
) -> None:
    talk = talking.comment(version, actor=city.lecturer, text="測れる形ですか。", field="goal")
    assert [each.pk for each in queries.talks_for(city.botan)] == [talk.pk]
    talking.answer(talk, actor=city.akari, text="5分にします。")
    assert not queries.talks_for(city.botan)
    talking.answer(talk, actor=city.lecturer, text="なぜ5分ですか。")
    assert [each.pk for each in queries.talks_for(city.botan)] == [talk.pk]


def test_a_phrase_is_sent_with_the_name_of_the_field(
    client: Client, city: City, version: models.Version
) -> None:
    client.force_login(city.lecturer)
    said = {"phrase": "concrete", "text": "先月の例で。", "field": "goal"}
    client.post(_comments(version), said)
    first, second = models.Comment.objects.get().text.split("\n")
    assert first.startswith("「目標」を、もう少し具体的に")
    assert second == "先月の例で。"


def test_a_phrase_of_somebody_else_is_no_phrase(
    client: Client, city: City, version: models.Version
) -> None:
    phrase = city.guide.phrases.create(title="ひみつ", text="ひみつの言葉")
    client.force_login(city.lecturer)
    answer = client.post(_comments(version), {"phrase": str(phrase.pk), "text": ""})
    assert answer.status_code == 422
    assert "コメントを書いてから送ってください。" in answer.text


def test_the_shipped_phrases_are_short_and_about_ten() -> None:
    assert 10 <= len(SHIPPED) <= 14
    assert all(len(str(text)) <= 120 for _title, text in SHIPPED.values())


def test_a_phrase_of_ones_own_is_kept_reworded_and_thrown_away(
    client: Client, city: City, version: models.Version
) -> None:
    client.force_login(city.lecturer)
    new = reverse("lecturing:new_phrase")
    client.post(new, {"title": "期日", "text": "「{{欄}}」はいつまでですか。"})
    assert "期日" in client.get(_sheet(version)).text
    twice = client.post(new, {"title": "期日", "text": "もう一つ"})
    assert twice.status_code == 422
    assert "同じ見出しの定型文があります" in twice.text
    phrase = models.Phrase.objects.get()
    edit = reverse("lecturing:phrase", args=(phrase.pk,))
    assert client.post(edit, {"title": "期日", "text": "あ" * 501}).status_code == 422
    client.post(edit, {"title": "期日", "text": "いつですか。"})
    assert models.Phrase.objects.get().text == "いつですか。"
    client.post(reverse("lecturing:drop_phrase", args=(phrase.pk,)))
    assert not models.Phrase.objects.exists()


def test_a_row_is_named_in_the_talk_about_it(
    client: Client, city: City, version: models.Version
) -> None:
    talking.comment(version, actor=city.lecturer, text="いつの数ですか。", field="goal", row=3)
    client.force_login(city.akari)
    assert "目標　3行目" in client.get(_sheet(version)).text

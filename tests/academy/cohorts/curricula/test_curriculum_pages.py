"""The pages on which a secretariat writes its curricula and opens a cohort."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.curricula import editions
from academy.conftest import City
from tomoni.academy.cohorts.curricula import services, writing
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.ui.fields import FieldView
from tomoni.engine import cases


@pytest.fixture
def desk(client: Client, city: City) -> Client:
    """The secretariat at its desk."""
    client.force_login(city.secretariat)
    return client


def address(edition: Edition, view: str, *more: str) -> str:
    return reverse(f"curricula:{view}", args=(edition.municipality_id, edition.name, *more))


def posted(fields: tuple[FieldView, ...]) -> dict[str, Any]:
    """What a browser would post of a form that was left as it is."""
    said: dict[str, Any] = {}
    for field in fields:
        if field.type == "rows":
            for place, row in enumerate(field.value or ()):
                said |= {f"{field.name}-{place}-{key}": text for key, text in row.items()}
        else:
            said[field.name] = field.value
    return said


def save(desk: Client, edition: Edition, at: str, *, base: str = "", **instead: Any) -> Any:
    """Open a part, change something and save it."""
    said = posted(writing.fields_of(editions.read(edition).content, at)) | instead
    said["base"] = base or editions.base(edition, at)
    return desk.post(address(edition, "part", at), said)


def test_a_curriculum_is_copied_written_and_published(desk: Client, city: City) -> None:
    assert "カリキュラムと新しい期" in desk.get(city.cohort.get_absolute_url()).text
    place = reverse("curricula:of_cohort", args=(city.cohort.pk,))
    listed = desk.get(place, follow=True).text
    assert "自分たちのカリキュラムは、まだありません" in listed
    shipped = reverse("curricula:curriculum", args=(city.municipality.pk, "mini@1"))
    assert "この版は変わりません" in desk.get(shipped).text
    assert (
        "写しを作りました"
        in desk.post(f"{shipped}copy/", {"title": "半日（市）"}, follow=True).text
    )
    edition = Edition.objects.get()
    assert save(desk, edition, "sessions.1", title="窓口の半日").status_code == 302
    assert "窓口の半日" in desk.get(address(edition, "changes")).text
    said = {"base": editions.base(edition)}
    assert "公開しました" in desk.post(address(edition, "publish"), said, follow=True).text
    assert "半日（市）" in desk.get(place, follow=True).text
    assert desk.get(address(edition, "part", "title")).status_code == 403
    revised = desk.post(address(edition, "revise"), follow=True).text
    assert "第2版" in revised


def test_the_sum_of_the_agenda_is_told_where_it_is_wrong(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    save(desk, edition, "sessions.2", hours="3.5")
    sentence = "時間割の合計は180分で、回の長さ（210分）と合いません。"
    for view in (address(edition, "curriculum"), address(edition, "part", "sessions.2")):
        assert sentence in desk.get(view).text
    said = {"base": editions.base(edition)}
    assert (
        "直すところが残っている" in desk.post(address(edition, "publish"), said, follow=True).text
    )
    assert editions.read(edition).is_draft


@pytest.mark.parametrize(
    ("at", "wrong", "sentence"),
    [
        ("sessions.1", {"title": ""}, "「回の題」を書いてください"),
        ("sessions.1", {"hours": "半日"}, "「長さ」は数字で書いてください"),
        ("sessions.1", {"agenda-0-minutes": ""}, "「分」を書いてください"),
        ("sessions.1", {"agenda-0-minutes": "2.5"}, "整数ではない"),
        ("sessions.1", {"homework": ["dream"]}, "（dream）」が正しくありません（名前だけがあり"),
        ("steps.problem", {"page": "chat"}, "「何をするページですか」を選び直してください"),
        ("worksheets.problem", {"fields-0-name": "目標"}, "書き方が違う"),
        ("worksheets.problem", {"fields-0-name": "issue"}, "同じ記号が二つある"),
        ("worksheets.problem", {"fields-0-type": "money"}, "「書き方」を選び直してください"),
        ("worksheets.hypotheses.tree", {"columns-0-type": "file"}, "選び直してください"),
        ("title", {"title": "長" * 201}, "200字までにしてください"),
    ],
)
def test_what_is_wrong_in_a_part_is_said_and_what_was_typed_stays(
    desk: Client, city: City, at: str, wrong: dict[str, Any], sentence: str
) -> None:
    edition = editions.copied(city)
    text = edition.text
    answer = save(desk, edition, at, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    edition.refresh_from_db()
    assert edition.text == text


def test_the_second_of_two_people_sees_both_texts_and_loses_none(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    seen = editions.base(edition, "steps.problem")
    save(desk, edition, "steps.problem", question="センノヒトですか。")
    answer = save(desk, edition, "steps.problem", base=seen, question="アトノヒトですか。")
    assert answer.status_code == 409
    assert "ほかの人がこの部分を保存しました" in answer.text
    assert "センノヒト" in answer.text
    assert "アトノヒトですか。" in answer.text
    assert editions.read(edition).curriculum.step("problem").question == "センノヒトですか。"
    again = save(desk, edition, "steps.problem", question="二人の問いですか。")
    assert again.status_code == 302


def test_what_was_typed_into_a_part_that_is_gone_is_still_shown(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    fields = posted(writing.fields_of(editions.read(edition).content, "worksheets.review"))
    said = {"at": "worksheets.review", "do": "remove"}
    said["base"] = editions.base(edition, "worksheets.review")
    assert "消しました" in desk.post(address(edition, "arrange"), said, follow=True).text
    lost = fields | {"title": "惜しい題", "base": said["base"]}
    answer = desk.post(address(edition, "part", "worksheets.review"), lost)
    assert answer.status_code == 409
    assert "惜しい題" in answer.text
    assert "届かなかった指標も、そのまま書いてある。" in answer.text
    assert desk.get(address(edition, "part", "worksheets.review")).status_code == 404


def test_parts_are_added_and_moved(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    arrange = address(edition, "arrange")
    for at, made in (
        ("sessions", "sessions.7"),
        ("steps", "steps.step_12"),
        ("worksheets", "worksheets.worksheet_12"),
        ("sessions.1.materials", "sessions.1.material_2"),
    ):
        answer = desk.post(arrange, {"at": at, "do": "add"})
        assert answer.headers["Location"] == address(edition, "part", made)
        assert desk.get(answer.headers["Location"]).status_code == 200
    desk.post(arrange, {"at": "sessions.2", "do": "up"})
    desk.post(arrange, {"at": "sessions.1", "do": "up"})
    sessions = editions.read(edition).curriculum.sessions
    assert [each.number for each in sessions] == list(range(1, 8))
    assert sessions[0].title == "仮説を立て、使うデータを確かめる"
    gone = desk.post(arrange, {"at": "sessions.99", "do": "down"}, follow=True)
    assert "ほかの人が消したか、名前を変えました" in gone.text


def test_skills_are_written_as_rows(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    save(desk, edition, "skills", **{
        "skills-8-title": "人に教える", "skills-8-name": "",
        "skills-8-level_1": "聞ける。", "skills-8-level_2": "話せる。",
    })  # fmt: skip
    skill = editions.read(edition).curriculum.skills[-1]
    assert (skill.id, skill.title, skill.levels) == (
        "skill_9",
        "人に教える",
        ("聞ける。", "話せる。"),
    )


def test_which_checks_look_at_a_worksheet_is_written_there(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    before = editions.read(edition).curriculum.worksheet("problem").checks
    page = desk.get(address(edition, "part", "worksheets.problem")).text
    assert "道具や仕組みを入れることが、目的になっています。" in page
    assert "%(" not in page
    place = len(before)
    row = {"rule": "not-repeated", "field": "risk", "other": "whose"}
    said = {f"checks-{place}-{name}": text for name, text in row.items()}
    save(desk, edition, "worksheets.problem", **said)
    (added,) = editions.read(edition).curriculum.worksheet("problem").checks[place:]
    assert (added.rule.value, added.field, added.other) == ("not-repeated", "risk", "whose")
    alone = said | {f"checks-{place}-other": ""}
    refused = save(desk, edition, "worksheets.problem", **alone)
    assert refused.status_code == 422
    assert "最初の確認がくらべる欄がない" in refused.text


def test_a_preview_shows_what_a_participant_gets(desk: Client, city: City) -> None:
    edition = editions.copied(city)
    sheet = desk.get(address(edition, "preview", "worksheets.problem")).text
    assert "例とよくない例を見る" in sheet
    assert 'name="goal"' in sheet
    session = desk.get(address(edition, "preview", "sessions.1")).text
    assert "はじめに（データから入らず、困りごとから始める）（20分）" in session
    assert "班がつまずくところ" in session
    for nowhere in ("sessions.9", "worksheets.dream", "steps.problem", "skills"):
        assert desk.get(address(edition, "preview", nowhere)).status_code == 404


def test_a_file_is_taken_in_or_every_mistake_is_told(desk: Client, city: City) -> None:
    page = reverse("curricula:take_in", args=(city.municipality.pk,))
    good = cases.write_curriculum(cases.shipped_curriculum("mini"))

    def send(data: bytes, to: str = page, **more: str) -> Any:
        said = {"file": SimpleUploadedFile("a.yaml", data), **more}
        return desk.post(to, said, follow=True)

    assert "YAML のファイルを選んでから" in desk.post(page, {}).text
    bad = good.replace(b"page: data", b"page: chat").replace(b"hours: 3.5", b"hours: long")
    refused = send(bad)
    assert refused.status_code == 422
    assert "「1番目の回 › 長さ（hours）」が正しくありません（数ではない）" in refused.text
    assert (
        "「3番目の手順 › ページ（page）」が正しくありません（決まった言葉ではない）" in refused.text
    )
    assert "YAMLの3行目あたり" in send(b"id: a\nb: [\n").text
    assert "2 MB までです" in send(b"#" * 2_000_001).text
    assert not Edition.objects.exists()
    assert "ファイルから作りました" in send(good).text
    edition = Edition.objects.get()
    replace = address(edition, "replace")
    assert desk.get(address(edition, "download")).content == edition.text.encode()
    late = send(good, to=replace, base="0")
    assert "ほかの人がこの下書きを変えました" in late.text
    assert "ファイルの中身に替えました" in send(good, to=replace, base=editions.base(edition)).text


def test_what_comes_with_tomoni_is_read_but_not_written(desk: Client, city: City) -> None:
    for view, status in (
        ("curriculum", 200), ("download", 200), ("changes", 404), ("copy", 200), ("replace", 403),
    ):  # fmt: skip
        page = reverse(f"curricula:{view}", args=(city.municipality.pk, "policy@1"))
        assert desk.get(page).status_code == status
    for view in ("publish", "drop", "revise", "arrange"):
        page = reverse(f"curricula:{view}", args=(city.municipality.pk, "policy@1"))
        assert desk.post(page).status_code == 403
    part = reverse("curricula:part", args=(city.municipality.pk, "policy@1", "title"))
    assert desk.get(part).status_code == 403


def test_a_cohort_is_opened_by_its_secretariat(desk: Client, city: City) -> None:
    page = reverse("curricula:new_cohort", args=(city.municipality.pk,))
    shown = desk.get(page).text
    assert "データアカデミー第2期" in shown
    assert "サービス立案型（付属、全6回）" in shown
    said = {
        "number": "2", "title": "第2期", "curriculum": "service@1", "starts_date": "2027-05-01",
        "ends_date": "2027-10-31",
    }  # fmt: skip
    for wrong, sentence in (
        ({"number": "1"}, "第1期は、もうあります"),
        ({"number": "1.5"}, "1から始まる整数"),
        ({"number": "0"}, "1から始まる整数"),
        ({"ends_date": "2027-04-30"}, "開始日かそのあとの日"),
        ({"curriculum": "dream@1"}, "「カリキュラム」を選び直してください"),
        ({"title": ""}, "「題」を書いてください"),
    ):
        answer = desk.post(page, said | wrong)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert "あなたが事務局です" in desk.post(page, said, follow=True).text
    cohort = Cohort.objects.get(number=2)
    assert cohort.curriculum == "service@1"
    held = Membership.objects.get(cohort=cohort)
    assert (held.user, held.role) == (city.secretariat, Role.SECRETARIAT)


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_takes_as_many_queries_for_one_as_for_many(
    desk: Client, city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(count):
        editions.copied(city, "mini@1")
    page = reverse("curricula:curricula", args=(city.municipality.pk,))
    with django_assert_num_queries(4):
        assert desk.get(page).text.count("下書き") == count


def test_a_secretariat_of_another_municipality_finds_nothing(client: Client, city: City) -> None:
    edition = editions.copied(city)
    client.force_login(city.lecturer)
    assert client.get(address(edition, "curriculum")).status_code == 404
    assert services.OWN in edition.key

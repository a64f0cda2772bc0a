"""Programmes as configuration: read, written part by part, published, never changed after."""

from typing import Any

import pytest

from academy.conftest import City
from academy.proposals import programmes, samples
from tomoni.academy.accounts.models import PeopleEntry
from tomoni.academy.proposals import editions, programme, programme_pages, programme_parts
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import ProgrammeEdition
from tomoni.academy.ui.wording import error_sentence


@pytest.fixture
def draft(city: City) -> ProgrammeEdition:
    return programmes.draft(city)


@pytest.mark.parametrize("name", programme.SHIPPED)
def test_a_shipped_programme_is_whole_with_help_and_both_examples(name: str) -> None:
    read = programme.read_programme(programme.shipped_programme(name))
    assert read.id == name
    assert all(each.help and each.good and each.bad for each in read.fields)
    assert not programme_pages.advice(programme_parts.content_of(programme.shipped_programme(name)))


@pytest.mark.parametrize("name", programme.SHIPPED)
@pytest.mark.parametrize("part", programme_parts.PARTS)
def test_a_form_that_is_saved_as_it_was_changes_nothing(name: str, part: str) -> None:
    content = programme_parts.content_of(programme.shipped_programme(name))
    before = programme_parts.text_of(content)
    programme_parts.write(content, part, programme_parts.values_of(content, part))
    assert programme.plain(programme_parts.text_of(content)) == programme.plain(before)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days: 21", "days: 長い", "「2番目の段階 › 日数（days）」：整数ではありません。"),
        ("days: 21", "days: 0", "「2番目の段階 › 日数（days）」：1より小さい数です。"),
        ("kind: opinion", "kind: vote", "「2番目の段階 › 種類（kind）」：選べるもの"),
        (
            "from: 8-1",
            "from: 2-30",
            "始まり（from）」：毎年ある月日ではありません。",
        ),
        ("from: 8-1", "from: 夏", "「1番目の日程 › 始まり（from）」：月日ではありません"),
        ("name: spread", "name: Spread!", "「7番目の聞くこと › 記号（name）」：記号は、英小文字"),
        ("name: spread", "name: cost", "「聞くこと」：記号「cost」が二つあります。"),
        ("id: known", "id: not_ours", "「受理しない理由」：記号「not_ours」が二つあります。"),
        (
            "scale: 5",
            "scale: 4",
            "基準「課題の確かさ」に、1点から4点までの言葉がそろっていません。",
        ),
        ("hides_names: true", "hides_names: true\nvotes: 3", "「votes」：制度にない項目です。"),
        ("kind: opinion", "kind: intake", "「段階」：段階には、受付と決定が一つずつ要ります"),
        ("kind: review", "kind: comments", "「段階」：決定の前に審査を"),
        (
            "effect, cost]",
            "effect, price]",
            "区分で聞くことになっている「price」が、聞くことにありません。",
        ),
        ("受付番号は{number}", "受付番号は{name}", "「受け付けたとき」では {name} を使えません"),
        (
            "受付番号は{number}",
            "受付番号は{number",
            "「受け付けたとき」の { と } が組になっていません。",
        ),
        ("  accepted:", "  taken:", "お知らせの文「受け付けたとき」がありません。"),
        ("version: 1", "version: [1", "行目を、YAML として読めません。"),
        ("version: 1", "version: &one 1\nagain: *one", "1行目を、YAML として読めません。"),
    ],
)
def test_a_mistake_in_a_file_is_one_sentence_with_its_place(old: str, new: str, said: str) -> None:
    text = programme.shipped_programme("two_categories")
    assert old in text
    with pytest.raises(ProposalsError) as refused:
        programme.read_programme(text.replace(old, new, 1))
    assert said in error_sentence(refused.value)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b"\x00", b"- 1\n- 2", b"[" * 3000])
def test_what_is_no_programme_is_refused_in_words_and_nothing_is_kept(
    city: City, data: bytes
) -> None:
    with pytest.raises(ProposalsError) as refused:
        editions.take_in(city.municipality, data=data, actor=city.secretariat)
    assert "記号" not in error_sentence(refused.value)
    assert not ProgrammeEdition.objects.exists()


def test_a_file_that_is_too_large_is_not_read(city: City) -> None:
    data = b"#" * (editions.MOST_BYTES + 1)
    with pytest.raises(ProposalsError) as refused:
        editions.take_in(city.municipality, data=data, actor=city.secretariat)
    assert refused.value.code == "file-too-large"


def test_no_kind_of_mistake_is_shown_in_english() -> None:
    content = programme_parts.content_of(programme.shipped_programme("whole_chain"))
    wrong: dict[str, Any] = content | {"version": "x", "title": "", "hides_names": "いつか"}
    wrong |= {"categories": [], "verdicts": 3, "prizes": [3], "rubric": {"scale": 99}}
    wrong |= {"notices": [], "grounds": [{"id": "a", "title": "長" * 3000}]}
    found = programme.mistakes(wrong)
    assert len(found) >= 9
    assert not [each.sentence for each in found if "記号：" in each.sentence]


def test_what_is_taken_in_is_what_was_given_out(city: City, draft: ProgrammeEdition) -> None:
    again = editions.take_in(city.municipality, data=draft.text.encode(), actor=city.secretariat)
    assert again.key != draft.key
    left, right = programmes.content(again), programmes.content(draft)
    assert {**left, "id": ""} == {**right, "id": ""}


def test_two_people_at_one_part_never_lose_a_word(city: City, draft: ProgrammeEdition) -> None:
    seen = programmes.base(draft, "grounds")
    rows = programmes.content(draft)["grounds"]
    mine = [{"title": "法令に反する", "name": ""}]
    programmes.save(draft, city, "grounds", seen=seen, grounds=mine)
    with pytest.raises(ProposalsError) as refused:
        programmes.save(draft, city, "grounds", seen=seen, grounds=rows)
    assert refused.value.code == "part-changed"
    assert [each["title"] for each in programmes.content(draft)["grounds"]] == ["法令に反する"]


def test_two_people_at_two_parts_both_save(city: City, draft: ProgrammeEdition) -> None:
    seen = programmes.base(draft, "stages")
    programmes.save(draft, city, "prizes", prizes=[{"title": "市長賞", "name": ""}])
    rows = programme_parts.values_of(programmes.content(draft), "stages")["stages"]
    rows[0]["days"] = 10
    programmes.save(draft, city, "stages", seen=seen, stages=rows)
    content = programmes.content(draft)
    assert content["prizes"][0]["title"] == "市長賞"
    assert content["stages"][0]["days"] == 10


def test_a_new_category_is_asked_everything_until_somebody_says_less(
    city: City, draft: ProgrammeEdition
) -> None:
    rows = programme_parts.values_of(programmes.content(draft), "categories")["categories"]
    row = {
        "title": "小さな工夫",
        "who_person": "○",
        "who_group": "",
        "who_division": "",
        "name": "",
    }
    programmes.save(draft, city, "categories", categories=[*rows, row])
    content = programmes.content(draft)
    added = content["categories"][-1]
    assert (added["id"], added["who"]) == ("category_1", ["person"])
    assert added["fields"] == [each["name"] for each in content["fields"]]
    rows = programme_parts.values_of(content, "fields")["fields"]
    rows = [row | {"of_category_1": "○" if row["name"] == "after" else ""} for row in rows]
    programmes.save(draft, city, "fields", fields=rows)
    assert programmes.content(draft)["categories"][-1]["fields"] == ["after"]


def test_lowering_the_scale_keeps_the_words_and_says_what_is_left_over(
    city: City, draft: ProgrammeEdition
) -> None:
    programmes.save(draft, city, "rubric", scale=4)
    content = programmes.content(draft)
    assert len(content["rubric"]["criteria"][0]["anchors"]) == 5
    assert "1点から4点まで" in programme.mistakes(content)[0].sentence
    with pytest.raises(ProposalsError) as refused:
        programmes.publish(draft, city)
    assert refused.value.code == "edition-unfinished"


def test_what_is_published_never_changes_and_calls_keep_theirs(
    city: City, draft: ProgrammeEdition
) -> None:
    programmes.publish(draft, city)
    call = samples.call(city)
    call.edition = draft
    call.save()
    with pytest.raises(ProposalsError) as refused:
        programmes.save(draft, city, "title", title="ほかの名前")
    assert refused.value.code == "edition-published"
    following = editions.revise(draft, actor=city.secretariat)
    assert editions.revise(draft, actor=city.botan) == following
    programmes.save(following, city, "title", title="新しい名前")
    programmes.publish(following, city)
    call.refresh_from_db()
    assert (call.edition_id, call.programme.version) == (draft.pk, 1)
    assert call.programme.title != "新しい名前"
    assert following in editions.newest_of(city.municipality)
    assert draft not in editions.newest_of(city.municipality)


def test_a_draft_that_somebody_changed_is_not_published_or_dropped_unseen(
    city: City, draft: ProgrammeEdition
) -> None:
    seen = programmes.base(draft)
    programmes.save(draft, city, "prizes", prizes=[])
    for do in (editions.publish, editions.drop):
        with pytest.raises(ProposalsError) as refused:
            do(draft, base=seen, actor=city.secretariat)
        assert refused.value.code == "edition-changed"
    editions.drop(draft, base=programmes.base(draft), actor=city.secretariat)
    with pytest.raises(ProposalsError) as gone:
        editions.publish(draft, base=seen, actor=city.secretariat)
    assert gone.value.code == "edition-gone"


def test_a_file_in_the_place_of_a_draft_keeps_its_identity(
    city: City, draft: ProgrammeEdition
) -> None:
    data = programme.shipped_programme("whole_chain").encode()
    editions.replace(draft, data=data, base=programmes.base(draft), actor=city.secretariat)
    content = programmes.content(draft)
    assert (content["id"], content["version"]) == (draft.key, 1)
    assert len(content["stages"]) == 7


def test_changes_name_what_differs_and_nothing_else(city: City, draft: ProgrammeEdition) -> None:
    before, lines = programme_pages.changes(draft)
    assert (before, lines) == ("職員提案制度（新しい施策・業務改善）", [])
    rows = programme_parts.values_of(programmes.content(draft), "stages")["stages"]
    rows[1]["days"] = 30
    programmes.save(draft, city, "stages", stages=rows)
    draft.refresh_from_db()
    (line,) = programme_pages.changes(draft)[1]
    assert line.label == "段階 › 所管課の意見"
    assert ("日数：21" in line.left, "日数：30" in line.right) == (True, True)


def test_everything_that_is_written_has_its_audit_row(city: City, draft: ProgrammeEdition) -> None:
    programmes.save(draft, city, "prizes", prizes=[])
    programmes.publish(draft, city)
    rows = PeopleEntry.objects.filter(action__startswith="programme-").order_by("pk")
    assert [row.action.removeprefix("programme-") for row in rows] == [
        "started", "changed", "published",
    ]  # fmt: skip
    assert rows[1].values == {"programme": draft.name, "part": "prizes"}
    assert {row.actor for row in rows} == {city.secretariat}

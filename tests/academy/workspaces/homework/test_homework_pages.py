"""What a group sees of its homework: the first review, an answer, handing in, what is due."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.workspaces.homework import samples
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.homework.models import HandIn, RemarkAnswer

MOST_QUERIES = 24


@pytest.fixture
def case(city: City) -> models.Case:
    return samples.checked(city)


@pytest.fixture
def meeting(city: City) -> Meeting:
    return samples.due(city)


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


def item(case: models.Case) -> str:
    return reverse("homework:item", args=(case.pk, 1, "problem"))


def hand_in_address(case: models.Case) -> str:
    return reverse("homework:hand_in", args=(case.pk, 1, "problem"))


def answer_address(case: models.Case, rule: str) -> str:
    return reverse("homework:answer", args=(case.pk, 1, "problem", samples.marks(case)[rule]))


def group_page(client: Client, case: models.Case) -> str:
    return strip_tags(client.get(reverse("homework:group", args=(case.pk,))).text)


def test_a_remark_names_its_place_its_rule_and_a_good_example(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    page = akari.get(item(case)).text
    assert f'href="{reverse("workspaces:worksheet", args=(case.pk, "problem"))}#field-goal"' in page
    for text in (
        "どこまで変われば達成なのか",
        samples.VAGUE.rstrip("。"),
        "15分以内に終わる",
        "直すか理由を",
    ):
        assert text in page


def test_a_remark_goes_when_the_group_mends_what_it_is_about(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    assert "指摘1件" in group_page(akari, case)
    samples.write(case, actor=city.botan, values={"goal": samples.MEASURED}, base=1)
    assert "指摘" not in group_page(akari, case)
    assert "決まりで気づくことは、もうありません" in akari.get(item(case)).text


def test_the_worksheet_shows_its_remarks_beside_its_fields(
    akari: Client, city: City, case: models.Case
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    page = akari.get(reverse("workspaces:worksheet", args=(case.pk, "problem"))).text
    assert "最初の確認：指摘1件" in page
    assert "#field-goal" in page


def test_a_severe_remark_is_mended_or_answered_before_it_is_handed_in(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    refused = akari.post(hand_in_address(case), follow=True).text
    assert "あと1つ残っています" in refused
    assert not HandIn.objects.exists()
    answered = akari.post(
        answer_address(case, "measurable"), {"text": "まだ測っていないので、次の回に決めます。"}
    )
    assert answered.status_code == 302
    akari.post(hand_in_address(case))
    (handed,) = HandIn.objects.all()
    assert (handed.version.number, handed.handed_in_by) == (1, city.akari)
    assert [each["answer"] for each in handed.remarks] == [
        "まだ測っていないので、次の回に決めます。"
    ]


def test_a_mild_remark_does_not_keep_anybody_from_handing_in(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    values = {"goal": samples.MEASURED, "gap": samples.LACK}
    samples.write(case, actor=city.akari, values=values)
    akari.post(hand_in_address(case))
    (handed,) = HandIn.objects.all()
    assert [each["rule"] for each in handed.open_remarks] == ["not-lack"]


def test_nothing_can_be_handed_in_before_something_is_written(
    akari: Client, case: models.Case, meeting: Meeting
) -> None:
    assert "まだ何も書かれていません" in akari.post(hand_in_address(case), follow=True).text
    assert not HandIn.objects.exists()


def test_the_same_version_is_handed_in_once_and_a_mended_one_again(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    akari.post(hand_in_address(case))
    akari.post(hand_in_address(case))
    assert HandIn.objects.count() == 1
    assert "もう提出してあります" in akari.get(item(case)).text
    samples.write(case, actor=city.botan, values={"goal": "10分以内に終わる。"}, base=1)
    assert "出したあとに直した" in group_page(akari, case)
    akari.post(hand_in_address(case))
    assert sorted(HandIn.objects.values_list("version__number", flat=True)) == [1, 2]


def test_what_was_handed_in_keeps_its_remarks_when_a_later_version_is_mended(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    values = {"goal": samples.MEASURED, "gap": samples.LACK}
    samples.write(case, actor=city.akari, values=values)
    handed = samples.hand_in(case, meeting=meeting, actor=city.akari)
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED}, base=1)
    handed.refresh_from_db()
    assert [each["rule"] for each in handed.remarks] == ["not-lack"]
    assert "提出したときの指摘" in akari.get(item(case)).text


def test_an_answer_can_be_changed_and_taken_back(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    address = answer_address(case, "measurable")
    akari.post(address, {"text": "はじめの理由"})
    akari.post(address, {"text": "別の理由"})
    assert [each.text for each in RemarkAnswer.objects.all()] == ["別の理由"]
    akari.post(address, {"text": ""})
    assert not RemarkAnswer.objects.exists()


def test_an_answer_without_a_word_or_too_long_is_asked_for_again(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    address = answer_address(case, "measurable")
    assert akari.post(address, {"text": " "}).status_code == 422
    long = akari.post(address, {"text": "あ" * 1001})
    assert "1,000字まで" in long.text
    assert not RemarkAnswer.objects.exists()


def test_an_answer_holds_for_a_later_version_while_its_words_stay(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    akari.post(answer_address(case, "measurable"), {"text": "次の回に決めます。"})
    samples.write(case, actor=city.botan, values={"goal": samples.VAGUE, "gap": "紙"}, base=1)
    assert "次の回に決めます。" in akari.get(item(case)).text
    changed = {"goal": "市民サービスの向上を図る。"}
    samples.write(case, actor=city.botan, values=changed, base=2)
    assert "次の回に決めます。" not in akari.get(item(case)).text


def test_a_remark_that_somebody_mended_meanwhile_is_no_error(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    address = answer_address(case, "measurable")
    samples.write(case, actor=city.botan, values={"goal": samples.MEASURED}, base=1)
    assert "もう直っています" in akari.post(address, {"text": "理由"}, follow=True).text
    assert not RemarkAnswer.objects.exists()


@pytest.mark.parametrize(("days", "shown"), [(3, "あと3日"), (0, "今日まで"), (-2, "期限から2日")])
def test_the_page_says_how_many_days_are_left(
    akari: Client, city: City, case: models.Case, days: int, shown: str
) -> None:
    samples.due(city, days=days)
    page = group_page(akari, case)
    assert shown in page
    assert ("期限を過ぎています" in page) is (days < 0)


@pytest.mark.parametrize(
    ("days", "shown"), [(3, "期限の3日前"), (0, "期限の日"), (-2, "期限の2日あと")]
)
def test_early_and_late_are_said_plainly(
    akari: Client, city: City, case: models.Case, days: int, shown: str
) -> None:
    meeting = samples.due(city, days=days)
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    samples.hand_in(case, meeting=meeting, actor=city.akari)
    page = group_page(akari, case)
    assert shown in page
    assert "期限を過ぎています" not in page


def test_others_read_and_cannot_write(client: Client, city: City, case: models.Case) -> None:
    samples.due(city)
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    client.force_login(city.lecturer)
    page = client.get(item(case)).text
    assert "どこまで変われば達成なのか" in page
    assert "直さない理由を書く" not in page
    assert client.post(hand_in_address(case)).status_code == 403
    assert client.post(answer_address(case, "measurable"), {"text": "?"}).status_code == 403
    client.force_login(city.daichi)
    assert client.get(item(case)).status_code == 404


def test_an_address_of_another_worksheet_or_meeting_leads_nowhere(
    akari: Client, case: models.Case, meeting: Meeting
) -> None:
    for number, key in ((1, "assumptions"), (2, "problem"), (99, "problem")):
        assert akari.get(reverse("homework:item", args=(case.pk, number, key))).status_code == 404


def test_what_is_due_waits_on_the_first_page_until_it_is_handed_in(
    akari: Client, city: City, case: models.Case
) -> None:
    meeting = samples.due(city, days=-1)
    page = akari.get("/").text
    assert "宿題を提出する：課題シート" in page
    assert "期限を過ぎています" in page
    samples.write(case, actor=city.akari, values={"goal": samples.MEASURED})
    samples.hand_in(case, meeting=meeting, actor=city.botan)
    assert "宿題を提出する" not in akari.get("/").text


def test_what_is_due_in_a_month_does_not_wait_yet(
    akari: Client, city: City, case: models.Case
) -> None:
    samples.due(city, days=30)
    assert "宿題を提出する" not in akari.get("/").text


def test_nothing_waits_any_more_when_the_cohort_is_over(
    akari: Client, city: City, case: models.Case
) -> None:
    samples.due(city, days=-3)
    city.cohort.ends_date = samples.day(-1)
    city.cohort.save()
    assert "宿題を提出する" not in akari.get("/").text


def test_the_pages_ask_few_questions_of_the_database(
    akari: Client,
    city: City,
    case: models.Case,
    meeting: Meeting,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    samples.write(case, actor=city.akari, values={"goal": samples.VAGUE})
    for page in (item(case), reverse("homework:group", args=(case.pk,))):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert akari.get(page).status_code == 200


def test_the_meetings_page_shows_how_far_its_homework_is(
    akari: Client, city: City, case: models.Case, meeting: Meeting
) -> None:
    page = akari.get(meeting.get_absolute_url()).text
    assert "この回の宿題の提出" in page
    assert "営業許可の更新" in page
    assert "転入の届出" not in page


def test_without_any_homework_the_page_says_what_will_be_here(
    akari: Client, case: models.Case
) -> None:
    assert "ここに、回ごとの宿題が並びます" in group_page(akari, case)

"""What is told of replies, and of how many at least."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.surveys import results, rules, services
from tomoni.academy.cohorts.surveys.models import Kind, Survey


def _reply(survey: Survey, people: list[User], today: date, *, state: str = "2") -> None:
    for user in people:
        services.reply(survey, actor=user, values={"state": state, "prove": "1"}, today=today)


def test_a_result_waits_until_the_survey_is_closed(
    client: Client, city: City, asked: list[User], before: Survey, today: date
) -> None:
    _reply(before, asked, today)
    client.force_login(city.secretariat)
    page = reverse("surveys:result", args=(before.pk,))
    assert "締め切ったあとに見られます" in client.get(page).text
    assert client.get(reverse("surveys:download", args=(before.pk,))).status_code == 403
    client.post(reverse("surveys:close", args=(before.pk,)))
    assert "目標との差を書ける" in client.get(page).text


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True)])
def test_nothing_is_told_of_fewer_than_five_replies(
    people: int, told: bool, city: City, asked: list[User], before: Survey, today: date
) -> None:
    _reply(before, asked[:people], today)
    after = today + timedelta(days=4)
    refusal = rules.may_see_result(before, count=before.replies.count(), today=after)
    assert (refusal is None) is told


def test_after_the_training_both_are_counted_beside_each_other(
    city: City, asked: list[User], before: Survey, today: date
) -> None:
    _reply(before, asked, today, state="1")
    services.close(before, actor=city.secretariat)
    after = services.open_survey(
        city.cohort, kind=Kind.AFTER, number=0, closes_date=today, actor=city.secretariat
    )
    _reply(after, asked, today, state="3")
    question = services.result(after, today=today)[0]
    assert question.title == "課題を決める"
    assert [strip.label for strip in question.strips] == [str(before), str(after)]
    assert question.lines == [
        ("課題を選べる", [0, 5]),
        ("目標との差を書ける", [0, 0]),
        ("困りごとを言える", [5, 0]),
    ]


def test_before_is_left_out_where_too_few_replied_to_it(
    city: City, asked: list[User], before: Survey, today: date
) -> None:
    _reply(before, asked[:4], today)
    services.close(before, actor=city.secretariat)
    after = services.open_survey(
        city.cohort, kind=Kind.AFTER, number=0, closes_date=today, actor=city.secretariat
    )
    _reply(after, asked, today)
    assert [strip.label for strip in services.result(after, today=today)[0].strips] == [str(after)]


def test_the_workbook_counts_every_level(
    client: Client, city: City, asked: list[User], before: Survey, today: date
) -> None:
    _reply(before, asked, today)
    services.close(before, actor=city.secretariat)
    client.force_login(city.secretariat)
    answer = client.get(reverse("surveys:download", args=(before.pk,)))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.values)
    assert rows[0][:2] == ("問い", "アンケート")
    assert ("課題を決める", "研修の前の自己評価", 2, "目標との差を書ける", 5, 5) in rows


def test_what_was_written_stands_without_its_writer_in_an_order_of_its_own(
    client: Client, city: City, asked: list[User], session: Survey, today: date
) -> None:
    for user, text in zip(asked, ("う", "い", "え", "あ", ""), strict=True):
        values = {"understood": "4", "useful": "3", "noticed": text}
        services.reply(session, actor=user, values=values, today=today)
    services.close(session, actor=city.secretariat)
    assert services.texts(session)[0] == ("気づいたこと、よかったこと", ["あ", "い", "う", "え"])
    client.force_login(city.secretariat)
    page = client.get(reverse("surveys:result", args=(session.pk,))).text
    assert not any(f">{user}<" in page for user in asked)


def test_a_reply_that_comes_after_the_end_is_refused(
    city: City, asked: list[User], session: Survey, today: date
) -> None:
    services.close(session, actor=city.secretariat)
    with pytest.raises(CohortsError, match="survey-closed"):
        services.reply(session, actor=city.akari, values={}, today=today)
    assert not session.replies.exists()


def test_strips_fill_their_width() -> None:
    found = results.counted(
        [("前", [{"a": "1"}, {"a": "2"}, {"a": "2"}, {}])], questions=[("a", "問い", ["低", "高"])]
    )
    strip = found[0].strips[0]
    assert strip.count == 3
    assert sum(piece.width for piece in strip.pieces) == pytest.approx(results.WIDTH)
    assert strip.words == "低 1、高 2"

"""A new cohort from this one, and what a successor finds."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy.cohorts.graduates.graduations import graduate
from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.handover.teachings import handed_over, teaching
from tomoni.academy.cohorts import giving
from tomoni.academy.cohorts.materials.models import Kind, Material
from tomoni.academy.cohorts.materials.services import Content, Place, add
from tomoni.academy.cohorts.models import Cohort, Membership, Role, Stage
from tomoni.academy.workspaces import models, services, talking
from tomoni.academy.workspaces.handover import following

PLAN = {
    "number": "2", "title": "データアカデミー第2期", "starts_date": "2026-12-01",
    "ends_date": "2027-03-31",
}  # fmt: skip


def _open(client: Client, city: City, **more: Any) -> Cohort | None:
    client.force_login(city.secretariat)
    client.post(reverse("handover:next_cohort", args=(city.cohort.pk,)), PLAN | more)
    return Cohort.objects.filter(number=2).first()


def test_number_title_and_days_are_proposed(city: City) -> None:
    plan = following.proposal(city.cohort)
    assert (plan.number, plan.title) == (2, "データアカデミー第2期")
    assert (plan.starts_date, plan.ends_date) == (date(2026, 11, 28), date(2027, 5, 30))


def test_a_title_without_a_number_gets_one(city: City) -> None:
    city.cohort.title = "春のデータアカデミー"
    assert following.proposal(city.cohort).title == "春のデータアカデミー 第2期"


def test_two_clicks_open_the_next_cohort(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    page = client.get(city.cohort.get_absolute_url()).content.decode()
    assert reverse("handover:next_cohort", args=(city.cohort.pk,)) in page
    made = _open(client, city)
    assert made is not None
    assert made.curriculum_text
    assert made.curriculum == city.cohort.curriculum
    held = Membership.objects.filter(cohort=made)
    assert [(each.user, each.role) for each in held] == [(city.secretariat, Role.SECRETARIAT)]


def test_no_people_no_drafts_no_cases_come_over(client: Client, city: City) -> None:
    row = whole_case(city)
    services.save_draft(row, actor=city.akari, key="problem", values={"goal": "x"}, base=0)
    made = _open(client, city)
    assert made is not None
    assert not made.groups.exists()
    assert models.Case.objects.count() == 1
    assert models.Draft.objects.count() == 1
    assert not Membership.objects.filter(group__cohort=made).exists()


def test_materials_and_notes_come_over(client: Client, city: City) -> None:
    for title, for_lecturers in (("進め方", False), ("講師のメモ", True)):
        add(
            city.cohort, kind=Kind.TEXT, actor=city.secretariat,
            place=Place(number=1, title=title, for_lecturers=for_lecturers),
            content=Content(text="はじめに前回をふり返る。"),
        )  # fmt: skip
    made = _open(client, city)
    found = Material.objects.filter(cohort=made)
    assert {(each.title, each.for_lecturers) for each in found} == {
        ("進め方", False), ("講師のメモ", True),
    }  # fmt: skip


def test_chosen_graduates_lecture_from_the_chosen_stage(client: Client, city: City) -> None:
    found = graduate(city, "akari", "daichi")
    made = _open(client, city, **{f"stage-{found.pk}": "observe"})
    lecturers = Membership.objects.filter(cohort=made, role=Role.LECTURER)
    assert [(each.user, each.stage) for each in lecturers] == [(city.akari, Stage.OBSERVE)]
    assert city.akari.notices.filter(code="role-given").exists()


def test_chosen_teaching_cases_are_given_and_others_not(client: Client, city: City) -> None:
    given = teaching(city)
    other = teaching(city)
    other.pk, other.title = None, "別の教材"
    other.save(force_insert=True)
    made = _open(client, city, teaching=[str(given.pk)])
    assert made is not None
    assert list(made.teaching_cases.all()) == [given]


def test_other_municipalities_take_part_again(client: Client, city: City) -> None:
    giving.let_in(city.cohort, code="990008", name="となり市", actor=city.secretariat)
    made = _open(client, city)
    assert made is not None
    assert [each.name for each in made.partners.all()] == ["となり市"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "1"}, "第1期は、もうあります。"),
        ({"number": "0"}, "期は1から999までの数です。"),
        ({"number": "1.5"}, "期は1から999までの数です。"),
        ({"number": "二"}, "数字で書いてください"),
        ({"title": ""}, "「題」を書いてください"),
        ({"ends_date": "2026-11-30"}, "終了日は、開始日より後にしてください。"),
        ({"starts_date": "いつか"}, "日付で書いてください"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_opened(
    client: Client, city: City, wrong: dict[str, str], said: str
) -> None:
    client.force_login(city.secretariat)
    answer = client.post(reverse("handover:next_cohort", args=(city.cohort.pk,)), PLAN | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Cohort.objects.count() == 1


def test_a_graduate_who_left_is_not_asked_for(client: Client, city: City) -> None:
    found = graduate(city)
    giving.leave(city.akari, day=city.cohort.starts_date, actor=city.secretariat)
    made = _open(client, city, **{f"stage-{found.pk}": "lead"})
    assert not Membership.objects.filter(cohort=made, role=Role.LECTURER).exists()


def test_a_successor_finds_the_case_what_waits_there_and_the_drafts(
    client: Client, city: City
) -> None:
    row = whole_case(city)
    version = models.Version.objects.get(artifact__case=row, artifact__key="assumptions")
    talking.comment(version, actor=city.lecturer, text="根拠は？")
    services.save_draft(row, actor=city.akari, key="problem", values={"goal": "書きかけ"}, base=0)
    held = handed_over(city)
    client.force_login(city.chihiro)
    page = client.get(reverse("handover:taken_over")).content.decode()
    assert "あかり" in page
    assert reverse("workspaces:case", args=(row.pk,)) in page
    assert reverse("workspaces:bundle", args=(row.pk,)) in page
    assert client.get(reverse("workspaces:case", args=(row.pk,))).status_code == 200
    assert city.chihiro.notices.filter(code="taken-over").get().sentence == (
        "あかりさんから1件の役割を引き継ぎました。"
    )
    client.post(reverse("handover:adopt_drafts", args=(held.pk,)))
    draft = models.Draft.objects.get()
    assert (draft.author, draft.values) == (city.chihiro, {"goal": "書きかけ"})


def test_a_draft_of_ones_own_is_not_replaced(client: Client, city: City) -> None:
    row = whole_case(city)
    services.save_draft(row, actor=city.akari, key="problem", values={"goal": "前"}, base=0)
    held = handed_over(city)
    services.save_draft(row, actor=city.chihiro, key="problem", values={"goal": "今"}, base=0)
    client.force_login(city.chihiro)
    client.post(reverse("handover:adopt_drafts", args=(held.pk,)))
    assert {(each.author, each.values["goal"]) for each in models.Draft.objects.all()} == {
        (city.akari, "前"), (city.chihiro, "今"),
    }  # fmt: skip


def test_who_took_over_nothing_sees_what_would_be_here(client: Client, city: City) -> None:
    client.force_login(city.botan)
    page = client.get(reverse("handover:taken_over")).content.decode()
    assert "引き継いだものはありません" in page

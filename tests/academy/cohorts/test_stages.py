"""A lecturer's way: watching, helping, leading."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.whole_case import whole_case
from tomoni.academy.cohorts import giving, rules
from tomoni.academy.cohorts.models import Membership, Role, Stage

STAGES = ((Stage.OBSERVE, False, False), (Stage.ASSIST, True, False), (Stage.LEAD, True, True))


def _held(city: City) -> Membership:
    return Membership.objects.get(user=city.lecturer, role=Role.LECTURER)


def test_who_lectures_already_leads(city: City) -> None:
    assert _held(city).stage == Stage.LEAD


@pytest.mark.parametrize(("stage", "comments", "marks"), STAGES)
def test_each_stage_may_do_more(city: City, stage: Stage, comments: bool, marks: bool) -> None:
    giving.change_stage(_held(city), stage=stage, actor=city.secretariat)
    assert (rules.may_comment(city.lecturer, group=city.group) is None) is comments
    assert (rules.may_mark(city.lecturer, group=city.group) is None) is marks
    assert rules.may_edit_group(city.lecturer, group=city.group) is not None


def test_the_secretariat_marks_and_a_participant_does_not(city: City) -> None:
    assert rules.may_mark(city.secretariat, group=city.group) is None
    assert rules.may_mark(city.akari, group=city.group) is not None


def test_who_watches_reads_the_case_and_is_told_why_not_to_comment(
    client: Client, city: City
) -> None:
    row = whole_case(city)
    giving.change_stage(_held(city), stage=Stage.OBSERVE, actor=city.secretariat)
    client.force_login(city.lecturer)
    assert client.get(reverse("workspaces:case", args=(row.pk,))).status_code == 200
    answer = client.post(
        reverse("workspaces:comment", args=(row.pk, "assumptions", 1)), {"text": "よいですね"}
    )
    assert answer.status_code == 403
    assert "見学の講師は読むだけです" in answer.content.decode()


def test_the_secretariat_moves_a_lecturer_on(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    address = reverse("cohorts:change_stage", args=(city.cohort.pk, _held(city).pk))
    client.post(address, {"stage": "assist"})
    assert _held(city).stage == Stage.ASSIST
    assert _held(city).label == "講師（補助）"
    assert client.post(address, {"stage": "chief"}).status_code == 404


def test_only_a_lecturer_has_a_stage_to_be_changed(client: Client, city: City) -> None:
    held = Membership.objects.get(user=city.reviewer)
    client.force_login(city.secretariat)
    address = reverse("cohorts:change_stage", args=(city.cohort.pk, held.pk))
    assert client.post(address, {"stage": "assist"}).status_code == 404


def test_a_role_is_given_with_its_stage(client: Client, city: City) -> None:
    client.force_login(city.secretariat)
    page = reverse("cohorts:roles", args=(city.cohort.pk,))
    client.post(page, {"who": "chihiro", "role": "lecturer", "group": "whole", "stage": "observe"})
    assert Membership.objects.get(user=city.chihiro).stage == Stage.OBSERVE
    shown = client.get(page).content.decode()
    assert "コメントはまだしません" in shown


def test_a_successor_goes_as_far_as_who_went(city: City) -> None:
    giving.change_stage(_held(city), stage=Stage.ASSIST, actor=city.secretariat)
    giving.hand_over(
        city.lecturer, successor=city.chihiro, today=city.cohort.starts_date,
        actor=city.secretariat,
    )  # fmt: skip
    assert Membership.objects.get(user=city.chihiro).stage == Stage.ASSIST

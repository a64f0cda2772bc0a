"""`tomoni demo`: the sample city once, and its accounts every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import sample
from tomoni.academy.cohorts.calls.models import CallState
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.workspaces.models import Artifact, Case
from tomoni.config.cli import run


@pytest.mark.slow
@pytest.mark.django_db
def test_the_city_comes_once_and_its_accounts_every_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["demo", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    case = Case.objects.get(group__number=1)
    counted = (User.objects.count(), Artifact.objects.count(), Cohort.objects.count())
    assert case.group.number == 1
    assert Artifact.objects.filter(case=case, key="effect").exists()
    _first_cohort_is_over()
    _second_cohort_takes_applications()

    assert run(["demo", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (first["new"], again["new"]) == (True, False)
    assert first["accounts"] == again["accounts"]
    assert {account["role"] for account in again["accounts"]} == {
        "事務局", "講師", "審査員", "監査", "受講者", "ほかの職員"
    }  # fmt: skip
    assert counted == (User.objects.count(), Artifact.objects.count(), Cohort.objects.count())
    for account in again["accounts"]:
        assert User.objects.get(account_name=account["account_name"]).has_usable_password()

    assert run(["demo"]) == 0
    shown = capsys.readouterr().out
    assert sample.PASSWORD in shown
    assert "青木 翔太" in shown


def _first_cohort_is_over() -> None:
    """Four divisions, eight people, four works, six sessions; what they presented is there."""
    first = Cohort.objects.get(number=1)
    assert first.groups.values("division").distinct().count() == 4
    people = Membership.objects.filter(group__cohort=first, role=Role.PARTICIPANT)
    assert (people.count(), first.groups.values("work").distinct().count()) == (8, 4)
    assert (first.meetings.count(), first.graduates.count()) == (6, 8)
    presented = Artifact.objects.filter(kind="document", versions__isnull=False)
    assert presented.values("case__group").distinct().count() == 4
    assert first.materials.filter(kind="recording").count() == 6
    assert first.materials.filter(title__contains="勉強会").exists()
    assert first.ends_date < timezone.localdate()


def _second_cohort_takes_applications() -> None:
    """Five groups at most, taught by two graduates of the first cohort with its materials."""
    second = Cohort.objects.get(number=2)
    assert second.call.state(timezone.localdate()) == CallState.OPEN
    assert (second.call.most_groups, second.call.applications.count()) == (5, 2)
    lecturers = second.memberships.filter(role=Role.LECTURER)
    graduates = Cohort.objects.get(number=1).graduates
    assert lecturers.count() == 2
    assert graduates.filter(user__in=lecturers.values("user")).count() == 2
    assert second.materials.filter(kind="slides").exists()


@pytest.mark.django_db
def test_a_city_of_other_people_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create(account_name="tanaka", display_name="田中 一郎")
    assert run(["demo"]) == 2
    assert "ほかの人のアカウント" in capsys.readouterr().err
    assert User.objects.count() == 1
    assert not Case.objects.exists()


def test_a_database_that_is_not_ready_is_named_in_one_line(tmp_path: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "tomoni.config.cli", "demo"],
        env={**os.environ, "TOMONI_HOME": str(tmp_path), "TOMONI_DEBUG": "0"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert refused.returncode == 2
    assert "tomoni manage migrate" in refused.stderr
    assert refused.stderr.count("\n") == 1

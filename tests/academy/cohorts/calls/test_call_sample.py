"""The sample city's second cohort is open for applications."""

from datetime import date

import pytest

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import services
from tomoni.academy.cohorts.calls import sample
from tomoni.academy.cohorts.calls.models import Approval, CallState
from tomoni.academy.cohorts.giving import give_role
from tomoni.academy.cohorts.models import Role
from tomoni.engine import cases


@pytest.mark.django_db
def test_the_second_cohort_takes_applications_and_holds_two() -> None:
    curriculum = cases.shipped_curriculum("policy")
    first = services.make_sample_city(curriculum=curriculum)
    second = services.open_cohort(
        first.municipality, number=2, title="第2期", curriculum=curriculum,
        starts_date=date(2027, 5, 12), ends_date=date(2027, 10, 27),
    )  # fmt: skip
    give_role(
        User.objects.get(account_name="jimukyoku"), role=Role.SECRETARIAT, cohort=second
    )  # fmt: skip
    call = sample.fill(second)
    assert sample.fill(second) == call
    assert (call.most_groups, call.state(date(2027, 1, 5))) == (5, CallState.OPEN)
    found = {each.work: each for each in call.applications.all()}
    in_person, asked = (found[said.work] for said in sample.APPLICATIONS)
    assert (in_person.approval, in_person.in_person) == (Approval.APPROVED, True)
    assert asked.approval == Approval.WAITING
    assert asked.manager == User.objects.get(account_name="shiminkacho")
    assert {user.division for user in asked.people()} != {asked.division}
    told = User.objects.filter(notices__code="call-announced").count()
    assert told == User.objects.filter(division__isnull=False).count() - 1

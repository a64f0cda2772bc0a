"""What a verdict asks for belongs to the division, whoever leads it and whatever it is called."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.conftest import City
from academy.proposals.deciding import cases
from tomoni.academy.accounts import divisions, heirs
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.deciding import rules, services
from tomoni.academy.proposals.deciding.models import Aftercare, Decision, State
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Happening

CODES = ("aftercare-asked", "aftercare-soon", "aftercare-next", "aftercare-late")


def _led_by(city: City, user: User) -> None:
    User.objects.update(post="")
    user.post = "生活衛生課長"
    user.save()


def _told(user: User) -> list[int]:
    return [user.notices.filter(code=code).count() for code in CODES]


def test_the_head_is_told_once_of_each_thing(city: City) -> None:
    _led_by(city, city.manager)
    asked = cases.aftercare(city)
    assert (_told(city.manager), _told(city.botan)) == ([1, 0, 0, 0], [0, 0, 0, 0])
    told = []
    for days in (60, 30, 29, 7, 0, -1, -20):
        services.remind(asked.due_date - timedelta(days=days))
        told.append(_told(city.manager))
    assert told == [
        [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 1],
        [1, 1, 1, 1],
    ]  # fmt: skip


def test_who_leads_the_division_after_staff_moved_is_told_of_all(city: City) -> None:
    _led_by(city, city.manager)
    asked = cases.aftercare(city)
    _led_by(city, city.botan)
    assert services.remind(asked.due_date - timedelta(days=90)) == 1
    assert (_told(city.manager), _told(city.botan)) == ([1, 0, 0, 0], [1, 0, 0, 0])
    assert services.remind(asked.due_date - timedelta(days=90)) == 0


def test_a_division_without_one_head_is_told_whole(city: City) -> None:
    User.objects.update(post="")
    cases.aftercare(city)
    assert [_told(each)[0] for each in (city.akari, city.botan, city.manager)] == [1, 1, 1]
    assert _told(city.chihiro)[0] == 0


def test_what_has_ended_is_reminded_of_no_more(city: City) -> None:
    asked = cases.aftercare(city)
    services.report(asked, state=State.DONE, words="始めました。", actor=city.botan)
    assert services.remind(asked.due_date + timedelta(days=1)) == 0


def test_a_report_is_added_and_told_to_the_office(city: City) -> None:
    asked = cases.aftercare(city)
    for state in (State.GOING, State.NOT):
        services.report(asked, state=state, words="予算がつきません。", actor=city.botan)
    assert [each.state for each in asked.reports.all()] == ["going", "not"]
    assert Aftercare.objects.get().state == "not"
    notice = city.secretariat.notices.filter(code="aftercare-reported").first()
    assert notice is not None
    assert notice.sentence.endswith("：できない")


def test_the_office_ends_it_once_and_nothing_is_reported_after(city: City) -> None:
    asked = cases.aftercare(city)
    services.report(asked, state=State.DONE, words="始めました。", actor=city.botan)
    services.finish(asked, words="確かめました。", actor=city.secretariat)
    assert asked.proposal.place == "done"
    assert Happening.objects.filter(action="finish").count() == 1
    again = Aftercare.objects.get()
    with pytest.raises(ProposalsError, match="not-now"):
        services.finish(again, words="もう一度", actor=city.secretariat)
    with pytest.raises(ProposalsError, match="aftercare-finished"):
        services.report(again, state=State.GOING, words="続けます。", actor=city.botan)
    assert again.reports.count() == 1


def test_only_the_asked_division_reports(city: City) -> None:
    asked = cases.aftercare(city)
    assert rules.may_report(city.botan, aftercare=asked) is None
    assert rules.may_report(city.chihiro, aftercare=asked) is not None


def test_the_successor_of_a_division_answers_for_what_it_was_asked(city: City) -> None:
    _led_by(city, city.manager)
    asked = cases.aftercare(city)
    old, new = city.akari.division, city.chihiro.division
    assert old is not None
    assert new is not None
    assert heirs.has_belongings(old)
    day = timezone.localdate()
    divisions.abolish(old, day=day, today=day, successor=new, actor=city.secretariat)
    asked.refresh_from_db()
    assert asked.division == new


def test_a_draft_of_a_decision_follows_the_division_too(city: City) -> None:
    decision = cases.prepared(city, cases.waiting(city))
    old, new = city.akari.division, city.chihiro.division
    assert old is not None
    assert new is not None
    heirs.pass_on(old, successor=new)
    assert Decision.objects.get(pk=decision.pk).division == new

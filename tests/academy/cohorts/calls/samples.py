"""Calls and applications of the small city."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calls import selecting, services
from tomoni.academy.cohorts.calls.models import Application, Call, Decision

TODAY = date(2026, 6, 10)
LATER = date(2026, 7, 1)
"""A day after the last one of the call."""


def values(*, today: date = TODAY, most_groups: int = 2, days: int = 14) -> dict[str, object]:
    return {
        "text": "半年で6回、自分の課の困りごとを調べます。",
        "eligibility": "どの課の職員でも応募できます。",
        "from_date": today - timedelta(days=1),
        "until_date": today + timedelta(days=days),
        "most_groups": most_groups,
        "fewest_members": 2,
        "most_members": 5,
    }


def call(
    city: City, *, today: date = TODAY, most_groups: int = 2, announced: bool = True, days: int = 14
) -> Call:
    """A call that is open on the day."""
    made = services.draft_call(
        city.cohort,
        values=values(today=today, most_groups=most_groups, days=days),
        actor=city.secretariat,
    )
    if announced:
        services.announce(made, actor=city.secretariat)
        made.refresh_from_db()
    return made


def open_now(city: City) -> Call:
    """A call that is open on the day on which the test runs: pages look at the clock."""
    return call(city, today=timezone.localdate())


def closed_now(city: City) -> Call:
    """A call whose last day was yesterday, with nothing sent yet."""
    return call(city, today=timezone.localdate() - timedelta(days=15))


def answers(
    *members: User, work: str = "営業許可", manager: User | None = None
) -> services.Answers:
    return services.Answers(
        work=work, problem="窓口が混む。", hope="待ち時間を短くしたい。", members=members,
        manager=manager,
    )  # fmt: skip


def draft(made: Call, applicant: User) -> Application:
    """An application of which nothing is kept yet."""
    assert applicant.division is not None
    return Application(
        call=made, applicant=applicant, division=applicant.division, saved_by=applicant
    )


def sent(
    made: Call,
    *,
    members: Iterable[User],
    manager: User | None = None,
    approved: bool = False,
    work: str = "営業許可",
) -> Application:
    """Sent by the first of the members, on the first day of the call."""
    people = tuple(members)
    found = services.save_application(
        draft(made, people[0]),
        answers=answers(*people, work=work, manager=manager),
        base=0, send=True, actor=people[0], today=made.from_date,
    )  # fmt: skip
    if approved:
        clerk = made.cohort.memberships.get(role="secretariat").user
        services.record_approval(
            found, approver="課長", text="", actor=clerk, day=made.from_date
        )  # fmt: skip
    return Application.objects.get(pk=found.pk)


def decide(found: Application, decision: str, city: City, *, today: date = LATER) -> Application:
    """Decided by the secretariat with the newest view of it."""
    found.refresh_from_db()
    selecting.decide(
        found, decision=Decision(decision), reason="困りごとがはっきりしている。", seen=found.seen,
        actor=city.secretariat, today=today,
    )  # fmt: skip
    found.refresh_from_db()
    return found


def pair(city: City, name: str) -> tuple[User, User]:
    """Two more people of the residents' division."""
    division = city.other_group.division
    users = [
        User.objects.create(
            account_name=f"{name}{n}", display_name=f"{name}の人{n}", division=division
        )
        for n in (1, 2)
    ]
    return users[0], users[1]


def at_call(city: City) -> tuple[object, ...]:
    """What fills in the address of a call, and so on below."""
    return (open_now(city).pk,)


def at_draft_call(city: City) -> tuple[object, ...]:
    return (call(city, today=timezone.localdate(), announced=False).pk,)


def at_closed_call(city: City) -> tuple[object, ...]:
    return (closed_now(city).pk,)


def at_application(city: City) -> tuple[object, ...]:
    """Akari's and Botan's, whose manager is asked."""
    made = open_now(city)
    return (sent(made, members=(city.akari, city.botan), manager=city.manager).pk,)

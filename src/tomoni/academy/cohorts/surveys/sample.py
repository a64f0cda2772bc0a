"""What the sample city's first cohort said of itself, the same each time."""

from django.db import transaction

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.surveys import queries, services
from tomoni.academy.cohorts.surveys.models import Kind, Reply, Survey

_LOWEST = {Kind.BEFORE: 1, Kind.AFTER: 2}
_SPREAD = 7
NOTICED = (
    "ひとりで考えず、ほかの課の人と業務を見直せた。",
    "答えを見つけて終わりではなく、また最初から考え直すのが大変だったが、課題を洗い出せた。",
    "余った時間を市民に返すために業務を変えるのだと、腑に落ちた。",
    "システムを入れることが目的ではない、という見方ができた。",
    "提案には壁もあるが、所属の職員を巻き込んで進めたい。",
)
"""What people wrote of the last session; who writes nothing has nothing here."""


@transaction.atomic
def fill(cohort: Cohort, *, actor: User) -> None:
    """Skills before and after, and the last session, replied to and closed; once."""
    if cohort.surveys.exists():
        return
    people = list(queries.asked_people(cohort).order_by("account_name"))
    skills = services.skills_of(cohort)
    for kind, lowest in _LOWEST.items():
        survey = _held(cohort, kind=kind)
        for place, user in enumerate(people):
            values = {
                skill.id: str(
                    min(len(skill.levels), lowest + (place * 3 + turn * 5) % _SPREAD // 3)
                )
                for turn, skill in enumerate(skills)
            }
            Reply.objects.create(survey=survey, user=user, values=values)
        services.close(survey, actor=actor)
    survey = _held(cohort, kind=Kind.SESSION, number=cohort.meetings.count())
    for place, user in enumerate(people):
        noticed = NOTICED[place] if place < len(NOTICED) else ""
        values = {
            "understood": str(3 + place % 2),
            "useful": str(4 - place % 2),
            "noticed": noticed,
        }
        Reply.objects.create(survey=survey, user=user, values={**values, "wished": ""})
    services.close(survey, actor=actor)


def _held(cohort: Cohort, *, kind: Kind, number: int = 0) -> Survey:
    return Survey.objects.create(
        cohort=cohort, kind=kind, number=number, closes_date=cohort.ends_date
    )

"""A teaching case made of the sample city's first case, as its lecturer and secretariat did it."""

from dataclasses import replace

from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.handover import preparing, services
from tomoni.academy.workspaces.handover.models import TeachingCase
from tomoni.academy.workspaces.reading import open_case

TITLE = "許可の更新：窓口の混雑をならす"
SUMMARY = (
    "「5月は飲食店が多い」という仮説がデータで外れ、許可の終わる月に目を移すまでを読めます。"
    "手順2、5、6がとくに参考になります。"
)
KEPT = {"高松市": "オープンデータの出典の表示に要る"}


def fill(cohort: Cohort) -> None:
    """The first group's case without its names, given to its own cohort.

    Does nothing where there is no case, or a teaching case already.
    """
    row = models.Case.objects.filter(group__cohort=cohort, group__number=1).first()
    if row is None or TeachingCase.objects.filter(case=row).exists():
        return
    held = Membership.objects.filter(cohort=cohort).select_related("user")
    lecturer = held.filter(role=Role.LECTURER).earliest("pk").user
    secretariat = held.filter(role=Role.SECRETARIAT).earliest("pk").user
    opened = open_case(row)
    made = services.begin(opened, actor=lecturer)
    with_rows = [each.key for each in preparing.rows_of(opened, chosen=None) if each.chosen]
    lines = preparing.lines_of(opened, decided=[], with_rows=with_rows)
    decisions = [
        replace(line.decision, keep=True, reason=KEPT[line.decision.found])
        if line.decision.found in KEPT
        else line.decision
        for line in lines
    ]
    services.prepare(
        made, opened, title=TITLE, summary=SUMMARY, decisions=decisions, with_rows=with_rows
    )
    services.ask(made, actor=lecturer)
    services.approve(made, actor=secretariat)
    services.give(made, cohort=cohort, actor=secretariat)

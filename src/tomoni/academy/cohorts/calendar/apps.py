from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting

if TYPE_CHECKING:
    from tomoni.academy.cohorts.cohort_pages import Roles


class CalendarConfig(AppConfig):
    name = "tomoni.academy.cohorts.calendar"
    label = "calendar"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.calendar import offers, queries, sections  # noqa: PLC0415
        from tomoni.academy.cohorts.roles import READERS  # noqa: PLC0415

        for label, view, opened_by, order in (
            (_("日程"), "calendar:calendar", READERS, 10),
            (_("出欠の表"), "calendar:table", queries.TABLED, 20),
        ):
            opens = partial(_hold_one_of, opened_by=opened_by)
            cohort_pages.register(cohort_pages.CohortPage(label, view, opens, order=order))
        sections.register("homework-due", section=offers.homework, order=20)
        sections.register("agenda", section=offers.agenda, order=sections.AGENDA)
        sections.register("about", section=offers.about, order=sections.AGENDA + 10)
        sections.register("attendance", section=offers.attendance, order=200)
        waiting.register("calendar", offers.waiting)


def _hold_one_of(roles: "Roles", *, opened_by: "Roles") -> bool:
    return bool(roles & opened_by)

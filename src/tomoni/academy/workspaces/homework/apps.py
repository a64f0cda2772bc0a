from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting


class HomeworkConfig(AppConfig):
    name = "tomoni.academy.workspaces.homework"
    label = "homework"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.calendar import sections  # noqa: PLC0415
        from tomoni.academy.workspaces.homework import offers, queries, services  # noqa: PLC0415
        from tomoni.academy.workspaces.jobs import daily  # noqa: PLC0415

        cohort_pages.register(
            cohort_pages.CohortPage(
                _("宿題"),
                "homework:cohort",
                lambda roles: bool(roles & queries.FOLLOWERS),
                order=30,
            )
        )
        sections.register("homework", section=offers.section, order=sections.AGENDA + 50)
        waiting.register("homework", offers.waiting)
        daily.register("homework", work=services.remind)

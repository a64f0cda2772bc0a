from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting


class LecturingConfig(AppConfig):
    name = "tomoni.academy.workspaces.lecturing"
    label = "lecturing"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.workspaces.lecturing import queries, reminding  # noqa: PLC0415

        waiting.register("lecturing", reminding.find)
        cohort_pages.register(
            cohort_pages.CohortPage(
                label=_("講師の画面"),
                view="lecturing:screen",
                opens=lambda roles: not roles.isdisjoint(queries.LEADERS),
                order=20,
            )
        )

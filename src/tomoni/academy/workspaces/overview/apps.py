from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "tomoni.academy.workspaces.overview"
    label = "overview"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.models import Role  # noqa: PLC0415

        cohort_pages.register(
            cohort_pages.CohortPage(
                _("事務局の画面"),
                "overview:overview",
                lambda roles: Role.SECRETARIAT in roles,
                order=5,
            )
        )

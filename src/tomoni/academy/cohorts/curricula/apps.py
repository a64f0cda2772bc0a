from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculaConfig(AppConfig):
    name = "tomoni.academy.cohorts.curricula"
    label = "curricula"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.models import Role  # noqa: PLC0415

        page = cohort_pages.CohortPage(
            label=_("カリキュラムと新しい期"),
            view="curricula:of_cohort",
            opens=lambda roles: Role.SECRETARIAT in roles,
            order=90,
        )
        cohort_pages.register(page)

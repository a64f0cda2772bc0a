from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting


class SurveysConfig(AppConfig):
    name = "tomoni.academy.cohorts.surveys"
    label = "surveys"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.calendar import sections  # noqa: PLC0415
        from tomoni.academy.cohorts.surveys import offers, queries  # noqa: PLC0415

        cohort_pages.register(
            cohort_pages.CohortPage(
                _("アンケート"),
                "surveys:surveys",
                lambda roles: bool(roles & queries.PEOPLE),
                order=60,
            )
        )
        sections.register("survey", section=offers.section, order=300)
        waiting.register("surveys", offers.waiting)

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import navigation, waiting


class ProposalsConfig(AppConfig):
    name = "tomoni.academy.proposals"
    label = "proposals"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.models import Role  # noqa: PLC0415
        from tomoni.academy.proposals import proposal_sections  # noqa: PLC0415
        from tomoni.academy.proposals.waiting import waiting as found  # noqa: PLC0415

        page = cohort_pages.CohortPage(
            label=_("職員提案の係"),
            view="proposals:duties_of_cohort",
            opens=lambda roles: Role.SECRETARIAT in roles,
            order=95,
        )
        cohort_pages.register(page)
        proposal_sections.register()
        waiting.register("proposals", found)
        navigation.register("proposals", entries=_entries, order=65)


def _entries(request: HttpRequest) -> list[navigation.Entry]:
    """For the municipalities' own staff: somebody from outside has no division to propose from."""
    if getattr(request.user, "division_id", None) is None:
        return []
    return [navigation.Entry(_("職員提案"), reverse("proposals:home"))]

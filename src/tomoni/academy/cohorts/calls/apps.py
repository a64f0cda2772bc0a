from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import navigation, waiting


class CallsConfig(AppConfig):
    name = "tomoni.academy.cohorts.calls"
    label = "calls"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.calls.waiting import waiting as found  # noqa: PLC0415
        from tomoni.academy.cohorts.models import Role  # noqa: PLC0415

        waiting.register("calls", found)
        navigation.register("calls", entries=_entries, order=60)
        cohort_pages.register(
            cohort_pages.CohortPage(
                _("募集と応募"),
                "calls:of_cohort",
                lambda roles: Role.SECRETARIAT in roles,
                order=10,
            )
        )


def _entries(request: HttpRequest) -> list[navigation.Entry]:
    """For the municipalities' own staff: somebody from outside has no division to apply for."""
    if getattr(request.user, "division_id", None) is None:
        return []
    return [navigation.Entry(_("募集"), reverse("calls:calls"))]

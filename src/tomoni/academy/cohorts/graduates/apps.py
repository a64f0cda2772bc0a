from collections.abc import Iterable

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting


class GraduatesConfig(AppConfig):
    name = "tomoni.academy.cohorts.graduates"
    label = "graduates"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.models import Role  # noqa: PLC0415

        pages = (
            (_("修了を決める"), "graduates:closing", Role.SECRETARIAT, 90),
            (_("自分の修了証"), "graduates:own", Role.PARTICIPANT, 95),
        )
        for label, view, role, order in pages:
            opens = frozenset({role}).issubset
            cohort_pages.register(cohort_pages.CohortPage(label, view, opens, order))
        waiting.register("graduates", _waiting)


def _waiting(request: HttpRequest) -> Iterable[waiting.Waiting]:
    """A graduate has not said yet whether they want to teach."""
    from tomoni.academy.accounts.models import User  # noqa: PLC0415 - models are ready now
    from tomoni.academy.cohorts.graduates import queries  # noqa: PLC0415

    if not isinstance(request.user, User):
        return
    for graduate in queries.not_yet_told(request.user):
        url = reverse("graduates:graduate", args=(graduate.pk,))
        said = _now("次の期で講師をするかどうかを答える")
        yield waiting.Waiting(said, url, about=graduate.cohort.title)

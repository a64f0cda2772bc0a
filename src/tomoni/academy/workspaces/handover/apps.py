from collections.abc import Iterable

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting


class HandoverConfig(AppConfig):
    name = "tomoni.academy.workspaces.handover"
    label = "handover"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.models import Role  # noqa: PLC0415
        from tomoni.academy.cohorts.roles import READERS  # noqa: PLC0415

        cohort_pages.register(
            cohort_pages.CohortPage(
                _("教材ケース"), "handover:of_cohort", lambda roles: bool(roles & READERS), order=80
            )
        )
        runs = frozenset({Role.SECRETARIAT}).issubset
        cohort_pages.register(
            cohort_pages.CohortPage(_("次の期を開く"), "handover:next_cohort", runs, order=99)
        )
        waiting.register("handover", _waiting)


def _waiting(request: HttpRequest) -> Iterable[waiting.Waiting]:
    """Teaching cases to be looked at, and what was handed over lately."""
    from tomoni.academy.accounts.models import User  # noqa: PLC0415 - models are ready now
    from tomoni.academy.workspaces.handover import queries  # noqa: PLC0415

    user = request.user
    if not isinstance(user, User):
        return
    for teaching in queries.to_be_approved(user):
        said = _now("教材ケース「%(title)s」を確かめる") % {"title": teaching.title}
        yield waiting.Waiting(said, teaching.get_absolute_url(), about=str(teaching.municipality))
    if queries.taken_over_lately(user, today=timezone.localdate()):
        yield waiting.Waiting(_now("引き継いだものを確かめる"), reverse("handover:taken_over"))

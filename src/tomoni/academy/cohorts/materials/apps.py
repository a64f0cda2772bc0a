from collections.abc import Iterable

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui import waiting


class MaterialsConfig(AppConfig):
    name = "tomoni.academy.cohorts.materials"
    label = "materials"

    def ready(self) -> None:
        from tomoni.academy.cohorts import cohort_pages  # noqa: PLC0415 - models are ready now
        from tomoni.academy.cohorts.calendar import sections  # noqa: PLC0415
        from tomoni.academy.cohorts.materials import meeting_sections, rules  # noqa: PLC0415

        page = cohort_pages.CohortPage(
            _("資料"), "materials:shelf", lambda roles: bool(roles & rules.READERS), order=30
        )
        cohort_pages.register(page)
        waiting.register("materials", _waiting)
        sections.register("recording", section=meeting_sections.last_recording, order=10)
        sections.register(
            "materials", section=meeting_sections.materials, order=sections.AGENDA + 20
        )


def _waiting(request: HttpRequest) -> Iterable[waiting.Waiting]:
    """What is new for a participant, a line a cohort."""
    from tomoni.academy.accounts.models import User  # noqa: PLC0415 - models are ready now
    from tomoni.academy.cohorts.materials import queries  # noqa: PLC0415

    if not isinstance(request.user, User):
        return
    for cohort_id, title, count in queries.counts_of_new(request.user, today=timezone.localdate()):
        said = _now("新しい資料が%(count)s件あります") % {"count": count}
        url = reverse("materials:shelf", args=(cohort_id,))
        yield waiting.Waiting(said, url, about=title)

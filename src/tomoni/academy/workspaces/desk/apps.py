from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts import heirs
from tomoni.academy.ui import navigation


class DeskConfig(AppConfig):
    name = "tomoni.academy.workspaces.desk"
    label = "desk"

    def ready(self) -> None:
        from tomoni.academy.workspaces.desk import inheriting  # noqa: PLC0415 - models are ready now

        navigation.register("desk", entries=_entries, order=50)
        heirs.register("desk", inheriting.BELONGINGS)


def _entries(request: HttpRequest) -> list[navigation.Entry]:
    """For the municipality's own staff: somebody from outside has no division."""
    if getattr(request.user, "division_id", None) is None:
        return []
    return [navigation.Entry(_("データ台帳"), reverse("desk:catalogue"), within="/desk/")]

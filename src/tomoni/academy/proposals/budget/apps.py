from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts import heirs
from tomoni.academy.ui import waiting


class BudgetConfig(AppConfig):
    name = "tomoni.academy.proposals.budget"
    label = "budget"

    def ready(self) -> None:
        from tomoni.academy.proposals import sections  # noqa: PLC0415 - models are ready now
        from tomoni.academy.proposals.budget import offers  # noqa: PLC0415
        from tomoni.academy.proposals.forms import values  # noqa: PLC0415

        heirs.register("budget", offers.BELONGINGS)
        sections.register("budget", section=offers.section, order=offers.ORDER)
        values.register("budget", values.Group(_("予算"), fields=offers.FIELDS, find=offers.find))
        waiting.register("budget", offers.waiting)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts import heirs
from tomoni.academy.ui import waiting


class FollowupConfig(AppConfig):
    name = "tomoni.academy.proposals.followup"
    label = "followup"

    def ready(self) -> None:
        from tomoni.academy.proposals import sections  # noqa: PLC0415 - models are ready now
        from tomoni.academy.proposals.deciding import measured  # noqa: PLC0415
        from tomoni.academy.proposals.followup import (  # noqa: PLC0415
            confirming,
            inheriting,
            offers,
        )
        from tomoni.academy.proposals.forms import values  # noqa: PLC0415
        from tomoni.academy.workspaces.jobs import daily  # noqa: PLC0415

        daily.register("followup", work=confirming.remind)
        heirs.register("followup", inheriting.BELONGINGS)
        measured.register("followup", offers.outcomes)
        sections.register("followup", section=offers.section, order=700)
        values.register(
            "followup",
            values.Group(_("実施と効果"), fields=offers.FORM_FIELDS, find=offers.form_values),
        )
        waiting.register("followup", offers.waiting)

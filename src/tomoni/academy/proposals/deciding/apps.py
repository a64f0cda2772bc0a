from django.apps import AppConfig

from tomoni.academy.accounts import heirs
from tomoni.academy.ui import waiting


class DecidingConfig(AppConfig):
    name = "tomoni.academy.proposals.deciding"
    label = "deciding"

    def ready(self) -> None:
        from tomoni.academy.proposals import sections, visibility  # noqa: PLC0415
        from tomoni.academy.proposals.deciding import (  # noqa: PLC0415 - models are ready now
            adopted,
            inheriting,
            offers,
            queries,
            services,
        )
        from tomoni.academy.workspaces.jobs import daily  # noqa: PLC0415
        from tomoni.academy.workspaces.overview import adoptions  # noqa: PLC0415

        adoptions.register("deciding", adopted.of_groups)
        daily.register("deciding", work=services.remind)
        heirs.register("deciding", inheriting.BELONGINGS)
        sections.register("verdict", section=offers.section, order=offers.ORDER)
        visibility.register("deciding", queries.asked_of)
        waiting.register("deciding", offers.waiting)

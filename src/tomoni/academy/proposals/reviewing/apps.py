from django.apps import AppConfig

from tomoni.academy.ui import waiting


class ReviewingConfig(AppConfig):
    name = "tomoni.academy.proposals.reviewing"
    label = "reviewing"

    def ready(self) -> None:
        from tomoni.academy.proposals import sections, visibility  # noqa: PLC0415 - models are ready
        from tomoni.academy.proposals.reviewing import offers, queries  # noqa: PLC0415
        from tomoni.academy.workspaces.jobs import daily  # noqa: PLC0415

        visibility.register("reviewing", queries.opened_to)
        sections.register("reviewing", section=offers.section, order=200)
        waiting.register("reviewing", offers.waiting)
        daily.register("reviewing", work=offers.remind)

from django.apps import AppConfig

from tomoni.academy.workspaces.jobs import registry


class JobsConfig(AppConfig):
    name = "tomoni.academy.workspaces.jobs"
    label = "jobs"

    def ready(self) -> None:
        from tomoni.academy.workspaces.jobs import making  # noqa: PLC0415 - needs the models

        registry.register(making.KIND, work=making.work)

from django.apps import AppConfig

from tomoni.academy.ui import waiting


class WorkspacesConfig(AppConfig):
    name = "tomoni.academy.workspaces"
    label = "workspaces"

    def ready(self) -> None:
        from tomoni.academy.workspaces import turns  # noqa: PLC0415 - models are ready now

        waiting.register("talks", turns.find)

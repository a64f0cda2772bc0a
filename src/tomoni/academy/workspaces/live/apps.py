from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "tomoni.academy.workspaces.live"
    label = "live"
    default = True


class OnlyModels(AppConfig):
    """The app `workspaces` in the live process, which shows no page and opens no case."""

    name = "tomoni.academy.workspaces"
    label = "workspaces"

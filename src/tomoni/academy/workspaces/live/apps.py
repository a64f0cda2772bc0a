from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "tomoni.academy.workspaces.live"
    label = "live"

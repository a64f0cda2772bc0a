from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "tomoni.academy.workspaces.overview"
    label = "overview"

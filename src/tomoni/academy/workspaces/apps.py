from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "tomoni.academy.workspaces"
    label = "workspaces"

from django.apps import AppConfig


class LecturingConfig(AppConfig):
    name = "tomoni.academy.workspaces.lecturing"
    label = "lecturing"

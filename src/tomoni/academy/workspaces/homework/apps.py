from django.apps import AppConfig


class HomeworkConfig(AppConfig):
    name = "tomoni.academy.workspaces.homework"
    label = "homework"

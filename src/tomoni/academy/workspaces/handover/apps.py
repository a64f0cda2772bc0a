from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "tomoni.academy.workspaces.handover"
    label = "handover"

from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "tomoni.academy.steps.flow"
    label = "flow"

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "tomoni.academy.cohorts.calls"
    label = "calls"

from django.apps import AppConfig


class DataConfig(AppConfig):
    name = "tomoni.academy.steps.data"
    label = "data"

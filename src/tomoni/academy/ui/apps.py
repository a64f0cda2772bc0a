from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tomoni.academy.ui"
    label = "ui"

from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "tomoni.academy.cohorts"
    label = "cohorts"

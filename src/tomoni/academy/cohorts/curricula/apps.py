from django.apps import AppConfig


class CurriculaConfig(AppConfig):
    name = "tomoni.academy.cohorts.curricula"
    label = "curricula"

from django.apps import AppConfig


class GraduatesConfig(AppConfig):
    name = "tomoni.academy.cohorts.graduates"
    label = "graduates"

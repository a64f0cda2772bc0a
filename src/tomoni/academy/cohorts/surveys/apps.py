from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "tomoni.academy.cohorts.surveys"
    label = "surveys"

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "tomoni.academy.steps.analysis"
    label = "analysis"

from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "tomoni.academy.cohorts.materials"
    label = "materials"

from django.apps import AppConfig


class EffectConfig(AppConfig):
    name = "tomoni.academy.steps.effect"
    label = "effect"

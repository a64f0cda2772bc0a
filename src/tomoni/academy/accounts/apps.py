from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tomoni.academy.accounts"
    label = "accounts"

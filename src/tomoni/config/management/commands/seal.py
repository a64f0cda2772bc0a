"""`tomoni manage seal`: encrypts what was kept before there was a key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tomoni.academy.accounts import sealing
from tomoni.academy.workspaces import store
from tomoni.academy.workspaces.live import keeping


class Command(BaseCommand):
    help = "鍵がなかったころに保存したデータを、いまの鍵で暗号にする。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not sealing.is_on():
            raise CommandError("TOMONI_DATA_KEY_FILE に鍵のファイルの場所を入れてください。")
        self.stdout.write(f"{store.seal_all() + keeping.seal_all():,}件を暗号にしました。")

"""`tomoni manage …`: Django's own commands."""

import click
from django.conf import settings
from django.core.management import execute_from_command_line

from tomoni.config._environment import open_folder


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Djangoの管理コマンドを実行する（migrate、changepassword、messages など）。"""
    open_folder(settings.HOME)
    execute_from_command_line(["tomoni manage", *arguments])

"""`tomoni manage …`: Django's own commands."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import click
from django.conf import settings
from django.core.management import execute_from_command_line

from tomoni.config._environment import open_folder
from tomoni.config.cli._output import GOOD, REFUSED, Output, json_option


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@json_option
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...], *, as_json: bool) -> int:
    """Djangoの管理コマンドを実行する（migrate、changepassword、messages など）。

    --json はコマンドの名前の前に置く。出たものをそのまま一つの値にする。
    """
    open_folder(settings.HOME)
    asked = ["tomoni manage", *arguments]
    if not as_json:
        execute_from_command_line(asked)
        return GOOD
    said, complained, code = StringIO(), StringIO(), GOOD
    try:
        with redirect_stdout(said), redirect_stderr(complained):
            execute_from_command_line(asked)
    except SystemExit as end:
        code = REFUSED if end.code else GOOD
    answer = {"command": arguments, "output": said.getvalue(), "errors": complained.getvalue()}
    Output(as_json).answer(answer, shown="")
    return code

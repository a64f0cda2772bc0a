"""`tomoni remind`: tells participants of homework that is due, where no worker does it."""

import click
import django

from tomoni.config.cli._database import refuse_unmigrated
from tomoni.config.cli._output import Output, json_option


@click.command()
@json_option
def remind(*, as_json: bool) -> None:
    """期限の近い宿題を、まだ提出していない班の受講者へ知らせる。

    `tomoni work` が動いていれば、一日に一度、ひとりでに行われる。
    何度行っても、同じことは一度だけ知らせる。
    """
    django.setup()
    refuse_unmigrated()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from tomoni.academy.workspaces.homework import services  # noqa: PLC0415

    told = services.remind(timezone.localdate())
    Output(as_json).answer({"told": told}, shown=f"{told}人に知らせました。")

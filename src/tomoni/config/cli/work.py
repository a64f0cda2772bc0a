"""`tomoni work`: the process that does what takes longer than a page may."""

import logging
import os
import signal
from threading import Event

import click
import django

from tomoni.config.cli._database import refuse_unmigrated
from tomoni.config.cli._output import Output, json_option

_NICE = 5
"""Pages come first."""


@click.command()
@click.option("--until-empty", is_flag=True, help="待っている計算がなくなったら終わる。")
@click.option("--parent", type=int, hidden=True, help="この番号のプロセスがなくなったら終わる。")
@json_option
def work(*, until_empty: bool, parent: int | None, as_json: bool) -> None:
    """時間のかかる計算を、順番に引き受ける。止めるには Ctrl+C を押す。"""
    django.setup()
    refuse_unmigrated()
    from tomoni.academy.workspaces.jobs import worker  # noqa: PLC0415 - needs Django set up
    from tomoni.academy.workspaces.jobs.models import Job  # noqa: PLC0415

    leaving = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _number, _frame: leaving.set())
    if hasattr(os, "nice"):
        os.nice(_NICE)
    logging.captureWarnings(capture=True)
    output = Output(as_json)

    def tell(job: Job) -> None:
        shown = f"{job.kind} #{job.pk}"
        if as_json:
            output.answer({"job": job.pk, "kind": job.kind, "tries": job.tries}, shown=shown)
        else:
            click.echo(shown, err=True)

    worker.run(leaving=leaving, until_empty=until_empty, parent=parent, tell=tell)

"""`tomoni serve`: pages, jobs and live editing, by processes that are watched and started again."""

import errno
import os
import socket
import time
from threading import Thread

import click
import django
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from tomoni.config.cli._database import refuse_unmigrated
from tomoni.config.cli._keeping import Keeper
from tomoni.config.cli._output import Output, json_option
from tomoni.config.errors import ConfigError

_PAUSE = 0.05
_PATIENCE = 10
"""Seconds that a process has to end in before it is made to."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス。")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="ポート番号。"
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(0, 16),
    help="時間のかかる計算をするプロセスの数。0 なら tomoni work を別に動かす。",
)
@click.option(
    "--live-port",
    type=click.IntRange(0, 65535),
    help="いっしょに書くためのプロセスのポート番号（--port の次の番号）。0 なら動かさない。",
)
@json_option
def serve(
    *,
    host: str,
    port: int,
    workers: int,
    threads: int,
    jobs: int,
    live_port: int | None,
    as_json: bool,
) -> None:
    """画面を開く。止めるには Ctrl+C を押す。"""
    live = (port + 1) % 65536 if live_port is None else live_port
    os.environ |= {"TOMONI_STATIC": "collected", "TOMONI_LIVE_PORT": str(live)}
    django.setup()
    refuse_taken(port, host=host)
    if live:
        refuse_taken(live, host=host)
    refuse_unready()
    call_command("collectstatic", interactive=False, verbosity=0)
    server = Server(
        "tomoni.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE,
        log_level=LogLevels.warning,
    )
    waiting = Thread(target=announce, args=(host, port, live), kwargs={"as_json": as_json})
    waiting.daemon = True
    server.on_startup(waiting.start)
    keeper = Keeper(_beside(host, jobs=jobs, live=live), patience=_PATIENCE)
    server.on_startup(keeper.start)
    server.on_shutdown(keeper.stop)
    connections.close_all()  # a worker must not inherit an open database
    server.serve()


def _beside(host: str, *, jobs: int, live: int) -> list[list[str]]:
    """The commands of the processes beside the pages."""
    together = [["live", f"--host={host}", f"--port={live}"]] if live else []
    return [["work"]] * jobs + together


def announce(host: str, port: int, live: int, *, as_json: bool) -> None:
    """Say where the pages are once they are: to a person on stderr, to a machine on stdout."""
    while not _answers(host, port):
        time.sleep(_PAUSE)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if as_json:
        Output(as_json).answer({"url": address, "live_port": live}, shown=address)
    else:
        beside = f"（いっしょに書くためのポートは {live} 番）" if live else ""
        click.echo(f"{address} で待っています{beside}。止めるには Ctrl+C を押します。", err=True)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def refuse_taken(port: int, *, host: str) -> None:
    """Raises `ConfigError("port-taken")` where somebody listens already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise ConfigError("port-taken", host=host, port=port) from error


def refuse_unready() -> None:
    """Raises `ConfigError`: `front-end-missing`, `migrations-missing` with their count."""
    if finders.find("built/tomoni.css") is None:
        raise ConfigError("front-end-missing")
    refuse_unmigrated()

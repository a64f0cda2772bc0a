"""`tomoni live`: the one process in which people write in a worksheet together."""

import asyncio
import os
import signal

import click
import django
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

_TICK = 1.0
"""Seconds between two looks at whether the parent is still there."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス。")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="ポート番号。"
)
@click.option("--parent", type=int, hidden=True, help="この番号のプロセスがなくなったら終わる。")
def live(*, host: str, port: int, parent: int | None) -> None:
    """ワークシートにいっしょに書くためのプロセスを動かす。一つの市に一つだけにする。

    ふつうは tomoni serve が動かすので、使わなくてよい。止めるには Ctrl+C を押す。
    """
    os.environ["TOMONI_ALONE"] = "1"
    django.setup()
    asyncio.run(_serve(host, port, parent=parent))


async def _serve(host: str, port: int, *, parent: int | None) -> None:
    from tomoni.config.asgi import application  # noqa: PLC0415 - needs Django set up

    # In this very process: a second one would hold other documents.
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, server.stop)
    serving = asyncio.create_task(server.serve())
    while not serving.done():
        await asyncio.wait((serving,), timeout=_TICK)
        if parent not in (None, os.getppid()):
            server.stop()  # type: ignore[no-untyped-call]
    await serving

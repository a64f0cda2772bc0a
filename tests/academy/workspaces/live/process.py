"""The live process in earnest, on the database of the tests."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connections

_PATIENCE = 60


class LiveProcess:
    """`tomoni live`, which can be killed and started again on the same port."""

    def __init__(self, home: Path, more: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self._environment = {
            **os.environ,
            "TOMONI_HOME": str(home),
            "DATABASE_URL": f"sqlite:///{connections['default'].settings_dict['NAME']}",
            "TOMONI_SECRET_KEY": str(settings.SECRET_KEY),
            "TOMONI_DEBUG": "0",
            **(more or {}),
        }
        self._running: subprocess.Popen[bytes] | None = None
        self.said = home / "live.log"

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    def start(self) -> None:
        command = [sys.executable, "-m", "tomoni.config.cli", "live", f"--port={self.port}"]
        with self.said.open("ab") as log:
            self._running = subprocess.Popen(
                command, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + _PATIENCE
        while not _answers(self.port):
            assert self._running.poll() is None, self.said.read_text()
            assert time.monotonic() < until
            self._running.poll()

    def kill(self, number: int = signal.SIGKILL) -> int:
        assert self._running is not None
        self._running.send_signal(number)
        return self._running.wait(_PATIENCE)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
    except OSError:
        time.sleep(0.05)
        return False
    return True

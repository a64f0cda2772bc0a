"""Processes that are started with another one, started again when they fall, ended with it."""

import os
import subprocess
import sys
from threading import Event, Lock, Thread

_PAUSE = 1.0
"""Seconds before a fallen process is started again."""


class Keeper:
    """Keeps `count` processes of `tomoni work` running from `start` to `stop`."""

    def __init__(self, count: int, *, patience: float) -> None:
        self._count, self._patience = count, patience
        self._ending = Event()
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._threads: list[Thread] = []

    def start(self) -> None:
        for _ in range(self._count):
            thread = Thread(target=self._keep, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """End them: what they are at is given back; who does not end in time is made to."""
        with self._lock:
            self._ending.set()
            for process in self._running:
                process.terminate()
        for process in list(self._running):
            try:
                process.wait(self._patience)
            except subprocess.TimeoutExpired:
                process.kill()
        for thread in self._threads:
            thread.join()

    def _keep(self) -> None:
        while (process := self._begun()) is not None:
            process.wait()
            with self._lock:
                self._running.discard(process)
            self._ending.wait(_PAUSE)

    def _begun(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._ending.is_set():
                return None
            # Spawned, not forked: a page process that is forked meanwhile would inherit the pipe
            # on which a forking Popen waits, and keep it open for ever.
            process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "tomoni.config.cli", "work", "--parent", str(os.getpid())],
                close_fds=False,
            )
            self._running.add(process)
            return process

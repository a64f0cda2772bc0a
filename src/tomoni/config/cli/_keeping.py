"""Processes that are started with another one, started again when they fall, ended with it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Event, Lock, Thread

_PAUSE = 1.0
"""Seconds before a fallen process is started again."""


class Keeper:
    """Keeps processes running from `start` to `stop`, one for each of the commands of `tomoni`."""

    def __init__(self, commands: Sequence[Sequence[str]], *, patience: float) -> None:
        self._commands, self._patience = commands, patience
        self._ending = Event()
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._threads: list[Thread] = []

    def start(self) -> None:
        for command in self._commands:
            thread = Thread(target=self._keep, args=(command,), daemon=True)
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

    def _keep(self, command: Sequence[str]) -> None:
        while (process := self._begun(command)) is not None:
            process.wait()
            with self._lock:
                self._running.discard(process)
            self._ending.wait(_PAUSE)

    def _begun(self, command: Sequence[str]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._ending.is_set():
                return None
            # Spawned, not forked: a page process that is forked meanwhile would inherit the pipe
            # on which a forking Popen waits, and keep it open for ever.
            process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "tomoni.config.cli", *command, f"--parent={os.getpid()}"],
                close_fds=False,
            )
            self._running.add(process)
            return process

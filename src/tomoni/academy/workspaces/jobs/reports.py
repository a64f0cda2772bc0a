"""What a piece of work says of itself while it runs, and what it is told."""

from threading import Event

from tomoni.academy.workspaces.jobs import services
from tomoni.academy.workspaces.jobs.models import Job


class LostError(Exception):
    """The job went to another process in the meantime: nothing of this one may be kept."""


class Report:
    """How far a job is. Reading and telling cost nothing: `beat` alone asks the database."""

    def __init__(self, job: Job, *, leaving: Event | None = None) -> None:
        self.job = job
        self.finished = False
        self._done, self._total = 0, 0
        self._stopped = Event()
        self._leaving = leaving or Event()

    def progress(self, done: int, total: int, _what: str = "") -> None:
        self._done, self._total = done, total

    def cancelled(self) -> bool:
        """Whether to give up: somebody asked for it, or the process has to end."""
        return self._stopped.is_set() or self._leaving.is_set()

    def beat(self) -> None:
        """Write down how far it is, and learn whether to go on."""
        if not services.beat(self.job, done=self._done, total=self._total):
            self._stopped.set()

    def finish(self) -> None:
        """In the transaction that keeps the result. Raises `LostError`."""
        if not services.finish(self.job):
            raise LostError
        self.finished = True

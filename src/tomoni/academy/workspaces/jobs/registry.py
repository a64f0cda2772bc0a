"""The kinds of work that can be done as a job; each app registers its own, in `AppConfig.ready`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tomoni.academy.workspaces.errors import WorkspacesError

if TYPE_CHECKING:
    from tomoni.academy.workspaces.jobs.models import Job
    from tomoni.academy.workspaces.jobs.reports import Report

Work = Callable[["Job", "Report"], None]
"""Does the job. Tells the report how far it is, gives up when the report says so, and calls
`Report.finish` in the transaction that keeps the result."""

_registered: dict[str, Work] = {}


def register(kind: str, *, work: Work) -> None:
    """Let jobs of this kind be done so; a second call replaces the first."""
    _registered[kind] = work


def work_of(kind: str) -> Work:
    """Raises `WorkspacesError("unknown-job")`: a job of a part that is not installed."""
    if kind not in _registered:
        raise WorkspacesError("unknown-job", kind=kind)
    return _registered[kind]

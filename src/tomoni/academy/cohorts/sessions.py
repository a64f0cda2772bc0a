"""A session of the curriculum as it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SessionView:
    """One meeting: worded lines, ready to be read."""

    title: str
    length: str
    agenda: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    homework: tuple[str, ...] = ()

"""The people who write in one worksheet, and the document between them."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from pycrdt import (
    Doc,
    TransactionEvent,
    YMessageType,
    YSyncMessageType,
    create_sync_message,
    create_update_message,
    handle_sync_message,
    read_message,
)

from tomoni.academy.workspaces.live import contents
from tomoni.academy.workspaces.live.tickets import Ticket

MOST_PEOPLE = 30
HUES = 6
_WAITING = 1000
"""So many messages may wait for one page; a page that is slower is let go."""


class SpoiltError(ValueError):
    """A message that is none; the document is as it was."""


@dataclass(eq=False)
class Member:
    """One page in a room. What goes out waits in `outbox`; None ends the connection."""

    number: int
    name: str
    ticket: Ticket
    outbox: asyncio.Queue[bytes | str | None] = field(
        default_factory=lambda: asyncio.Queue(_WAITING)
    )
    at: Any = None
    code: int = 1000
    """With which the connection ends."""
    is_leaving: bool = False

    @property
    def shown(self) -> dict[str, Any]:
        return {"id": self.number, "name": self.name, "hue": self.number % HUES, "at": self.at}

    def send(self, message: bytes | str) -> None:
        if self.is_leaving:
            return
        try:
            self.outbox.put_nowait(message)
        except asyncio.QueueFull:
            self.leave(1013)

    def leave(self, code: int) -> None:
        """End the connection once what waits is dropped."""
        self.code, self.is_leaving = code, True
        while not self.outbox.empty():
            self.outbox.get_nowait()
        self.outbox.put_nowait(None)


Keep = Callable[[bytes, int], Coroutine[Any, Any, tuple[int, bytes]]]
"""Writes a state down over a serial; gives the new serial and what stands in the row then."""


class Room:
    """A document in memory. `keep` merges it into its row; the row is the truth."""

    def __init__(self, state: bytes, *, pk: int, serial: int, epoch: str, keep: Keep) -> None:
        self.pk, self.serial, self.epoch = pk, serial, epoch
        self.members: dict[int, Member] = {}
        self.is_dirty = False
        self._doc: Doc[Any] = Doc()
        self._doc.apply_update(state)
        self._keep, self._writing = keep, asyncio.Lock()
        self._speaker: Member | None = None
        self._next = 0
        self._watch = self._doc.observe(self._changed)

    def enter(self, name: str, *, ticket: Ticket) -> Member:
        """A new member, who is told of the others, and the others of them."""
        self._next += 1
        member = Member(self._next, name, ticket)
        others = [each.shown for each in self.members.values()]
        member.send(_text(me=member.number, epoch=self.epoch, people=others))
        member.send(create_sync_message(self._doc))
        self.members[member.number] = member
        self._tell(_text(person=member.shown), but=member)
        return member

    def leave(self, member: Member) -> None:
        if self.members.pop(member.number, None):
            self._tell(_text(left=member.number), but=member)

    def move(self, member: Member, at: Any) -> None:
        """Tell the others where somebody is writing."""
        member.at = at
        self._tell(_text(person=member.shown), but=member)

    def hear(self, message: bytes, *, member: Member) -> None:
        """Take in a message of the sync protocol. Raises `SpoiltError`."""
        if len(message) < 3 or message[0] != YMessageType.SYNC or message[1] > 2:
            raise SpoiltError
        self._speaker = member
        try:
            if message[1] == YSyncMessageType.SYNC_STEP1:
                contents.clocks_in(read_message(message[2:]))  # a spoilt one is read for ever
            answer = handle_sync_message(message[1:], self._doc)
        except (ValueError, IndexError, RuntimeError) as error:
            raise SpoiltError from error
        finally:
            self._speaker = None
        if answer is not None:
            member.send(answer)

    async def flush(self) -> None:
        """Write down what is new; what others wrote into the row comes in."""
        async with self._writing:
            self.is_dirty = False
            try:
                serial, state = await self._keep(self._doc.get_update(), self.serial)
            except BaseException:
                self.is_dirty = True
                raise
            if serial > self.serial + 1:
                is_dirty = self.is_dirty
                self._doc.apply_update(state)
                self.is_dirty = is_dirty
            self.serial = serial

    def dismiss(self, code: int) -> None:
        """Send everybody away."""
        for member in list(self.members.values()):
            member.leave(code)

    def _changed(self, event: TransactionEvent) -> None:
        self.is_dirty = True
        self._tell(create_update_message(event.update), but=self._speaker)

    def _tell(self, message: bytes | str, *, but: Member | None) -> None:
        for member in self.members.values():
            if member is not but:
                member.send(message)


def _text(**said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

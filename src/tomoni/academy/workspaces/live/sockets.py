"""The live process as a plain ASGI application: one websocket a page, all rooms in one memory.

A page shows its ticket first, as text. Then text says where somebody is writing, and bytes are
messages of the sync protocol of Yjs. What ends a connection has a code, which the page goes by.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.http.request import validate_host

from tomoni.academy.workspaces.live import addresses, keeping, queries, tickets
from tomoni.academy.workspaces.live.models import LiveDocument
from tomoni.academy.workspaces.live.rooms import MOST_PEOPLE, Member, Room, SpoiltError
from tomoni.academy.workspaces.live.tickets import Ticket

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SPOILT, NOT_ALLOWED, BEGUN_ANEW, TOO_LARGE, TOO_MANY, TOO_FAST = (
    4400, 4403, 4409, 4413, 4429, 4430,
)  # fmt: skip
_MOST_BYTES = 2_000_000
"""Of one message: a page that was away for long sends all it wrote at once."""
_LONGEST_PLACE = 1000
_PATIENCE = 10.0
"""Seconds that a page has to show its ticket in."""
_MOST_A_SECOND = 50
_BURST = 500
_TICK, _BEAT, _CHECK = 0.5, 20.0, 30.0
"""Seconds between two writings, two signs of life, two looks at who still may write."""
_logger = logging.getLogger(__name__)


class Live:
    """All rooms of the one live process."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self._opening = asyncio.Lock()
        self._tending: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._visit(scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        each = ((_TICK, self.write), (_BEAT, self._beat), (_CHECK, self.check))
        self._tending = [asyncio.create_task(_again(pause, do)) for pause, do in each]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._tending:
            task.cancel()
        for room in self.rooms.values():
            room.dismiss(1012)
            await _quietly(room.flush)
        await send({"type": "lifespan.shutdown.complete"})

    async def _visit(self, scope: Message, receive: Receive, send: Send) -> None:
        """One connection from its beginning to its end."""
        await receive()
        if scope["path"] != addresses.PATH or not _is_from_here(scope):
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return
        await send({"type": "websocket.accept"})
        try:
            room, member = await self._admit(await _shown(receive))
        except _RefusedError as refusal:
            await send({"type": "websocket.close", "code": refusal.code})
            return
        sending = asyncio.create_task(_send_all(member, send))
        hearing = asyncio.create_task(_hear_all(room, member, receive))
        await asyncio.wait((sending, hearing), return_when=asyncio.FIRST_COMPLETED)
        room.leave(member)
        if hearing.done():
            member.leave(hearing.result())
        hearing.cancel()
        with suppress(Exception):  # the page may be gone
            await sending
        if not room.members:
            await self._close(room)

    async def _admit(self, said: dict[str, Any]) -> tuple[Room, Member]:
        """The room of the ticket and a place in it. Raises `_RefusedError`."""
        ticket, client = tickets.take(str(said.get("ticket"))), said.get("client")
        if ticket is None or not isinstance(client, int) or not 0 <= client < 2**53:
            raise _RefusedError(NOT_ALLOWED)
        async with self._opening:
            name, document = await _database(_let_in, ticket, client)
            if document is None:
                raise _RefusedError(NOT_ALLOWED)
            if said.get("epoch") not in (None, document.epoch):
                raise _RefusedError(BEGUN_ANEW)
            room = self.rooms.get(document.pk)
            if room is None or room.epoch != document.epoch:
                room = room_of(document, await _database(keeping.bytes_of, document, "state"))
                self.rooms[document.pk] = room
            elif room.serial < document.serial:
                await room.flush()
            if len(room.members) >= MOST_PEOPLE:
                raise _RefusedError(TOO_MANY)
            return room, room.enter(name, ticket=ticket)

    async def _close(self, room: Room) -> None:
        """The last one has left: what is in memory is in the row, then it may go."""
        async with self._opening:
            if room.members or (room.is_dirty and not await _quietly(room.flush)):
                return
            if not room.members and self.rooms.get(room.pk) is room:
                del self.rooms[room.pk]

    async def write(self) -> None:
        """Write down what is new here; take in what others have written into the rows."""
        if not self.rooms:
            return
        rows = await _database(queries.serials, list(self.rooms))
        for room in list(self.rooms.values()):
            serial, epoch = rows.get(room.pk, (0, ""))
            if epoch != room.epoch:
                self._drop(room, BEGUN_ANEW)
            elif room.is_dirty or serial != room.serial:
                try:
                    await room.flush()
                except keeping.TooLargeError:
                    self._drop(room, TOO_LARGE)
            elif not room.members:
                await self._close(room)

    def _drop(self, room: Room, code: int) -> None:
        """Send everybody away and forget what is not in the row; the pages hold it."""
        room.dismiss(code)
        room.is_dirty = False
        self.rooms.pop(room.pk, None)

    async def _beat(self) -> None:
        for room in self.rooms.values():
            for member in room.members.values():
                member.send("{}")

    async def check(self) -> None:
        """Who may no longer write leaves."""
        for room in list(self.rooms.values()):
            for member in list(room.members.values()):
                if await _database(queries.writer_of, member.ticket) is None:
                    member.leave(NOT_ALLOWED)


class _RefusedError(Exception):
    """A connection that ends before it began."""

    def __init__(self, code: int) -> None:
        self.code = code


def _is_from_here(scope: Message) -> bool:
    """Whether a page of this house opened the connection."""
    headers = dict(scope["headers"])
    host = urlsplit(headers.get(b"origin", b"").decode("latin-1")).hostname
    return host is not None and validate_host(
        f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS
    )


async def _shown(receive: Receive) -> dict[str, Any]:
    """What the page says first. Raises `_RefusedError`."""
    try:
        message = await asyncio.wait_for(receive(), _PATIENCE)
        said = json.loads(message.get("text") or "")
    except (TimeoutError, ValueError) as error:
        raise _RefusedError(SPOILT) from error
    if not isinstance(said, dict):
        raise _RefusedError(SPOILT)
    return said


def _let_in(ticket: Ticket, client: int) -> tuple[str, LiveDocument | None]:
    user, document = queries.writer_of(ticket), queries.document_of(ticket)
    if user is None or document is None:
        return "", None
    return user.display_name, keeping.admit(document, user=user, client=client)


def room_of(document: LiveDocument, state: bytes) -> Room:
    async def keep(now: bytes, serial: int) -> tuple[int, bytes]:
        held, merged = await _database(_merged, document.pk, now, serial)
        return held.serial, merged

    return Room(state, pk=document.pk, serial=document.serial, epoch=document.epoch, keep=keep)


def _merged(pk: int, state: bytes, serial: int) -> tuple[LiveDocument, bytes]:
    return keeping.merged(pk, state=state, serial=serial)


async def _send_all(member: Member, send: Send) -> None:
    while (message := await member.outbox.get()) is not None:
        kind = "text" if isinstance(message, str) else "bytes"
        await send({"type": "websocket.send", kind: message})
    await send({"type": "websocket.close", "code": member.code})


async def _hear_all(room: Room, member: Member, receive: Receive) -> int:
    """Hear a page until it leaves or has to; with which code."""
    loop = asyncio.get_running_loop()
    left, since = float(_BURST), loop.time()
    while (message := await receive())["type"] == "websocket.receive":
        now = loop.time()
        left, since = min(_BURST, left + (now - since) * _MOST_A_SECOND) - 1, now
        if left < 0:
            return TOO_FAST
        try:
            _hear(room, member, message)
        except SpoiltError:
            return SPOILT
    return 1000


def _hear(room: Room, member: Member, message: Message) -> None:
    data, text = message.get("bytes"), message.get("text")
    if data is not None:
        if len(data) > _MOST_BYTES:
            raise SpoiltError
        room.hear(data, member=member)
        return
    if not isinstance(text, str) or len(text) > _LONGEST_PLACE:
        raise SpoiltError
    try:
        room.move(member, json.loads(text)["at"])
    except (ValueError, KeyError, TypeError) as error:
        raise SpoiltError from error


async def _again(pause: float, do: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(pause)
        await _quietly(do)


async def _quietly(do: Callable[[], Awaitable[None]]) -> bool:
    """Whether it went well; where the database cannot be reached it is tried again later."""
    try:
        await do()
    except DatabaseError:
        _logger.warning("the database cannot be reached")
        return False
    except Exception:
        _logger.exception("a room could not be tended")
        return False
    return True


async def _database(do: Callable[..., Any], *arguments: Any) -> Any:
    def done() -> Any:
        close_old_connections()
        return do(*arguments)

    return await sync_to_async(done)()

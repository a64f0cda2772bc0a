"""A page without a browser: a websocket from the standard library and a document beside it."""

import base64
import json
import os
import select
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Map, Text, create_sync_message, create_update_message, handle_sync_message

_TEXT, _BYTES, _CLOSE, _PING = 1, 2, 8, 9


@dataclass
class ClosedError(Exception):
    """The other side has ended the connection."""

    code: int


@dataclass
class Socket:
    """Frames of RFC 6455, as a browser sends and reads them."""

    port: int
    origin: str = "http://127.0.0.1:8000"
    path: str = "/ws/"
    _kept: bytes = b""
    _line: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._line = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        key = base64.b64encode(os.urandom(16)).decode()
        self._line.sendall(
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: {self.origin}\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._kept:
            self._more()
        head, _, self._kept = self._kept.partition(b"\r\n\r\n")
        self.status = int(head.split()[1])

    def send(self, message: str | bytes) -> None:
        data = message.encode() if isinstance(message, str) else message
        mask, size = os.urandom(4), len(data)
        head = bytes([0x80 | (_TEXT if isinstance(message, str) else _BYTES)])
        if size < 126:
            head += bytes([0x80 | size])
        else:
            head += bytes([0x80 | 127]) + struct.pack(">Q", size)
        key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
        self._line.sendall(head + mask + (int.from_bytes(data, "big") ^ key).to_bytes(size, "big"))

    def hear(self) -> str | bytes:
        """The next message. Raises `ClosedError`."""
        while True:
            kind, data = self._frame()
            if kind == _CLOSE:
                raise ClosedError(int.from_bytes(data[:2], "big"))
            if kind != _PING:
                return data.decode() if kind == _TEXT else data

    def hear_the_end(self) -> int:
        """The code with which the connection ends."""
        try:
            while True:
                self.hear()
        except ClosedError as end:
            return end.code

    def waits(self, seconds: float) -> bool:
        """Whether something comes within so many seconds."""
        return bool(self._kept or select.select([self._line], [], [], seconds)[0])

    def close(self) -> None:
        self._line.close()

    def _frame(self) -> tuple[int, bytes]:
        first, size = self._take(2)
        if size == 126:
            (size,) = struct.unpack(">H", self._take(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self._take(8))
        return first & 15, self._take(size)

    def _take(self, count: int) -> bytes:
        while len(self._kept) < count:
            self._more()
        taken, self._kept = self._kept[:count], self._kept[count:]
        return taken

    def _more(self) -> None:
        data = self._line.recv(65536)
        if not data:
            raise ClosedError(1006)
        self._kept += data


class Page:
    """A page that has joined, with its document."""

    def __init__(self, door: dict[str, Any], *, doc: Doc[Any] | None = None) -> None:
        self.doc: Doc[Any] = Doc() if doc is None else doc
        self.epoch = str(door["epoch"])
        self.people: list[dict[str, Any]] = []
        self.said: list[dict[str, Any]] = []
        port = int(str(door["address"]).split(":")[2].split("/")[0])
        self.socket = Socket(port)
        client = self.doc.client_id
        self.socket.send(json.dumps({"ticket": door["ticket"], "client": client}))
        self.socket.send(create_sync_message(self.doc))
        self._outgoing: list[bytes] = []
        self._watch = self.doc.observe(lambda event: self._outgoing.append(event.update))
        self._is_synced = False
        while not self._is_synced:
            self.hear()

    def hear(self) -> None:
        """Take in the next message."""
        message = self.socket.hear()
        if isinstance(message, str):
            said = json.loads(message)
            self.said.append(said)
            self.people = said.get("people", self.people)
            return
        answer = handle_sync_message(message[1:], self.doc)
        if answer is not None:
            self.socket.send(answer)
        self._is_synced = self._is_synced or message[1] == 1
        self._outgoing.clear()  # came from there

    def text(self, name: str) -> str:
        return str(self.doc.get("fields", type=Map)[name])

    def write(self, name: str, words: str, *, at: int | None = None) -> None:
        """Type at the end, or at a byte; it goes to the others."""
        text = self.doc.get("fields", type=Map)[name]
        assert isinstance(text, Text)
        self._outgoing.clear()
        text.insert(len(text) if at is None else at, words)
        for update in self._outgoing:
            self.socket.send(create_update_message(update))

    def hear_until(self, name: str, words: str) -> None:
        while words not in self.text(name):
            self.hear()

"""Where the bytes of a case lie, by their SHA-256."""

import json
from typing import Any, Protocol

from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._graph import Version
from tomoni.engine.core import canonical_json, sha256


class Store(Protocol):
    """Bytes by their SHA-256; writing the same bytes again changes nothing."""

    def read(self, digest: str) -> bytes:
        """The bytes; `CasesError("missing-bytes")` when there are none."""
        ...

    def write(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hexadecimal."""
        ...


class MemoryStore:
    """A store in memory."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}

    def read(self, digest: str) -> bytes:
        """The bytes; `CasesError("missing-bytes")` when there are none."""
        if digest not in self._bytes:
            raise CasesError("missing-bytes", digest=digest[:12])
        return self._bytes[digest]

    def write(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hexadecimal."""
        digest = sha256(data)
        self._bytes[digest] = data
        return digest


def content_of(version: Version, *, store: Store) -> Any:
    """The content of a version as plain JSON values."""
    return json.loads(store.read(version.content))


def write_content(content: Any, *, store: Store) -> str:
    """Keep plain JSON values and return the SHA-256 of their canonical JSON."""
    return store.write(canonical_json(content))


def files_of(version: Version, *, store: Store) -> dict[str, bytes]:
    """The files of a version by name."""
    return {name: store.read(digest) for name, digest in version.files.items()}

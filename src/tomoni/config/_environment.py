"""Reads the environment: each function takes a variable's name and gives a typed value."""

import base64
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tomoni.config.errors import ConfigError

_KEY_BYTES = 32
SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def flag(name: str) -> bool:
    """Whether the variable says yes; absent means no. Raises `ConfigError("not-a-flag")`."""
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "no", "yes", "off", "on", "false", "true"}:
        raise ConfigError("not-a-flag", name=name)
    return value in {"1", "yes", "on", "true"}


def words(name: str, *, default: str) -> list[str]:
    """The words between commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, *, default: int, least: int = 1) -> int:
    """A whole number of at least `least`. Raises `ConfigError("not-a-number")`."""
    value = os.environ.get(name, "") or str(default)
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ConfigError("not-a-number", name=name)
    return int(value)


def folder(name: str, *, default: str) -> Path:
    """An absolute path; nothing is made."""
    return Path(os.environ.get(name) or default).expanduser().resolve()


def open_folder(place: Path) -> Path:
    """Make the folder where it is missing, for this user's eyes only."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def database(name: str, *, home: Path) -> dict[str, Any]:
    """Django's description of the database at `sqlite:///path`; by default in the data folder.

    Raises `ConfigError("unknown-database")` for every other address.
    """
    address = os.environ.get(name, "")
    if not address:
        return _sqlite(home / "tomoni.sqlite3")
    parts = urlsplit(address)
    if parts.scheme != "sqlite" or parts.netloc or len(parts.path) < 2:
        raise ConfigError("unknown-database", name=name)
    return _sqlite(Path(unquote(parts.path[1:])).resolve())


def tables_backend(name: str) -> str:
    """Where questions to tables are answered: DuckDB unless PostgreSQL's address or Spark is named.

    Raises `ConfigError("unknown-tables-backend")`.
    """
    given = os.environ.get(name, "") or "duckdb"
    if given not in {"duckdb", "spark"} and urlsplit(given).scheme != "postgresql":
        raise ConfigError("unknown-tables-backend", name=name)
    return given


@cache
def secret_key(name: str, *, home: Path) -> str:
    """The key that signs sessions: given, or made once and kept in the data folder (mode 0600)."""
    given = os.environ.get(name, "")
    if given:
        return given
    kept = home / "secret_key"
    if not kept.exists():
        _keep(secrets.token_urlsafe(50), place=kept)
    return kept.read_text(encoding="ascii").strip()


@cache
def data_key(name: str) -> bytes | None:
    """The 32 bytes that encrypt what is kept, from a file that holds them in Base64.

    None when the variable is not set. Raises `ConfigError("not-a-data-key")`.
    """
    given = os.environ.get(name, "")
    if not given:
        return None
    try:
        key = base64.b64decode(Path(given).read_bytes().strip(), validate=True)
    except (OSError, ValueError) as error:
        raise ConfigError("not-a-data-key", name=name) from error
    if len(key) != _KEY_BYTES:
        raise ConfigError("not-a-data-key", name=name)
    return key


def _sqlite(place: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": place,
        "CONN_MAX_AGE": 60,
        "OPTIONS": SQLITE,
    }


def _keep(text: str, *, place: Path) -> None:
    """Write whole or not at all; where two processes start at once, the first one's key stays."""
    descriptor, draft = tempfile.mkstemp(dir=open_folder(place.parent), prefix=".secret_key-")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
        Path(draft).chmod(0o600)
        if not place.exists():
            os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()

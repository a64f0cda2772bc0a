"""The key with which a municipality signs badges, in the data folder like the secret key."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from tomoni.academy.accounts import sealing
from tomoni.academy.accounts.models import Municipality

_BITS, _EXPONENT = 2_048, 65_537
_PLAIN = b"-----BEGIN"


def issuer_key(municipality: Municipality) -> bytes:
    """The private key in PEM, made on first use. Raises `AccountsError("sealed-bytes")`."""
    place = _place(municipality)
    if not place.is_file():
        _keep(sealing.seal(_fresh(), digest=place.name), place=place)
    kept = place.read_bytes()
    return kept if kept.startswith(_PLAIN) else sealing.unseal(kept, digest=place.name)


def has_issuer_key(municipality: Municipality) -> bool:
    """Whether the municipality has ever signed a badge here."""
    return _place(municipality).is_file()


def _place(municipality: Municipality) -> Path:
    return Path(settings.HOME) / "issuer_keys" / f"{municipality.code}.pem"


def _fresh() -> bytes:
    key = rsa.generate_private_key(_EXPONENT, _BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keep(data: bytes, *, place: Path) -> None:
    """Whole or not at all, for this user's eyes; of two that are made at once the first stays."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=place.parent, prefix=".issuer-")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        with suppress(FileExistsError):
            os.link(draft, place)
    finally:
        Path(draft).unlink()

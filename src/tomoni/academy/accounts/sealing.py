"""Bytes at rest, encrypted when a key is configured (AES-256-GCM, NIST SP 800-38D; ADR 5)."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tomoni.academy.accounts.errors import AccountsError

_NONCE_BYTES = 12


def is_on() -> bool:
    """Whether a key is configured."""
    return settings.DATA_KEY is not None


def seal(data: bytes, *, digest: str) -> bytes:
    """The bytes encrypted and bound to their digest; as they are without a key."""
    if settings.DATA_KEY is None:
        return data
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(settings.DATA_KEY).encrypt(nonce, data, digest.encode())


def unseal(kept: bytes, *, digest: str) -> bytes:
    """What `seal` was given. Raises `AccountsError("sealed-bytes")` without the right key."""
    if settings.DATA_KEY is None:
        raise AccountsError("sealed-bytes", digest=digest[:12])
    nonce, body = kept[:_NONCE_BYTES], kept[_NONCE_BYTES:]
    try:
        return AESGCM(settings.DATA_KEY).decrypt(nonce, body, digest.encode())
    except InvalidTag as error:
        raise AccountsError("sealed-bytes", digest=digest[:12]) from error

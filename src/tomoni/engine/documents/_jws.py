"""A compact JWS (RFC 7515) taken apart without trusting it."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from tomoni.engine.documents._errors import DocumentsError

_MOST_BYTES = 100_000
_LEAST_BITS, _MOST_BITS = 2_048, 8_192
_PARTS = re.compile(rb"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\s*")
_HEADERS = {"alg", "jwk", "kid", "typ"}


@dataclass(frozen=True)
class Token:
    """`signed`: the bytes that the signature is of."""

    jwk: Mapping[str, Any]
    payload: Mapping[str, Any]
    signed: bytes
    signature: bytes


def opened(data: bytes) -> Token:
    """The token's parts, not yet verified. Raises `DocumentsError("not-a-badge")`."""
    match = _PARTS.fullmatch(data) if len(data) <= _MOST_BYTES else None
    if match is None:
        raise DocumentsError("not-a-badge")
    header, payload = _mapping(match[1]), _mapping(match[2])
    jwk = header.get("jwk")
    fits = header.get("alg") == "RS256" and header.get("typ", "JWT") == "JWT"
    if not fits or not set(header) <= _HEADERS or not isinstance(jwk, dict) or "d" in jwk:
        raise DocumentsError("not-a-badge")
    return Token(jwk, payload, b".".join(match.groups()[:2]), _decoded(match[3]))


def public_key(jwk: Mapping[str, Any]) -> rsa.RSAPublicKey:
    """The RSA key of a JWK. Raises `DocumentsError`: `not-a-badge`, `weak-badge-key`."""
    if jwk.get("kty") != "RSA" or not all(isinstance(jwk.get(name), str) for name in "en"):
        raise DocumentsError("not-a-badge")
    exponent, modulus = (int.from_bytes(_decoded(jwk[name].encode())) for name in "en")
    if not _LEAST_BITS <= modulus.bit_length() <= _MOST_BITS:
        raise DocumentsError("weak-badge-key")
    try:
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError as error:
        raise DocumentsError("not-a-badge") from error


def encoded(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def number_bytes(number: int) -> bytes:
    """A number as few bytes as it needs, the highest first."""
    return number.to_bytes((number.bit_length() + 7) // 8)


def _decoded(text: bytes) -> bytes:
    """The bytes; only one text stands for them, so that no letter can be changed unnoticed."""
    try:
        data = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except (Error, ValueError) as error:
        raise DocumentsError("not-a-badge") from error
    if encoded(data).encode() != text:
        raise DocumentsError("not-a-badge")
    return data


def _mapping(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(_decoded(text), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise DocumentsError("not-a-badge") from error
    if not isinstance(found, dict):
        raise DocumentsError("not-a-badge")
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)

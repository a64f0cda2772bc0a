"""A certificate as an Open Badge: a credential that proves itself wherever it is read.

Open Badges 3.0 (1EdTech) in the Verifiable Credentials Data Model 2.0 (W3C), signed by the JSON Web
Token proof format of chapter 8.2: a compact JWS (RFC 7515) with RS256 and the public key within.
The issuer's id is that key (did:jwk), so that nothing has to be looked up to check it.
"""

import hmac
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal
from uuid import UUID, uuid5

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import Field, ValidationError

from tomoni.engine.core import Value, canonical_json, sha256
from tomoni.engine.documents._certificate import Certificate
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._jws import encoded, number_bytes, opened, public_key

_CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_JAPAN = timezone(timedelta(hours=9))
"""A certificate is good from the beginning of its day."""
_TYPES = ("VerifiableCredential", "OpenBadgeCredential")
_ALIAS = "AchievementCredential"
"""The other name that the standard has for an OpenBadgeCredential."""


class _Named(Value, extra="allow"):
    id: str
    name: str = ""


class _Identity(Value, extra="allow"):
    type: str
    hashed: bool
    identityType: str  # noqa: N815 - the standard's own word
    identityHash: str  # noqa: N815


class _Subject(Value, extra="allow"):
    id: str
    identifier: tuple[_Identity, ...] = ()
    achievement: _Named


class _Credential(Value, extra="allow"):
    context: tuple[Any, ...] = Field(alias="@context")
    id: str
    type: tuple[str, ...]
    issuer: _Named
    validFrom: datetime  # noqa: N815
    validUntil: datetime | None = None  # noqa: N815
    credentialSubject: _Subject  # noqa: N815
    iss: str
    jti: str
    sub: str
    nbf: int
    exp: int | None = None


class Badge(Value):
    """What a badge says, once its signature was found right.

    `key`: the fingerprint of the issuer's key (SHA-256, in hexadecimal). `proves_issuer`: the
    issuer's id is the key that signed; else the id is a name that only its owner could confirm.
    """

    id: str
    title: str
    name: str
    issuer: str
    issuer_id: str
    issued_date: date
    key: str
    proves_issuer: bool


def issuer_id(key: bytes) -> str:
    """The did:jwk of an issuer's private key (PEM): its public half, as an address of its own."""
    return _did(_jwk(_private(key).public_key()))


def issuer_jwk(key: bytes) -> dict[str, str]:
    """The public half of an issuer's private key (PEM) as a JWK (RFC 7517)."""
    return _jwk(_private(key).public_key())


def key_fingerprint(jwk: Mapping[str, Any]) -> str:
    """The thumbprint of a public RSA key (RFC 7638), in hexadecimal."""
    return sha256(canonical_json({name: jwk[name] for name in ("e", "kty", "n")}))


def sign_badge(certificate: Certificate, *, uid: UUID, key: bytes) -> bytes:
    """The badge of the certificate as the text of one file (.jwt); equal input, equal bytes.

    `uid` is the certificate's own number in the world, `key` the issuer's RSA key in PEM.
    """
    private = _private(key)
    jwk = _jwk(private.public_key())
    header = {"alg": "RS256", "jwk": jwk, "typ": "JWT"}
    payload = _payload(certificate, uid=uid, issuer=_did(jwk))
    signed = f"{encoded(canonical_json(header))}.{encoded(canonical_json(payload))}".encode()
    signature = private.sign(signed, padding.PKCS1v15(), SHA256())
    return signed + b"." + encoded(signature).encode()


def check_badge(data: bytes, *, now: datetime) -> Badge:
    """What the file of a badge says, when all of it is as it was signed.

    Raises `DocumentsError`: `not-a-badge` (no compact JWS of an Open Badge 3.0), `weak-badge-key`,
    `badge-altered` (the signature does not fit), `badge-contradicts-itself` (the claims of the
    token are not those of the credential), `badge-not-yet`, `badge-expired`.
    """
    token = opened(data)
    try:
        public_key(token.jwk).verify(token.signature, token.signed, padding.PKCS1v15(), SHA256())
    except InvalidSignature as error:
        raise DocumentsError("badge-altered") from error
    try:
        said = _Credential.model_validate(token.payload)
    except ValidationError as error:
        raise DocumentsError("not-a-badge") from error
    if not set(_CONTEXT[:1]) <= set(map(str, said.context)) or not _is_badge(said.type):
        raise DocumentsError("not-a-badge")
    _refuse_contradiction(said)
    _refuse_wrong_time(said, now=now)
    return Badge(
        id=said.id,
        title=said.credentialSubject.achievement.name,
        name=_name(said.credentialSubject),
        issuer=said.issuer.name,
        issuer_id=said.issuer.id,
        issued_date=said.validFrom.date(),
        key=key_fingerprint(token.jwk),
        proves_issuer=hmac.compare_digest(said.issuer.id, _did(_plain(token.jwk))),
    )


def _payload(certificate: Certificate, *, uid: UUID, issuer: str) -> dict[str, Any]:
    began = datetime.combine(certificate.issued_date, time(), tzinfo=_JAPAN)
    holder, achievement = (uuid5(uid, what).urn for what in ("holder", "achievement"))
    theme = f"取り組んだテーマ：{certificate.theme}" if certificate.theme else ""
    credential: dict[str, Any] = {
        "@context": list(_CONTEXT),
        "id": uid.urn,
        "type": list(_TYPES),
        "name": certificate.title,
        "issuer": {"id": issuer, "type": ["Profile"], "name": certificate.issuer},
        "validFrom": began.isoformat(),
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "identifier": [_identity("name", certificate.name)],
            "achievement": {
                "id": achievement,
                "type": ["Achievement"],
                "achievementType": "CertificateOfCompletion",
                "humanCode": certificate.number,
                "name": certificate.title,
                "description": certificate.statement,
                "criteria": {"narrative": f"{certificate.statement}{theme}"},
            },
        },
    }
    claims = {"iss": issuer, "jti": uid.urn, "sub": holder, "nbf": int(began.timestamp())}
    return credential | claims


def _identity(what: Literal["name"], value: str) -> dict[str, Any]:
    return {
        "type": "IdentityObject", "hashed": False, "identityType": what, "identityHash": value,
    }  # fmt: skip


def _is_badge(types: tuple[str, ...]) -> bool:
    return _TYPES[0] in types and bool({_TYPES[1], _ALIAS} & set(types))


def _refuse_contradiction(said: _Credential) -> None:
    until = said.validUntil
    pairs = (
        (said.iss, said.issuer.id),
        (said.jti, said.id),
        (said.sub, said.credentialSubject.id),
        (said.nbf, _seconds(said.validFrom)),
        (said.exp, None if until is None else _seconds(until)),
    )
    if any(one != other for one, other in pairs):
        raise DocumentsError("badge-contradicts-itself")


def _refuse_wrong_time(said: _Credential, *, now: datetime) -> None:
    if now.timestamp() < said.nbf:
        raise DocumentsError("badge-not-yet")
    if said.exp is not None and now.timestamp() >= said.exp:
        raise DocumentsError("badge-expired")


def _seconds(moment: datetime) -> int | None:
    return int(moment.timestamp()) if moment.tzinfo else None


def _name(subject: _Subject) -> str:
    names = (each for each in subject.identifier if each.identityType == "name" and not each.hashed)
    return next((each.identityHash for each in names), "")


def _private(key: bytes) -> rsa.RSAPrivateKey:
    private = load_pem_private_key(key, password=None)
    assert isinstance(private, rsa.RSAPrivateKey)  # noqa: S101 - the caller's own key
    return private


def _jwk(key: rsa.RSAPublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {
        "e": encoded(number_bytes(numbers.e)),
        "kty": "RSA",
        "n": encoded(number_bytes(numbers.n)),
    }


def _plain(jwk: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(jwk[name]) for name in ("e", "kty", "n")}


def _did(jwk: Mapping[str, str]) -> str:
    return f"did:jwk:{encoded(canonical_json(jwk))}"

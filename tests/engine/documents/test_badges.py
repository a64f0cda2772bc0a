"""Open Badges 3.0: what is signed, that nothing can be changed, and what is refused."""

import json
import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st

from engine.documents.issuers import CERTIFICATE, key
from tomoni.engine import documents

UID = UUID("5e9f3c1a-2a44-4bd5-9d5c-0c6f8f0f4b11")
LATER = datetime(2027, 4, 1, 9, tzinfo=UTC)
LETTERS = string.ascii_letters + string.digits + "-_"


def _badge() -> bytes:
    return documents.sign_badge(CERTIFICATE, uid=UID, key=key("ours"))


def _decoded(part: bytes) -> Any:
    return json.loads(urlsafe_b64decode(part + b"=="))


def _encoded(value: object) -> bytes:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")


def _signed(payload: dict[str, Any], *, header: dict[str, Any] | None = None) -> bytes:
    """A token over any payload, with a right signature of our own key."""
    private = load_pem_private_key(key("ours"), password=None)
    assert isinstance(private, rsa.RSAPrivateKey)
    head = {"alg": "RS256", "jwk": documents.issuer_jwk(key("ours"))} | (header or {})
    text = b".".join((_encoded(head), _encoded(payload)))
    signature = private.sign(text, padding.PKCS1v15(), SHA256())
    return b".".join((text, urlsafe_b64encode(signature).rstrip(b"=")))


def _refusal(data: bytes, *, now: datetime = LATER) -> str:
    with pytest.raises(documents.DocumentsError) as refused:
        documents.check_badge(data, now=now)
    return refused.value.code


def test_a_badge_says_who_finished_what_and_who_certifies_it() -> None:
    badge = documents.check_badge(_badge(), now=LATER)
    assert (badge.name, badge.issuer, badge.title) == (
        "青木 翔太", "ともに市", "データアカデミー第1期 修了証",
    )  # fmt: skip
    assert badge.issued_date == date(2027, 3, 17)
    assert badge.issuer_id == documents.issuer_id(key("ours"))
    assert badge.proves_issuer


def test_the_token_has_what_open_badges_ask_of_a_compact_jws() -> None:
    header, payload = map(_decoded, _badge().split(b".")[:2])
    assert set(header) == {"alg", "jwk", "typ"}
    assert (header["alg"], header["typ"]) == ("RS256", "JWT")
    assert set(header["jwk"]) == {"e", "kty", "n"}
    subject = payload["credentialSubject"]
    assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (payload["iss"], payload["jti"]) == (payload["issuer"]["id"], payload["id"])
    assert payload["sub"] == subject["id"]
    assert payload["nbf"] == int(datetime.fromisoformat(payload["validFrom"]).timestamp())
    assert subject["identifier"][0]["identityHash"] == "青木 翔太"
    assert subject["achievement"]["achievementType"] == "CertificateOfCompletion"


def test_equal_certificates_give_equal_bytes() -> None:
    assert _badge() == _badge()


@given(data=st.data())
def test_no_letter_of_a_badge_can_be_changed(data: st.DataObject) -> None:
    badge = _badge().decode()
    place = data.draw(st.integers(0, len(badge) - 1))
    other = data.draw(st.sampled_from([letter for letter in LETTERS if letter != badge[place]]))
    changed = f"{badge[:place]}{other}{badge[place + 1 :]}".encode()
    assert _refusal(changed) in {"badge-altered", "not-a-badge", "weak-badge-key"}


@given(st.binary(max_size=400))
def test_whatever_else_is_no_badge(data: bytes) -> None:
    assert _refusal(data) == "not-a-badge"


def test_whoever_signs_anew_with_another_key_is_another_issuer() -> None:
    forged = documents.sign_badge(
        CERTIFICATE.model_copy(update={"name": "別の 人"}), uid=UID, key=key("theirs")
    )
    badge = documents.check_badge(forged, now=LATER)
    assert badge.issuer == "ともに市"
    assert badge.key != documents.key_fingerprint(documents.issuer_jwk(key("ours")))
    assert badge.issuer_id != documents.issuer_id(key("ours"))


def test_an_issuers_id_that_is_not_the_key_proves_nothing() -> None:
    payload = _decoded(_badge().split(b".")[1])
    payload["issuer"]["id"] = payload["iss"] = "https://example.org/issuer"
    assert not documents.check_badge(_signed(payload), now=LATER).proves_issuer


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf"])
def test_claims_that_are_not_the_credentials_are_refused(claim: str) -> None:
    payload = _decoded(_badge().split(b".")[1])
    payload[claim] = 1 if claim == "nbf" else "urn:uuid:other"
    assert _refusal(_signed(payload)) == "badge-contradicts-itself"


def test_a_badge_is_good_from_its_day_until_it_expires() -> None:
    payload = _decoded(_badge().split(b".")[1])
    until = datetime(2027, 3, 31, tzinfo=UTC)
    payload |= {"validUntil": until.isoformat(), "exp": int(until.timestamp())}
    assert _refusal(_badge(), now=datetime(2027, 3, 16, 14, 59, tzinfo=UTC)) == "badge-not-yet"
    assert documents.check_badge(_badge(), now=datetime(2027, 3, 16, 15, tzinfo=UTC))
    assert _refusal(_signed(payload), now=until) == "badge-expired"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"typ": "JOSE"},
        {"crit": ["b64"]},
        {"jwk": None},
        {"jwk": {"kty": "oct", "k": "AAAA"}},
    ],
)
def test_a_header_that_asks_for_another_check_is_refused(header: dict[str, Any]) -> None:
    payload = _decoded(_badge().split(b".")[1])
    assert _refusal(_signed(payload, header=header)) == "not-a-badge"


def test_a_private_key_in_the_header_is_refused() -> None:
    payload = _decoded(_badge().split(b".")[1])
    jwk = documents.issuer_jwk(key("ours")) | {"d": "AQAB"}
    assert _refusal(_signed(payload, header={"jwk": jwk})) == "not-a-badge"


def test_a_short_key_is_refused() -> None:
    short = documents.sign_badge(CERTIFICATE, uid=UID, key=key("short", bits=1_024))
    assert _refusal(short) == "weak-badge-key"


def test_a_key_twice_in_the_payload_is_refused() -> None:
    header, payload, signature = _badge().split(b".")
    text = urlsafe_b64decode(payload + b"==").decode()
    twice = urlsafe_b64encode(f'{{"id":"x",{text[1:]}'.encode()).rstrip(b"=")
    assert _refusal(b".".join((header, twice, signature))) == "not-a-badge"


def test_the_fingerprint_is_the_thumbprint_of_rfc_7638() -> None:
    modulus = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC"
        "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Qvz"
        "qY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZ"
        "u0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    jwk = {"kty": "RSA", "n": modulus, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}
    found = urlsafe_b64encode(bytes.fromhex(documents.key_fingerprint(jwk))).rstrip(b"=")
    assert found == b"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"

"""A certificate, and keys of municipalities, made once: making one takes a moment."""

from datetime import date
from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tomoni.engine import documents

CERTIFICATE = documents.Certificate(
    number="1-003", name="青木 翔太", cohort="データアカデミー第1期", course="政策立案型",
    sessions=6, hours=21.5, theme="窓口の混雑をなくしたい", issuer="ともに市",
    issued_date=date(2027, 3, 17),
)  # fmt: skip


@cache
def key(_whose: str, *, bits: int = 2_048) -> bytes:
    """A private key in PEM."""
    made = rsa.generate_private_key(65_537, bits)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

"""What makes two contents the same: their bytes, written in one way."""

import hashlib
import json
from typing import Any


def canonical_json(content: Any) -> bytes:
    """JSON with sorted keys, no spaces and real characters: equal contents give equal bytes."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 (FIPS 180-4) of the bytes."""
    return hashlib.sha256(data).hexdigest()

"""Text that an XML document can hold."""

import re

_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without control characters, which XML 1.0 cannot hold (section 2.2)."""
    return _NOT_IN_XML.sub("", text)

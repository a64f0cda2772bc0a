"""Where parts come from: what the machine tells pip is told to uv too."""

import json
import os
from pathlib import Path

from scripts.steps import output

# pip's word → uv's. Every part is compared with the hash in the lock file, whoever hands it out.
WORDS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def for_uv(python: Path) -> dict[str, str]:
    """Environment for uv: pip's configuration, except where uv or the machine has its own."""
    told = settings(output([str(python), "-m", "pip", "config", "list"]))
    given = {
        variable: " ".join(told[word].split())
        for word, variable in WORDS.items()
        if word in told and variable not in os.environ
    }
    if "UV_FIND_LINKS" in given:
        given["UV_FIND_LINKS"] = given["UV_FIND_LINKS"].replace(" ", ",")
    if "UV_INDEX" in given:
        # pip looks through all its indexes; uv would stop at the first that knows the name.
        given["UV_INDEX_STRATEGY"] = os.environ.get("UV_INDEX_STRATEGY", "unsafe-best-match")
    return given


def settings(listing: str) -> dict[str, str]:
    """The settings of `pip config list`; an environment variable wins over a file."""
    found: dict[str, str] = {}
    rank: dict[str, int] = {}
    for line in listing.splitlines():
        place, _, raw = line.partition("=")
        section, _, word = place.rpartition(".")
        weight = {":env:": 2, "install": 1}.get(section, 0)
        if word in WORDS and weight >= rank.get(word, 0):
            found[word], rank[word] = text_of(raw), weight
    return found


def text_of(raw: str) -> str:
    """The value of a line, which pip prints as a Python string."""
    quoted = raw.strip()
    if quoted[:1] == quoted[-1:] == "'":
        return quoted[1:-1].replace("\\n", " ")
    return str(json.loads(quoted)) if quoted[:1] == '"' else quoted

"""The labelled sentences that rules of the first review are put to."""

from pathlib import Path

import yaml

Table = dict[str, dict[str, list[str]]]
"""Rule → `remark` or `none` → sentences."""

_TABLES = yaml.safe_load((Path(__file__).parent / "review_sentences.yaml").read_text("utf-8"))
SENTENCES: Table = _TABLES["first"]
LATER: Table = _TABLES["later"]

"""The kinds of personal information, each registered once in `kinds.yaml`."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from tomoni.engine.core import Value

_FOLDER = files(__package__)


class Confidence(StrEnum):
    """How sure a scan is: `high` acts by itself, `medium` and `low` are for a person to look at."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Role(StrEnum):
    """What a column of that kind does: `direct` says who somebody is, `quasi` says so together
    with others, `sensitive` is what nobody should learn; `other` none of these."""

    DIRECT = "direct"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    OTHER = "other"


class Kind(Value):
    """A kind of personal information: how it is known, what the law calls it, what to do.

    `header`, `hint`: patterns of a column's name, which says it for certain, or if the values
    agree. `value`: pattern of a whole cell; `strict`: the same where no header helps; `within`: of
    a part of a text; `words`: looked for in texts; `check`: a test that no pattern can say.
    `share`, `share_named`: the share of the values, 0 to 1, that must fit without and with a
    header. `alone`: the confidence when only the values say so; None when they say nothing.
    """

    id: str
    role: Role
    law: str
    """The article that makes it personal, as the national law is cited."""
    personal: bool = True
    """Whether it is 個人情報 at all; a corporate number is none, but is said."""
    sensitive: bool = False
    """要配慮個人情報 (個人情報の保護に関する法律 第2条第3項), or handled with the same care."""
    header: str = ""
    hint: str = ""
    value: str = ""
    strict: str = ""
    within: str = ""
    words: tuple[str, ...] = ()
    check: str = ""
    alone: Confidence | None = None
    share: float = 0.8
    share_named: float = 0.5
    mask: str
    advice: str
    """What to do, as a code that the academy words."""

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        header = re.compile(self.header, re.IGNORECASE) if self.header else None
        return header, re.compile(self.hint, re.IGNORECASE) if self.hint else None

    def is_named(self, name: str) -> bool:
        """Whether a column of that (plain) name holds it for certain."""
        return self._patterns[0] is not None and self._patterns[0].search(name) is not None

    def is_hinted(self, name: str) -> bool:
        """Whether a column of that (plain) name may hold it."""
        return self._patterns[1] is not None and self._patterns[1].search(name) is not None


def plain_name(name: str) -> str:
    """A column's name in half width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def listed(file_name: str) -> list[Any]:
    """The list in one of the room's own YAML files."""
    loaded = yaml.safe_load((_FOLDER / file_name).read_text(encoding="utf-8"))
    assert isinstance(loaded, list)  # noqa: S101 - a promise of our own files
    return loaded


KINDS: Mapping[str, Kind] = MappingProxyType(
    {said["id"]: Kind.model_validate(said) for said in listed("kinds.yaml")}
)
"""By id, in the order in which a scan tries them. Source of each: its `law`."""

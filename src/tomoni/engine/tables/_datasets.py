"""The standard data sets a municipality publishes, as schemas.

Source: デジタル庁「自治体標準オープンデータセット」, with the names of its forerunner
「推奨データセット」 as aliases; the files lie in `datasets/`, one a data set.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import Field as Setting

from tomoni.engine.core import Value

_FOLDER = files(__package__) / "datasets"
_GROUPS = "_groups.yaml"


class FieldType(StrEnum):
    """What the values of a field look like."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    """1 for yes; 0 or nothing for no."""
    CHOICE = "choice"
    KANA = "kana"
    URL = "url"
    TELEPHONE = "telephone"
    POSTCODE = "postcode"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    MUNICIPALITY_CODE = "municipality_code"
    CORPORATE_NUMBER = "corporate_number"


class Field(Value):
    """One field of a data set: its name, what it holds, and other names it goes by."""

    name: str
    type: FieldType
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


class Dataset(Value):
    """A standard data set. `marks`: fields that tell it from others; `sums`: total → its parts."""

    id: str
    title: str
    source: str
    marks: tuple[str, ...]
    fields: tuple[Field, ...]
    sums: dict[str, tuple[str, ...]] = Setting(default_factory=dict)

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def datasets() -> tuple[Dataset, ...]:
    """Every standard data set that is known here, by id."""
    groups = _loaded(_GROUPS)
    names = sorted(one.name for one in _FOLDER.iterdir() if one.name.endswith(".yaml"))
    return tuple(
        Dataset.model_validate({**said, "fields": list(_fields(said["fields"], groups=groups))})
        for said in (_loaded(name) for name in names if name != _GROUPS)
    )


def _fields(items: list[dict[str, Any]], *, groups: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in items:
        if "include" in item:
            for field in (field for group in item["include"] for field in groups[group]):
                needed = field["name"] in item.get("required", ())
                yield {**field, "required": True} if needed else field
        else:
            yield item


def _loaded(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)  # noqa: S101 - a promise of our own files
    return loaded

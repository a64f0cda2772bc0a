"""A table that may be seen: what is shown, and nothing of what is not."""

import math
from collections.abc import Iterator, Sequence
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError, model_validator

from tomoni.engine.core import Value
from tomoni.engine.privacy._axes import Axis, Node
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._rules import Rule

MARK = "■"
"""Stands for every hidden cell, whatever the reason: who sees it must not learn which."""


class Exposure(Value):
    """What an outsider can work out of one hidden cell, from everything that is published.

    `code` says it for the academy to word, with `low` and `high` among the `params`:
    `hidden-range`, `hidden-at-least` (no upper end), `hidden-exact` (known, but nothing that the
    rule protects); not `safe`, because the rule does: `hidden-narrow`, `hidden-known`.
    """

    release: int = 0
    """0: the release itself; 1, 2 …: the releases it was held against, in their order."""
    at: tuple[str, ...]
    """The labels of the cell, side by side; empty for a total."""
    code: str
    low: float
    high: float | None
    safe: bool = True

    @property
    def params(self) -> dict[str, str | int | float]:
        """`low`, `high` (where there is one) and `at`."""
        found: dict[str, str | int | float] = {"low": _plain(self.low), "at": "・".join(self.at)}
        if self.high is not None:
            found["high"] = _plain(self.high)
        return found


class Joint(Value):
    """Hidden cells of one line taken together (合算): what they hold, as everybody can reckon."""

    column: str
    labels: tuple[str, ...]
    """The categories that stand together."""
    at: tuple[str, ...]
    """The labels of the line on the other sides."""
    value: float


class Release(Value):
    """A published table: one value or None (hidden) for every cell, and how it was made.

    The cells run through the nodes of the sides, the last side fastest (C order); shape: the
    numbers of nodes. Never a hidden value, nor anything computed from one.
    """

    format: Literal["tomoni-release/1"] = "tomoni-release/1"
    title: str = ""
    digest: str = ""
    """Of the data; releases of the same digest are attacked together. Empty: of any."""
    value: str = ""
    """The column that was summed; empty: rows were counted."""
    unit: str = ""
    counts: bool = True
    """Whole numbers, and everybody knows it."""
    rule: Rule
    axes: tuple[Axis, ...] = Field(min_length=1)
    ladders: tuple[Axis, ...] = ()
    """How other columns add up; known to everybody."""
    known: tuple[tuple[str, ...], ...] = ()
    """The columns whose common total everybody knows anyway."""
    units: str = ""
    """The column that tells establishments apart, where the rule asks for so many."""
    populations: dict[str, dict[str, int]] | None = None
    """Column → area → how many people live there, where the rule asks for it."""
    values: tuple[float | None, ...]
    rounding: int = Field(default=0, ge=0)
    """Every value is rounded up or down to a multiple of it; 0: values are exact."""
    lows: tuple[float, ...] = ()
    highs: tuple[float | None, ...] = ()
    """Of figures published without us: between what each must lie; None: no upper end."""
    optimal: bool = True
    """No safe table hides less, by weight."""
    gap: int = 0
    """By how many percent a table that hides less could be better at most."""
    exposures: tuple[Exposure, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        size = math.prod(self.shape)
        rough = {len(self.lows), len(self.highs)} <= {0, size}
        if len(self.values) != size or not rough or len(self.lows) != len(self.highs):
            message = "values: one for every cell"
            raise ValueError(message)
        if not all(value is None or math.isfinite(value) for value in self.values):
            message = "values: finite numbers"
            raise ValueError(message)
        return self

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of nodes of each side."""
        return tuple(len(axis.nodes) for axis in self.axes)

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """(cells,) which cells are not shown."""
        return np.array([value is None for value in self.values], dtype=np.bool_)

    @property
    def is_safe(self) -> bool:
        """Whether the attack found nothing that the rule forbids."""
        return all(one.safe for one in self.exposures)

    def joints(self) -> tuple[Joint, ...]:
        """Line by line, the hidden cells as one number: the total less what is shown of it.

        Only from what is shown, so that nothing new is said.
        """
        values = np.array([np.nan if value is None else value for value in self.values])
        places = np.arange(len(values)).reshape(self.shape)
        names = list(self.nodes())
        found: list[Joint] = []
        for side, axis in enumerate(self.axes if not self.rounding else ()):
            lines = np.moveaxis(places, side, 0).reshape(len(axis.nodes), -1)
            for one in axis.sums:
                for line in lines.T:
                    parts = line[list(one.parts)]
                    hidden = np.isnan(values[parts])
                    if hidden.any() and not np.isnan(values[line[one.total]]):
                        value = values[line[one.total]] - np.nansum(values[parts])
                        found.append(
                            Joint(
                                column=axis.nodes[one.parts[0]].column,
                                labels=tuple(names[at][side].label for at in parts[hidden]),
                                at=_others(names[line[0]], side=side),
                                value=float(value),
                            )
                        )
        return tuple(found)

    def nodes(self) -> Iterator[tuple[Node, ...]]:
        """The nodes of every cell, in the order of the values."""
        for place in np.ndindex(self.shape):
            yield tuple(axis.nodes[at] for axis, at in zip(self.axes, place, strict=True))

    def at(self, *labels: str) -> float | None:
        """The value of the cell with these labels (empty for a total), or None when it is hidden.

        Raises `PrivacyError` `unknown-label` when there is no such cell.
        """
        if len(labels) != len(self.axes):
            raise PrivacyError("unknown-label", column="", count=1)
        place = []
        for axis, label in zip(self.axes, labels, strict=True):
            found = [at for at, node in enumerate(axis.nodes) if node.label == label]
            if not found:
                raise PrivacyError("unknown-label", column=axis.column, count=1)
            place.append(found[0])
        return self.values[int(np.ravel_multi_index(place, self.shape))]


def read_release(data: bytes) -> Release:
    """The release from its JSON. Raises `PrivacyError` `bad-release` with the part at fault."""
    try:
        return Release.model_validate_json(data)
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        raise PrivacyError("bad-release", field=str(place[0]) if place else "") from error


def write_release(release: Release) -> bytes:
    """The release as JSON, in UTF-8."""
    return release.model_dump_json(indent=1).encode()


def _others(nodes: Sequence[Node], *, side: int) -> tuple[str, ...]:
    return tuple(node.label for at, node in enumerate(nodes) if at != side and not node.is_total)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else round(number, 6)

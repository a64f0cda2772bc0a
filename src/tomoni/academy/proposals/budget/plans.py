"""事業計画書 and 予算見積書 as data: what is to be done, its lines in yen, and who pays for it."""

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tomoni.academy.proposals.errors import ProposalsError

MOST_YEN = 10**12
_Yen = Annotated[int, Field(ge=0, le=MOST_YEN)]
_Short = Annotated[str, StringConstraints(max_length=200)]
_Long = Annotated[str, StringConstraints(max_length=4000)]
GIVEN = ("national", "prefecture", "bonds", "other")
"""Sources of money that are written down; what is left comes from the general one."""
SOURCES = (*GIVEN, "general")
_WHOLE = Decimal(1)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Part):
    """One line of the estimate. `made_from`: the number of the case that it is, else empty."""

    section: _Short
    label: _Short
    quantity: Annotated[Decimal, Field(ge=0, le=10**9)]
    unit: _Short = ""
    unit_price: _Yen
    basis: _Long = ""
    made_from: str = ""

    @property
    def amount(self) -> int:
        """In whole yen; what is less than one is dropped."""
        return int((self.quantity * self.unit_price).quantize(_WHOLE, rounding=ROUND_DOWN))


class Given(_Part):
    """What others pay, in yen."""

    national: _Yen = 0
    prefecture: _Yen = 0
    bonds: _Yen = 0
    other: _Yen = 0

    @property
    def total(self) -> int:
        return self.national + self.prefecture + self.bonds + self.other


class Plan(_Part):
    """The whole of what is requested. 款・項・目 are the project's, 節 is each line's."""

    project: _Short
    kan: _Short = ""
    ko: _Short = ""
    moku: _Short = ""
    purpose: _Long = ""
    content: _Long = ""
    schedule: _Long = ""
    lines: tuple[Line, ...] = Field(default=(), max_length=200)
    given: Given = Given()
    previous_yen: _Yen = 0

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def difference(self) -> int:
        """More (or less) than the year before."""
        return self.total - self.previous_yen

    @property
    def sources(self) -> dict[str, int]:
        return split(self.total, given=self.given)


class Assessed(_Part):
    """What finance grants: an amount for each line, and who pays for it."""

    amounts: tuple[_Yen, ...]
    given: Given = Given()

    @property
    def total(self) -> int:
        return sum(self.amounts)

    @property
    def sources(self) -> dict[str, int]:
        return split(self.total, given=self.given)


def split(total: int, *, given: Given) -> dict[str, int]:
    """The total by `SOURCES`: what others do not pay is general.

    Raises `ProposalsError("sources-over")` where they would pay more than the whole.
    """
    if given.total > total:
        raise ProposalsError("sources-over")
    paid = {name: getattr(given, name) for name in GIVEN}
    return {**paid, "general": total - given.total}


def assessed(plan: Plan, *, amounts: Sequence[int], given: Given, reason: str) -> Assessed:
    """What is granted of the plan: no line more than was requested, no cut without a reason.

    Raises `ProposalsError`: assessed-over, cut-without-reason, sources-over.
    """
    requested = [line.amount for line in plan.lines]
    if len(amounts) != len(requested):
        raise ProposalsError("assessed-over")
    if any(not 0 <= granted <= asked for granted, asked in zip(amounts, requested, strict=True)):
        raise ProposalsError("assessed-over")
    found = Assessed(amounts=tuple(amounts), given=given)
    if found.total < plan.total and not reason.strip():
        raise ProposalsError("cut-without-reason")
    split(found.total, given=given)
    return found


def with_sources(lines: Sequence[Line], *, known: Sequence[Line]) -> tuple[Line, ...]:
    """The lines as typed, each with the number that it still is: its amount has not changed."""
    left = [each for each in known if each.made_from]
    found = []
    for line in lines:
        same = next((each for each in left if each.amount == line.amount), None)
        if same is not None:
            left.remove(same)
        found.append(line.model_copy(update={"made_from": same.made_from if same else ""}))
    return tuple(found)


def merged(
    mine: Mapping[str, Any], *, base: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], frozenset[str]]:
    """What only one of two people changed since `base` stands; the names of what both changed."""
    whole, clashes = dict(theirs), set()
    for name, value in mine.items():
        if _same(value, base.get(name)) or _same(value, theirs.get(name)):
            continue
        whole[name] = value
        if not _same(theirs.get(name), base.get(name)):
            clashes.add(name)
    return whole, frozenset(clashes)


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

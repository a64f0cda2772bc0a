"""The ways in which a column may be made to say less, as values that live in YAML and JSON."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tomoni.engine.core import Value

Below = Annotated[int, Field(ge=2)]
"""The smallest number of rows that may stand by itself."""


class Drop(Value):
    """The column is taken away."""

    kind: Literal["drop"] = "drop"
    column: str


class Pseudonym(Value):
    """Each number becomes 32 hexadecimal letters that only the key's holder can make again.

    HMAC-SHA-256 (RFC 2104, FIPS 198-1) over the number in half width without blanks, hyphens and
    leading zeros, cut to 128 bits; the same number and key give the same pseudonym, so that tables
    of one case can be joined. Another case has another key. The result is still 個人情報.
    """

    kind: Literal["pseudonym"] = "pseudonym"
    column: str


class AgeBand(Value):
    """A day of birth, or an age in years, becomes a band such as 30～39歳.

    `as_of`: the day on which the age of a day of birth is counted (the birthday itself counts as
    passed). `width` in years. `top`: from this age on one band, e.g. 85歳以上; None for no end.
    """

    kind: Literal["age_band"] = "age_band"
    column: str
    as_of: date | None = None
    width: Annotated[int, Field(ge=2, le=50)] = 10
    top: Annotated[int, Field(ge=1, le=130)] | None = 90


class Period(StrEnum):
    """What a day is coarsened to; each begins on its first day, a fiscal year on 1 April."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"


class Coarser(Value):
    """A day becomes the first day of its period; the column's `period` says so."""

    kind: Literal["coarser"] = "coarser"
    column: str
    to: Period


class AreaLevel(StrEnum):
    """How much of an address is left: 町丁目, 町, a district by a table of the city, 市区町村."""

    TOWN_BLOCK = "town_block"
    TOWN = "town"
    DISTRICT = "district"
    CITY = "city"


class Area(Value):
    """An address becomes the area it lies in; one that cannot be read becomes empty.

    `districts`: 町丁目 or 町 → district (a school district, say), needed for `district` alone.
    """

    kind: Literal["area"] = "area"
    column: str
    to: AreaLevel
    districts: dict[str, str] = {}

    @model_validator(mode="after")
    def _districts_where_needed(self) -> Self:
        if (self.to is AreaLevel.DISTRICT) != bool(self.districts):
            raise ValueError("districts belong to the level district, and it needs them")
        return self


class Clip(Value):
    """Numbers below `low` become `low`, above `high` become `high` (top and bottom coding)."""

    kind: Literal["clip"] = "clip"
    column: str
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _some_end(self) -> Self:
        ends = [end for end in (self.low, self.high) if end is not None]
        if not ends or ends != sorted(ends):
            raise ValueError("clip needs low, high or both, in order")
        return self


class MergeRare(Value):
    """Categories with fewer than `below` rows become `other`; the next rarest joins them until
    `other` itself has that many."""

    kind: Literal["merge_rare"] = "merge_rare"
    column: str
    below: Below = 10
    other: str = "その他"


class JoinNeighbour(Value):
    """Areas with fewer than `below` rows join a neighbour, as 「A・B」 (小地域の合算).

    `neighbours`: area → the one it joins; others join the next one in `order`, the last the one
    before it. Without `order` they stand as sorted text. As 国勢調査 小地域集計 does it (秘匿対象
    地域 and 合算地域).
    """

    kind: Literal["join_neighbour"] = "join_neighbour"
    column: str
    below: Below = 10
    neighbours: dict[str, str] = {}
    order: tuple[str, ...] = ()


Step = Annotated[
    Drop | Pseudonym | AgeBand | Coarser | Area | Clip | MergeRare | JoinNeighbour,
    Field(discriminator="kind"),
]
"""One of them, told apart by `kind`."""

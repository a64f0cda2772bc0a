"""What an estimate stands on besides the flows, and how a worksheet's rows say it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

from pydantic import ConfigDict

from tomoni.engine.core import NotNegative, Spread, Value
from tomoni.engine.effects._errors import EffectsError

YEARS = 5
"""How many years an estimate looks ahead."""
_YEAR = re.compile(r"(?:令和\s*(?P<era>[0-9]{1,2}|元)|(?P<year>20[0-9]{2}))")
_TABLES = {
    "unit_costs": "職位ごとの人件費",
    "positions": "担当と職位",
    "costs": "費用の内訳",
    "reach": "行き渡る割合",
}


class Ends(Spread):
    """An assumption: lowest, likely, highest; all three alike where there is no doubt."""

    @classmethod
    def fixed(cls, value: float) -> Self:
        """An assumption without doubt."""
        return cls(low=value, likely=value, high=value)


class When(StrEnum):
    """When a cost falls due."""

    ONCE = "導入"
    YEARLY = "運用"


class UnitCost(Value):
    """The full cost in 円 of one hour of a position (職位), in a fiscal year or (None) in all."""

    position: str
    year: int | None = None
    yen_per_hour: Ends


class CostLine(Value):
    """One line of what the measure costs, in 円."""

    name: str
    when: When
    yen: Ends


class Assumptions(Value):
    """What an estimate stands on besides the flows.

    `yen_per_hour` counts for every lane without a position. `positions`: lane → position. Cost
    lines of a kind take the place of `initial_yen` and `yearly_yen`. `reach`: year (1 to 5) → the
    share of a full year's effect that has set in by then, 0 to 1; 1 where nothing is said.
    `first_year`: the fiscal year that is year 1. `freed_time_use`: what the freed time gives back
    to citizens (浮いた時間の使い道).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    yen_per_hour: NotNegative
    """Full cost of one hour of staff time."""
    initial_yen: NotNegative | None = None
    yearly_yen: NotNegative | None = None
    unit_costs: tuple[UnitCost, ...] = ()
    positions: dict[str, str] = {}
    costs: tuple[CostLine, ...] = ()
    reach: dict[int, Ends] = {}
    first_year: int | None = None
    freed_time_use: str = ""

    def lines(self, when: When) -> tuple[CostLine, ...]:
        """The costs of a kind: the lines, else the one sum that is given, else nothing."""
        found = tuple(line for line in self.costs if line.when is when)
        total = self.initial_yen if when is When.ONCE else self.yearly_yen
        if found or total is None:
            return found
        name = "導入にかかる費用" if when is When.ONCE else "1年の運用費用"
        return (CostLine(name=name, when=when, yen=Ends.fixed(total)),)


def read_assumptions(values: Mapping[str, Any]) -> Assumptions:
    """The assumptions in the values of a worksheet; further fields and empty rows are left out.

    Rows as people type them: `unit_costs` (position, year, low, likely, high), `positions` (lane,
    position), `costs` (name, when, low, likely, high), `reach` (year, low, likely, high in ％). An
    empty low or high is the likely one; a year reads 2027, 2027年度 or 令和9年度. Raises
    `EffectsError` with `table` and `row`: `likely-missing`, `ends-not-in-order`, `year-unreadable`,
    `name-missing`, `row-twice` where two rows say the same thing (a position's cost of a year, a
    lane's position, the reach of a year): nobody can tell which of them counts.
    """
    plain = ("yen_per_hour", "initial_yen", "yearly_yen")
    return Assumptions(
        **{name: values[name] for name in plain if values.get(name) not in (None, "")},
        unit_costs=tuple(
            UnitCost(position=position, year=year, yen_per_hour=ends)
            for (position, year), ends in _once("unit_costs", _unit_costs(values)).items()
        ),
        positions=_once("positions", _positions(values)),
        costs=tuple(
            CostLine(
                name=_text(row, "name", "costs", place),
                when=When(_text(row, "when", "costs", place)),
                yen=_ends(row, "costs", place),
            )
            for place, row in _rows(values, "costs")
        ),
        reach=_once("reach", _reach(values)),
        first_year=_year(values.get("first_year"), "first_year", 1),
        freed_time_use=str(values.get("freed_time_use") or "").strip(),
    )


def _rows(values: Mapping[str, Any], name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows that are not empty, with their places from 1."""
    rows: Sequence[Mapping[str, Any]] = values.get(name) or ()
    for place, row in enumerate(rows, start=1):
        if any(cell not in (None, "") for cell in row.values()):
            yield place, row


def _once(table: str, rows: Iterable[tuple[int, Any, Any]]) -> dict[Any, Any]:
    """What each row says of its key, by the key."""
    found: dict[Any, Any] = {}
    for place, key, said in rows:
        if key in found:
            raise EffectsError("row-twice", table=_TABLES[table], row=place)
        found[key] = said
    return found


def _unit_costs(values: Mapping[str, Any]) -> Iterator[tuple[int, Any, Ends]]:
    table = "unit_costs"
    for place, row in _rows(values, table):
        of = _text(row, "position", table, place), _year(row.get("year"), table, place)
        yield place, of, _ends(row, table, place)


def _positions(values: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    table = "positions"
    for place, row in _rows(values, table):
        yield place, _text(row, "lane", table, place), _text(row, "position", table, place)


def _reach(values: Mapping[str, Any]) -> Iterator[tuple[int, int, Ends]]:
    for place, row in _rows(values, "reach"):
        yield place, _place_of_year(row, place), _ends(row, "reach", place, most=100)


def _text(row: Mapping[str, Any], name: str, table: str, place: int) -> str:
    text = str(row.get(name) or "").strip()
    if not text:
        raise EffectsError("name-missing", table=_TABLES[table], row=place)
    return text


def _ends(row: Mapping[str, Any], table: str, place: int, *, most: float | None = None) -> Ends:
    likely = row.get("likely")
    if not isinstance(likely, int | float):
        raise EffectsError("likely-missing", table=_TABLES[table], row=place)
    low, high = (likely if row.get(end) in (None, "") else row[end] for end in ("low", "high"))
    numbers = isinstance(low, int | float) and isinstance(high, int | float)
    top = float("inf") if most is None else most
    if not numbers or not 0 <= low <= likely <= high <= top:
        raise EffectsError("ends-not-in-order", table=_TABLES[table], row=place)
    scale = most or 1.0
    return Ends(low=low / scale, likely=likely / scale, high=high / scale)


def _year(value: Any, table: str, place: int) -> int | None:
    text = str(value or "").strip()
    if not text:
        return None
    found = _YEAR.search(text)
    if found is None:
        raise EffectsError("year-unreadable", table=_TABLES.get(table, "1年目の年度"), row=place)
    if found["year"]:
        return int(found["year"])
    return 2018 + (1 if found["era"] == "元" else int(found["era"]))


def _place_of_year(row: Mapping[str, Any], place: int) -> int:
    digits = re.fullmatch(rf"([1-{YEARS}])(?:年目)?", str(row.get("year") or "").strip())
    if digits is None:
        raise EffectsError("year-unreadable", table=_TABLES["reach"], row=place)
    return int(digits[1])

"""A map while it is thought out: the tables and boundaries it is made of, and what is typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import conditions, reading
from tomoni.academy.steps.data import boundaries
from tomoni.academy.steps.data import reading as data
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, maps
from tomoni.engine.core import ColumnType, Table

STEM = "map"
INPUTS = ("table", "boundaries", "people", "points")
MESHES = "mesh"
_TEXTS = {ColumnType.TEXT, ColumnType.INTEGER}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_COORDINATES = {"longitude": ("経度", "lon", "lng"), "latitude": ("緯度", "lat")}
_MOST_KEYS = 3_000
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MapDesk:
    """A map, new or known (`key`), and what its form offers."""

    key: str
    inputs: Mapping[str, str]
    """`table`, `boundaries` (or `mesh`), `people`, `points` → key; empty where none is chosen."""
    values: Mapping[str, Any]
    tables: Pairs
    outlines: Pairs
    table: Table | None = None
    people: Table | None = None
    points: Table | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        return self.table is not None and bool(self.inputs["boundaries"])

    def columns(self, *, of: str = "table", numbers: bool = False) -> Pairs:
        """The columns of a table that may be chosen."""
        table = {"table": self.table, "people": self.people, "points": self.points}[of]
        types = _NUMBERS if numbers else set(ColumnType)
        found = table.columns if table else ()
        return tuple((each.name, each.name) for each in found if each.type in types)


def desk(opened: Opened, *, user: User, key: str, asked: Mapping[str, str]) -> MapDesk | None:
    """The desk of a map; `asked`: inputs chosen on the page. None where there is no such map."""
    artifact = opened.case.artifacts.get(key)
    if key and (artifact is None or artifact.kind != "map" or artifact.plan is None):
        return None
    plan = artifact.plan if artifact else None
    offered = reading.tables(opened, user=user)
    outlines = tuple((each.key, each.title) for each in boundaries.cards(opened))
    inputs = _inputs(plan, asked=asked, tables=offered, outlines=outlines)
    parameters = plan.parameters if plan else {}
    table = data.table_of(opened, inputs["table"])
    people, places = (data.table_of(opened, inputs[name]) for name in ("people", "points"))
    values = values_of(parameters) if parameters else {}
    if table is not None and not values.get("area_column"):
        values["area_column"] = likely_column(opened, table, outlines=inputs["boundaries"])
    if people is not None and not values.get("people_area"):
        values["people_area"] = likely_column(opened, people, outlines=inputs["boundaries"])
    if places is not None:
        values = _coordinates(places) | values
    return MapDesk(
        key=key,
        inputs=inputs,
        values=values,
        tables=offered,
        outlines=outlines,
        table=table,
        people=people,
        points=places,
        chosen=parameters.get("chosen", {}),
    )


def _inputs(
    plan: cases.Plan | None, *, asked: Mapping[str, str], tables: Pairs, outlines: Pairs
) -> dict[str, str]:
    """What was chosen on the page, else what the map is made of, else what is there only once."""
    known = dict(plan.inputs) if plan else {}
    if plan and "boundaries" not in known:
        known["boundaries"] = MESHES
    offered = {name: [key for key, _title in tables] for name in INPUTS}
    offered["boundaries"] = [*(key for key, _title in outlines), MESHES]
    found = {name: asked.get(name, known.get(name, "")) for name in INPUTS}
    found = {name: key if key in offered[name] else "" for name, key in found.items()}
    if not found["table"]:
        found["table"] = found["points"] or (tables[0][0] if len(tables) == 1 else "")
    if not found["boundaries"] and len(outlines) == 1:
        found["boundaries"] = outlines[0][0]
    return found


def _coordinates(table: Table) -> dict[str, str]:
    """The columns that are called longitude and latitude."""
    names = [each.name for each in table.columns if each.type in _NUMBERS]
    found = {
        field: next((name for name in names if any(word in name.lower() for word in words)), "")
        for field, words in _COORDINATES.items()
    }
    return {field: name for field, name in found.items() if name}


def areas_of(opened: Opened, key: str) -> maps.Boundaries | None:
    """The boundaries of that key with their outlines."""
    head = opened.case.head(key) if key in opened.case.artifacts else None
    if head is None:
        return None
    return maps.read_areas(cases.files_of(head, store=opened.store)[cases.BOUNDARIES_FILE])


def likely_column(opened: Opened, table: Table, *, outlines: str) -> str:
    """The column in which most cells name an area of the boundaries, or a mesh."""
    areas = areas_of(opened, outlines)
    fits = {
        column.name: _fitting(maps.area_keys(table, area_column=column.name), areas=areas)
        for column in table.columns
        if column.type in _TEXTS
    }
    best = max(fits, key=lambda name: fits[name], default="")
    return best if best and fits[best] > 0 else ""


def _fitting(keys: Iterable[str], *, areas: maps.Boundaries | None) -> float:
    """Which share of the keys fits."""
    found = list(keys)
    if not found or len(found) > _MOST_KEYS:
        return 0.0
    if areas is None:
        return sum(map(maps.is_mesh_code, found)) / len(found)
    return len(maps.match(areas, found, candidates=False).codes) / len(found)


def values_of(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of a map as they would be typed."""
    given = cases.DrawParameters.model_validate(parameters)
    first, second = (*given.measures, maps.Measure(), maps.Measure())[:2]
    style = given.style
    values: dict[str, Any] = {
        "title": given.title,
        "unit": given.unit,
        "per": f"{given.per:g}",
        "area_column": given.area_column,
        "kind": kind_of(first, people=given.people is not None) if given.measures else "points",
        "count": first.count,
        "denominator": first.denominator,
        "rate": first.rate,
        "fits": conditions.rows_of([each.model_dump() for each in first.fits]),
        "first_title": first.title,
        "filters": conditions.rows_of([each.model_dump() for each in first.filters]),
        "how": style.how.value,
        "classes": style.classes,
        "given": "、".join(f"{value:g}" for value in style.given),
        "fewest": style.fewest,
    }
    if given.people is not None:
        values |= {
            "people_area": given.people.area_column,
            "people_column": given.people.column,
        }
    if given.points is not None:
        values |= given.points.model_dump()
    if len(given.measures) > 1:
        values |= {
            "second_title": second.title,
            "second_count": second.count if second.count != first.count else "",
            "second_denominator": (
                second.denominator if second.denominator != first.denominator else ""
            ),
            "second_filters": conditions.rows_of([each.model_dump() for each in second.filters]),
        }
    return values


def kind_of(measure: maps.Measure, *, people: bool) -> str:
    """How the rate is made: `divided`, `people`, `fits`, `km2` or `stated`."""
    if measure.rate:
        return "stated"
    if measure.per_km2:
        return "km2"
    if measure.fits:
        return "fits"
    return "people" if people else "divided"
